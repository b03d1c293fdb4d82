"""Tables to take away: CSV and Excel files."""
