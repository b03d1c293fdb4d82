"""The questions: what is asked, answered, skipped and changed."""
