"""One turn: what an event means, what it does, and what is shown after it."""
