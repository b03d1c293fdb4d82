"""A drill: people go through the questionnaire while things fail, and what is lost is counted."""
