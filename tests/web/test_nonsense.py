"""Whatever is delivered, the webhook never answers with a server error, and nonsense changes nothing."""

import json
from collections.abc import Sequence
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.engine.step_runner import Conversations
from bot.engine.worker import Worker
from bot.storage.chats.chats import Store
from bot.telegram.api.updates import MalformedUpdate, incoming
from bot.web.webhook import SECRET_HEADER, Taken, Webhook
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, NOW, dialogue, read_updates, reader
from tests.support.telegram.hooking import SECRET, tap, text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("update_id", "message", "callback_query", "chat", "from", "id", "text", "type", "data", "message_id")


@st.composite
def nearly(draw: st.DrawFn) -> Any:
    """Draw an update in which some parts are something else, or gone."""
    update: Any = draw(st.sampled_from([text(1, "Hallo"), tap(1, "q")]))
    for _ in range(draw(st.integers(1, 3))):
        update = _changed(update, draw(st.sampled_from(KEYS)), draw(JSON), gone=draw(st.booleans()))
    return update


def _changed(part: Any, key: str, value: Any, *, gone: bool) -> Any:
    if not isinstance(part, dict):
        return part
    rest = {name: _changed(inner, key, value, gone=gone) for name, inner in part.items() if name != key}
    return rest if gone or key not in part else rest | {key: value}


BODIES = st.binary(max_size=60) | (JSON | nearly()).map(lambda value: json.dumps(value).encode())


def means_something(body: bytes) -> bool:
    try:
        return incoming(json.loads(body), BOT, NOW) is not None
    except (MalformedUpdate, ValueError, RecursionError):
        return False


async def deliver(bodies: Sequence[bytes]) -> None:
    store = Store.open(":memory:")
    conversations = Conversations(storage_of(store), BOT.id, dialogue(), reader(storage_of(store)))
    worker = Worker(conversations, lambda *_, **__: None)

    async def take(raw: object) -> Taken:
        await worker.handle(read_updates([raw]))
        return Taken()

    app = Starlette(routes=[Webhook(SECRET, take).route("/hook")])
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        for body in bodies:
            before = store.db.execute("SELECT total(version), count(*) FROM chats").fetchone()
            answer = await client.post("/hook", content=body, headers=headers)
            assert answer.status_code == 200, body
            after = store.db.execute("SELECT total(version), count(*) FROM chats").fetchone()
            assert after == before or means_something(body), body
    store.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=8))
async def test_nonsense_is_noted_and_changes_nothing(bodies: list[bytes]) -> None:
    await deliver(bodies)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([SECRET_HEADER, "Content-Type", "Content-Length", "X"]), st.binary(max_size=20)
    )
)
async def test_nonsense_in_headers_is_refused(headers: dict[str, bytes]) -> None:
    async def take(_raw: object) -> Taken:
        raise AssertionError("nobody may get here")

    app = Starlette(routes=[Webhook(SECRET, take).route("/hook")])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        given_headers = [(name.encode(), value) for name, value in headers.items()]
        answer = await client.post("/hook", content=b"{}", headers=given_headers)
        assert answer.status_code == 403


TYPES = st.sampled_from(
    [
        "application/json",
        "application/json; charset=utf-16",
        "APPLICATION/JSON",
        "text/plain",
        "multipart/form-data",
        "",
    ]
) | st.text(st.characters(codec="latin-1", categories=["L", "P", "S"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(TYPES, st.binary(max_size=60).flatmap(lambda part: st.integers(1, 60).map(lambda times: part * times)))
async def test_a_body_of_any_type_and_size_is_taken_or_refused(kind: str, body: bytes) -> None:
    taken = []

    async def take(raw: object) -> Taken:
        taken.append(raw)
        return Taken()

    webhook = Webhook(SECRET, take)
    webhook._limit = 1000
    transport = httpx.ASGITransport(Starlette(routes=[webhook.route("/hook")]))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        headers = [(SECRET_HEADER.encode(), SECRET.encode()), (b"Content-Type", kind.encode("latin-1"))]
        answer = await client.post("/hook", content=body, headers=headers)
    json_type = kind.partition(";")[0].strip().lower() == "application/json"
    assert answer.status_code == (415 if not json_type else 413 if len(body) > 1000 else 200)
    assert bool(taken) <= (answer.status_code == 200)
