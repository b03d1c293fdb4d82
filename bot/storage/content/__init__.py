"""The versions of the content, the draft of the next one, and the log of who did what."""
