"""A rig that compares bots under the same load."""
