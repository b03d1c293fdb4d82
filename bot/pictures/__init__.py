"""The picture of a result and the report to print."""
