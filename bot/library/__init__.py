"""The content files (`content/`), read, checked and compiled into the one Content that the bot works with."""
