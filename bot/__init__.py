"""The Telegram bot: a pure dialogue, and the adapters around it."""
