"""What the bot itself serves over HTTP: the webhook, its health and its metrics."""
