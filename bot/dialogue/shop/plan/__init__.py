"""The steps that a shop plans, with their reminders."""
