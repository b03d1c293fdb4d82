"""Who may administer the bot, and which browsers are signed in to the console."""
