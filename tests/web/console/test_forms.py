"""Whatever a form's body holds, it is read or refused."""

from urllib.parse import urlencode

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.web.console.forms import FormRefused, form_of

FORM = "application/x-www-form-urlencoded"
TYPES = st.sampled_from(
    [FORM, f"{FORM}; charset=x", "multipart/form-data; boundary=x", "application/json", ""]
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
FIELDS = st.dictionaries(TEXTS, TEXTS, max_size=5)


async def read(request: Request) -> JSONResponse:
    try:
        return JSONResponse(await form_of(request))
    except FormRefused as refused:
        return JSONResponse(None, refused.status)


async def post(body: bytes, kind: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=[Route("/", read, methods=["POST"])]))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.post("/", content=body, headers={"Content-Type": kind})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=100) | st.text("%&=+;\0ab0", max_size=200).map(str.encode), TYPES)
async def test_any_body_of_any_type_is_read_or_refused(body: bytes, kind: str) -> None:
    status = (await post(body, kind)).status_code
    assert status in ((200, 400) if kind.startswith(FORM) else (415,))


@settings(max_examples=30, deadline=None)
@given(FIELDS)
async def test_what_a_browser_sends_is_what_was_typed(fields: dict[str, str]) -> None:
    read = {name: text.replace("\r\n", "\n") for name, text in fields.items()}
    assert (await post(urlencode(fields).encode(), FORM)).json() == read
