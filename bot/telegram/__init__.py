"""The way to and from Telegram: raw updates in, replies out."""
