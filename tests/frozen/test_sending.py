"""What was not sent when a database was frozen is sent by the code of today."""

from collections import Counter
from collections.abc import Iterator

import pytest
import structlog.testing

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.frozen.thaw import Thawed
from tests.support.paths import ROOT
from tests.support.sandbox.client import SandboxClient

pytestmark = pytest.mark.both_engines

PHOTO = ROOT / "docs" / "conversation.png"
AS = {
    **dict.fromkeys(("picture", "passed"), "photo"),
    **dict.fromkeys(("report", "file", "spreadsheet"), "document"),
    **{kind: kind for kind in ("message", "edit", "retire", "toast")},
}
"""As what each kind of reply comes."""


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with running_sandbox() as serving:
        yield serving


def test_all_that_waits_is_sent(thawed: Thawed, server: SandboxServer) -> None:
    house, client = thawed.thaw(), SandboxClient(server.url)
    waiting = house.waiting()
    assert waiting
    for chat_id in {one.chat_id for one in waiting}:
        client.add_person(chat_id, "X")
        client.start(chat_id)
    for one in waiting:
        if one.body["kind"] == "passed":
            stored = server.sandbox.files.add("photo", PHOTO.name, PHOTO.read_bytes())
            server.sandbox.files._by_id[one.body["file_id"]] = stored
    with structlog.testing.capture_logs() as log:
        house.send(server.url, 60)
    assert not [entry for entry in log if entry["log_level"] in ("warning", "error")]
    assert house.waiting() == []
    for chat_id in {one.chat_id for one in waiting}:
        wanted = Counter(AS[one.body["kind"]] for one in waiting if one.chat_id == chat_id)
        came = [one for one in client.messages(chat_id) if one["from"] == "bot"]
        assert sum(bool(one.get("photo")) for one in came) == wanted["photo"]
        assert sum(bool(one.get("document")) for one in came) == wanted["document"]
        # An edit comes too, but where a newer screen follows.
        assert len(came) >= wanted["photo"] + wanted["document"] + wanted["message"]
