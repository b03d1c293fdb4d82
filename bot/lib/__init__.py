"""Small things that know nothing of shops, chats or Telegram, and that any room may use."""
