"""How far one turn travels through the code: `python -m bench.trace`."""
