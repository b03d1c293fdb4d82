"""What is done with updates: they are stepped through, committed and handed over for sending."""
