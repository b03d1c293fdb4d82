"""What the bot says: session and event in, session and replies out. No Telegram, no storage, no clock."""
