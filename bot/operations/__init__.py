"""What an administrator does with a bot in service: backups, research data, a look at its health."""
