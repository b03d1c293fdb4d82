"""Files that somebody sent, as a channel gets them."""

from collections.abc import Awaitable, Callable

Fetch = Callable[[str], Awaitable[bytes]]
"""Gets a file by the id that its channel gave it. Raises FileUnreachable."""


class FileUnreachable(Exception):
    """The channel did not give the file; the text says why, without what people wrote."""
