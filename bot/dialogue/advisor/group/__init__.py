"""A group's totals: on screen, as tables and in words."""
