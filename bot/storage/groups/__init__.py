"""Organisations with their links, advisors, shares, conversations and totals."""
