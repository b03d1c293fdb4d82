"""What admins edit, and the proof that it holds together."""
