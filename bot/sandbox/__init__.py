"""A local Bot API server with a chat page, so that the bot can be run and tested without Telegram."""
