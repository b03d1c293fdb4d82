"""The tables, as numbered steps, and which release can read what is stored."""
