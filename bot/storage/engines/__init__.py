"""The two database engines, SQLite and PostgreSQL: how each is opened, changed, copied and looked at."""
