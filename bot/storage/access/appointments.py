"""Whether who writes something as an administrator still is one."""

from bot.records.people import Appointment
from bot.storage.chats.records import AppointmentEnded
from bot.storage.engines.interface import Sql


def check_appointment(db: Sql, appointment: Appointment | None) -> None:
    """Go on where an appointment stands, inside a transaction; raises AppointmentEnded where it does not."""
    if (
        appointment
        and not db.execute("SELECT 1 FROM admins WHERE bot_id = ? AND chat_id = ?", appointment).fetchone()
    ):
        raise AppointmentEnded("the administrator was withdrawn meanwhile")
