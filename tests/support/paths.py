"""Where this project lies on the disk."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
