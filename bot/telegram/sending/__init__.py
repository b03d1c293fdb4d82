"""Pending replies are sent to Telegram, each chat's in order, within Telegram's limits."""
