import pytest

from bot.lib.hosts import is_loopback


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "localhost.evil.nl", "127.0.0.1.nl", "128.0.0.1", "[::1]", "127.1", "::2", "a b"]
)
def test_another_machine_or_no_host(host: str) -> None:
    assert not is_loopback(host)
