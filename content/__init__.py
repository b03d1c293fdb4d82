"""The content that admins edit: the questionnaire, the levels, the figures, each language’s texts."""
