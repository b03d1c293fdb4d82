"""The webhook as it was set, and how delivering to it goes."""

from dataclasses import dataclass

DEFAULT_CONNECTIONS = 40


@dataclass(slots=True)
class Hook:
    """Hold where updates are delivered; without a URL the bot polls."""

    url: str = ""
    secret: str = ""
    certificate: bytes = b""
    """The one that the receiver's is held against; without one, those that everybody trusts."""
    max_connections: int = DEFAULT_CONNECTIONS
    error: str = ""
    error_date: int = 0
    pace: float = 1.0
    """What Telegram's waits between two tries are multiplied by."""
    shuffled: bool = False
    """Deliver the updates of a chat beside each other, in no order; otherwise one after another."""

    def set(self, url: str, secret: str, max_connections: int, certificate: bytes = b"") -> None:
        """Deliver to a URL from now on; the empty one ends it."""
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.certificate = certificate
        self.error, self.error_date = "", 0

    def record_failure(self, error: str, date: int) -> None:
        """Note why the latest delivery failed."""
        self.error, self.error_date = error, date
