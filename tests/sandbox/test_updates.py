"""getUpdates: confirming, limits, types, waiting and conflicts."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.sandbox.server import SandboxServer
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, World


def _texts(world: World, **params: object) -> list[str]:
    return [u["message"]["text"] for u in world.updates(**params)]


@pytest.fixture
def five(started: World) -> tuple[World, int]:
    """Five messages wait; gives the number of the first."""
    first = 0
    for n in range(5):
        first = first or started.control("send", user=JOKE, text=str(n))["update_id"]
        if n:
            started.control("send", user=JOKE, text=str(n))
    return started, first


def test_updates_are_numbered_in_order(five: tuple[World, int]) -> None:
    world, first = five
    assert [u["update_id"] for u in world.updates()] == list(range(first, first + 5))


def test_an_update_comes_until_it_is_confirmed(five: tuple[World, int]) -> None:
    world, first = five
    assert _texts(world) == _texts(world) == ["0", "1", "2", "3", "4"]
    assert _texts(world, offset=first) == ["0", "1", "2", "3", "4"]
    assert _texts(world, offset=first + 2, limit=1) == ["2"]
    assert _texts(world) == ["2", "3", "4"]
    assert _texts(world, offset=first + 99) == []
    assert _texts(world) == []


def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(five: tuple[World, int]) -> None:
    world, _ = five
    assert _texts(world, offset=-2) == ["3", "4"]
    assert _texts(world) == ["3", "4"]


@pytest.mark.parametrize(("limit", "count"), [(2, 2), (0, 1), (-3, 1), (1000, 5), ("x", 1)])
def test_a_limit_stays_between_1_and_100(five: tuple[World, int], limit: object, count: int) -> None:
    assert len(five[0].updates(limit=limit)) == count


def test_only_the_wanted_types_are_queued(started: World) -> None:
    started.updates(allowed_updates=["message"])
    started.control("block", user=JOKE)
    started.control("unblock", user=JOKE)
    assert started.updates() == []
    started.updates(allowed_updates=["my_chat_member"])
    started.control("block", user=JOKE)
    assert [set(u) - {"update_id"} for u in started.updates()] == [{"my_chat_member"}]


def test_the_wanted_types_are_remembered_and_can_be_reset(started: World) -> None:
    started.updates(allowed_updates=["callback_query"])
    started.updates(allowed_updates="{nonsense")
    assert started.control("send", user=JOKE, text="x")["update_id"] is None
    assert started.call("getWebhookInfo")["allowed_updates"] == ["callback_query"]
    started.updates(allowed_updates=[])
    assert started.control("send", user=JOKE, text="x")["update_id"] is not None


def test_a_poll_ends_at_once_when_something_comes(server: SandboxServer, client: SandboxClient) -> None:
    url = f"{server.url}/bot{server.token}/getUpdates"
    client.start(JOKE)
    last = httpx.get(url).json()["result"][-1]["update_id"]
    with ThreadPoolExecutor() as pool:
        begin = time.monotonic()
        waiting = pool.submit(httpx.get, url, params={"offset": last + 1, "timeout": 20}, timeout=30)
        threading.Timer(0.2, client.send, (JOKE, "nu")).start()
        updates = waiting.result().json()["result"]
    assert [u["message"]["text"] for u in updates] == ["nu"]
    assert 0.15 < time.monotonic() - begin < 5


def test_a_poll_ends_after_its_timeout(server: SandboxServer) -> None:
    url = f"{server.url}/bot{server.token}/getUpdates"
    last = (httpx.get(url, params={"offset": -1}).json()["result"] or [{"update_id": 0}])[0]["update_id"]
    begin = time.monotonic()
    assert httpx.get(url, params={"timeout": 1, "offset": last + 1}).json() == {"ok": True, "result": []}
    assert 0.9 < time.monotonic() - begin < 3


def test_a_second_poll_ends_the_first_with_a_conflict(server: SandboxServer, client: SandboxClient) -> None:
    url = f"{server.url}/bot{server.token}/getUpdates"
    client.clear_faults()
    last = (httpx.get(url, params={"offset": -1}).json()["result"] or [{"update_id": 0}])[0]["update_id"]
    with ThreadPoolExecutor() as pool:
        first = pool.submit(httpx.get, url, params={"timeout": 20, "offset": last + 1}, timeout=30)
        time.sleep(0.2)
        second = pool.submit(httpx.get, url, params={"timeout": 20, "offset": last + 1}, timeout=30)
        conflict = first.result()
        client.send(JOKE, "voor de tweede")
        assert second.result().json()["result"][0]["message"]["text"] == "voor de tweede"
    assert conflict.status_code == 409
    assert conflict.json()["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


def test_a_webhook_can_be_deleted_with_what_waits(five: tuple[World, int]) -> None:
    world, _ = five
    assert world.call("deleteWebhook") is True
    assert world.call("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 5,
    }
    assert world.call("deleteWebhook", drop_pending_updates=True) is True
    assert world.call("getWebhookInfo")["pending_update_count"] == 0


def test_a_poisonous_update_is_delivered_as_it_is(world: World) -> None:
    update_id = world.control("raw", update={"message": {"text": None}, "update_id": 5})["update_id"]
    assert world.updates() == [{"update_id": update_id, "message": {"text": None}}]
