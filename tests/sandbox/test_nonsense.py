"""Whatever is sent, the sandbox never answers with a server error."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.methods import _METHODS
from bot.sandbox.state import TOKEN
from tests.support.sandbox.world import JOKE, World, keyboard

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "chat_id": st.sampled_from([JOKE, str(JOKE), -1, "x", 10**30]),
    "message_id": st.integers() | st.just("last"),
    "text": st.text(max_size=9),
    "caption": st.text(max_size=9),
    "parse_mode": st.sampled_from(["HTML", "", "x"]),
    "entities": st.lists(
        st.fixed_dictionaries(
            {"type": st.sampled_from(["bold", "pre", "text_link", "text_mention", "custom_emoji"])},
            optional={
                "offset": st.integers(),
                "length": st.integers(),
                "url": JSON,
                "user": JSON,
                "language": JSON,
            },
        ),
        max_size=3,
    ),
    "reply_markup": st.sampled_from([keyboard([{"text": "a", "callback_data": "b"}])]),
    "photo": st.text(max_size=9),
    "document": st.text(max_size=9),
    "media": st.fixed_dictionaries({"type": st.just("photo"), "media": JSON, "caption": JSON}),
    "commands": st.lists(st.fixed_dictionaries({"command": JSON, "description": JSON}), max_size=2),
    "scope": st.fixed_dictionaries({"type": st.sampled_from(["chat", "default"]), "chat_id": JSON}),
    "language_code": st.sampled_from(["nl", "", "x"]),
    "callback_query_id": st.text(max_size=9),
    "file_id": st.text(max_size=9),
    "offset": st.integers(),
    "limit": st.integers(),
    "action": st.sampled_from(["typing", "x"]),
    "reply_parameters": JSON,
    "link_preview_options": JSON,
    "allowed_updates": JSON,
    "url": st.sampled_from(["http://127.0.0.1:9/x", "https://winkel.nl", "http://[", "x", ""]),
    "secret_token": st.text(max_size=9),
    "max_connections": st.integers(),
    "name": st.text(max_size=9),
}
PARAMS = st.fixed_dictionaries({}, optional={name: values | JSON for name, values in LIKELY.items()})


@pytest.mark.parametrize("method", [*_METHODS, "getupdates"])
def test_nonsense_is_accepted_or_a_bad_request(method: str) -> None:
    world = World()
    world.control("start", user=JOKE)
    message_id = world.say()["message_id"]

    @settings(max_examples=25)
    @given(PARAMS)
    def try_params(params: dict[str, Any]) -> None:
        if params.get("message_id") == "last":
            params["message_id"] = message_id
        assert world.reply(method, **params).status_code in (200, 400, 403, 409)

    try_params()


@settings(max_examples=30)
@given(JSON)
def test_nonsense_from_people_is_refused(body: Any) -> None:
    world = World()
    for path in ("start", "send", "tap", "upload", "group", "people", "raw", "faults", "settings"):
        headers = {"Content-Type": "application/json"}
        response = world.request("POST", f"/control/{path}", content=json.dumps(body), headers=headers)
        assert response.status_code in (200, 400, 404, 409)


PARTS = st.lists(
    st.sampled_from(
        [
            b"--x",
            b"--x--",
            b"\r\n",
            b"\r\n\r\n",
            b'Content-Disposition: form-data; name="chat_id"',
            b'Content-Disposition: form-data; name="photo"; filename="a.png"',
            b"Content-Disposition: form-data",
            b"Content-Type: image/png",
            str(JOKE).encode(),
            b"\x89PNG\r\n\x1a\n",
        ]
    )
    | st.binary(max_size=20),
    max_size=14,
).map(b"".join)


@settings(max_examples=60, deadline=None)
@given(PARTS, st.sampled_from(["x", "", "y" * 80, '"x"', "\t"]))
def test_nonsense_in_parts_is_a_bad_request(body: bytes, boundary: str) -> None:
    world = World()
    world.control("start", user=JOKE)
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    response = world.request("POST", f"/bot{TOKEN}/sendPhoto", content=body, headers=headers)
    assert response.status_code in (200, 400, 413)
