"""The conversation between a shop and its advisors."""
