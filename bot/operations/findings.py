"""What the doctor finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and whether something needs doing."""

    subject: str
    told: str
    fine: bool = True

    def __str__(self) -> str:
        return f"{'ok  ' if self.fine else 'TODO'}  {self.subject}: {self.told}"


def todo(subject: str, told: str) -> Finding:
    """Make a finding that needs doing."""
    return Finding(subject, told, fine=False)
