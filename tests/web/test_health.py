"""Whether the bot says rightly that it is alive and ready, and what it counts."""

import asyncio
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.receiving import Polled
from bot.lib import metrics
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from bot.storage.chats import pulse as sql_pulse
from bot.telegram.api.connection import Connection
from tests.support.telegram.harness import read_update, until
from tests.support.telegram.hooking import JOKE, SECRET, Hook, hooked, locked, text


async def measured(hook: Hook) -> dict[str, float]:
    """Give the metrics by name and labels."""
    answer = await hook.http.get(f"{hook.root}/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    for private in (TOKEN, SECRET):
        assert private not in answer.text
    # As a whole number: the digits of a measured time can hold any.
    assert not re.search(rf"(?<!\d){JOKE}(?!\d)", answer.text)
    return {
        " ".join((sample.name.removeprefix("winkelpeil_"), *map(str, sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_metrics_tell_what_happened(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        client = hook.parts.client
        before = await measured(hook)
        message = await asyncio.to_thread(client.last_message, JOKE)
        assert message
        await asyncio.to_thread(client.tap, JOKE, message["message_id"], "more")
        await asyncio.to_thread(client.send, JOKE, "Hallo")
        await hook.done()
        await hook.post(b"{")
        await hook.post({"update_id": 1, "poll": {}})
        await hook.http.post(hook.url)
        after = await measured(hook)
        grown = {name: value - before.get(name, 0) for name, value in after.items()}
        expected = {
            "updates_total callback_query": 1,
            "updates_total message": 1,
            "updates_total other": 1,
            "deliveries_total handled": 3,
            "deliveries_total malformed": 1,
            "deliveries_total forbidden": 1,
            "step_seconds_count": 2,
            "assessments_started_total": 2,
            "assessments_finished_total": 0,
            "storage_failures_total": 0,
            "api_calls_total answerCallbackQuery in_response": 1,
            "api_calls_total editMessageText 200": 1,
            "api_calls_total sendMessage 200": 1,
        }
        assert {name: grown[name] for name in expected} == expected
        assert grown["commits_total"] >= 2
        assert after["step_seconds_bucket 1.0"] == after["step_seconds_count"]


async def test_it_is_ready_while_updates_come_in_and_the_database_takes_changes(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_pulse, "_GOOD_FOR_S", 0)

    async def ready(hook: Hook) -> tuple[int, dict[str, bool]]:
        answer = await hook.http.get(f"{hook.root}/readyz")
        return answer.status_code, answer.json()

    async with hooked(server, tmp_path, patience=0.1) as hook:
        await hook.done()
        assert await ready(hook) == (200, {"ready": True, "database": True, "updates": True})
        failures = (await measured(hook))["storage_failures_total"]
        with locked(hook):
            assert await ready(hook) == (503, {"ready": False, "database": False, "updates": True})
            assert (await hook.http.get(f"{hook.root}/healthz")).json() == {"alive": True}
            assert (await hook.post(text(1, "x"))).status_code == 503
            assert (await measured(hook))["storage_failures_total"] > failures
        assert (await ready(hook))[0] == 200
        hook.stop.set()
        await until(hook.running.done)
        assert await ready(hook) == (503, {"ready": False, "database": True, "updates": False})


async def test_the_oldest_reply_that_waits_is_told(server: SandboxServer, tmp_path: Path) -> None:
    async with hooked(server, tmp_path) as hook:
        await hook.done()
        metrics.watch_sending(lambda: hook.parts.sender.busy, hook.parts.sender.oldest)
        assert (await measured(hook))["oldest_reply_seconds"] == 0
        await asyncio.to_thread(hook.parts.client.fault, "delay", method="sendMessage", seconds=0.3)
        await hook.post(text(1, "x"))
        await asyncio.sleep(0.1)
        waiting = await measured(hook)
        assert 0.05 < waiting["oldest_reply_seconds"] < 5
        assert waiting["sending"] == 1
        await hook.done()
        done = await measured(hook)
        assert (done["oldest_reply_seconds"], done["sending"]) == (0, 0)


async def test_polling_works_while_polls_do(server: SandboxServer) -> None:
    async def handle(_updates: object) -> None:
        pass

    server.sandbox.hook.set("http://127.0.0.1:9/x", "", 1)
    polled, stop = Polled(), asyncio.Event()
    assert not await polled.works()
    async with Connection(TOKEN, server.url) as connection:
        await polled.prepare(connection)
        assert await polled.works()
        running = asyncio.create_task(polled.run(connection, read_update, handle, stop))
        await until(lambda: server.sandbox.updates._poller is not None)
        assert server.sandbox.hook.url == "", "a webhook that was set is left"
        assert await polled.works()
        stop.set()
        await running
        assert not await polled.works()
