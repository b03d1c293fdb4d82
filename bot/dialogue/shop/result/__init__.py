"""The result: the score, what it rests on, the next steps, the advice, the picture and the report."""
