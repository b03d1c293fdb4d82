"""Letting a browser in to the console."""
