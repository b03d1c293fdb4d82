"""The clock in service; tests have their own."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)
