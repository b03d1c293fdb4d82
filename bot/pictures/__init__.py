"""The pictures of results, and what is made to print."""
