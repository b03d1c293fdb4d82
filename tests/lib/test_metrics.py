"""What is counted, where no conversation counts it."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.engine.metrics import measured_handle
from bot.lib import metrics
from bot.pictures.drawing import CardDrawing
from bot.pictures.renderer import Renderer
from bot.sandbox.server import running_sandbox
from bot.storage.chats.chats import Store
from bot.storage.chats.records import StorageFault
from bot.telegram.api.request import LeanRequest
from tests.support.pictures.made import card
from tests.support.sandbox.client import SandboxClient
from tests.support.telegram.harness import NOW, read_updates


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(f"winkelpeil_{name}", labels) or 0.0


async def test_a_drawing_is_counted_when_it_is_made_and_when_it_is_not() -> None:
    drawing: CardDrawing = card()
    before = value("renders_total"), value("render_cache_hits_total")
    renderer = Renderer(make=lambda _: b"made")
    for _ in range(3):
        await renderer.draw(drawing)
    renderer.close()
    assert (value("renders_total"), value("render_cache_hits_total")) == (before[0] + 1, before[1] + 2)


async def test_a_call_without_an_answer_is_counted() -> None:
    before = value("api_calls_total", method="getUpdates", outcome="no_answer")
    with running_sandbox() as server:
        SandboxClient(server.url).fault("reset_before", method="getUpdates")
        request = LeanRequest()
        await request.initialize()
        with pytest.raises(NetworkError):
            await request.post(f"{server.url}/bot{server.token}/getUpdates?timeout=0")
        await request.shutdown()
    assert value("api_calls_total", method="getUpdates", outcome="no_answer") == before + 1


def test_what_the_database_refuses_is_counted(tmp_path: Path) -> None:
    before = value("commits_total"), value("storage_failures_total")
    store = Store.open(str(tmp_path / "x.db"))
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    store.commit(1, [1], [], NOW)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault):
        store.commit(1, [2], [], NOW)
    other.close()
    store.close()
    assert (value("commits_total"), value("storage_failures_total")) == (before[0] + 1, before[1] + 1)


async def test_a_label_is_never_what_somebody_sends() -> None:
    async def handle(_updates: Sequence[object]) -> None:
        pass

    sent = [{"message": {}}, {"update_id": 1, "evil": {}}, "evil", None, {"evil": 1, "callback_query": 1}]

    await measured_handle(handle)(read_updates(sent))
    text, _ = metrics.exposition()
    assert b"evil" not in text


def test_the_build_is_told_and_no_earlier_one() -> None:
    metrics.describe_build("1.0", "a")
    metrics.describe_build("1.0", "b")
    assert value("build_info", version="1.0", content="b") == 1
    assert value("build_info", version="1.0", content="a") == 0
