"""What holds for all tests."""

import os

from hypothesis import settings

# No example has a deadline: how long something takes is measured in bench/, on a machine at rest.
settings.register_profile("here", deadline=None)
# A landing must not hang on the luck of a draw: CI draws the same examples each time, a developer new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
