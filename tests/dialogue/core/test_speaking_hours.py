from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.core.speaking_hours import ZONE, may_speak, moment

moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.integers(0, 100))
def test_the_bot_speaks_by_day_and_never_on_sunday(now: datetime, days: int) -> None:
    chosen = moment(now, days)
    local = chosen.astimezone(ZONE)
    assert may_speak(chosen)
    assert 9 <= local.hour < 18
    assert local.weekday() != 6
    assert timedelta(days=days) <= chosen - now <= timedelta(days=days + 3)


@given(moments)
def test_a_moment_that_is_allowed_stays(now: datetime) -> None:
    if may_speak(now) and now.astimezone(ZONE).time().hour < 17:
        assert moment(now, 0) == now


def test_a_sunday_evening_waits_for_monday_nine_o_clock() -> None:
    sunday = datetime(2026, 11, 22, 20, 0, tzinfo=ZONE)
    assert not may_speak(sunday)
    assert moment(sunday, 0) == datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
