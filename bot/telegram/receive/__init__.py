"""How updates are taken from Telegram and acknowledged: by long polling or as a webhook delivers them."""
