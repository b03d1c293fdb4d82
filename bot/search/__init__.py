"""Finding advice cards by a person's own words."""
