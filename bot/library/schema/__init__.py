"""The shape of each content file."""
