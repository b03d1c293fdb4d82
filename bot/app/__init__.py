"""The wiring: what runs, what is put together for it, and in which order it starts and ends."""
