"""An administrator's pages: texts, versions, people and use."""
