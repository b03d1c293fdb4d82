"""The Bot API: raw updates in, calls out, and what a failed call means."""
