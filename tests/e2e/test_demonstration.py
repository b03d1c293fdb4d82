"""`winkelpeil sandbox` as it is shown to people: the street, the advisor, the clock, and beginning anew."""

import re
import signal
from pathlib import Path

from tests.support.bot.sandboxed import running
from tests.support.sandbox.client import ADVISOR, SHOPKEEPER, SandboxClient
from tests.support.waiting import wait

BAKER = 100_101


def told(client: SandboxClient, person: int, words: str) -> bool:
    """Whether the bot said that in a chat."""
    return any(words in message["text"] for message in client.messages(person) if message["from"] == "bot")


def test_it_is_a_street_with_an_advisor_a_clock_and_a_way_to_begin_anew(tmp_path: Path) -> None:
    with running(tmp_path) as (process, line):
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address, line
        client = SandboxClient(address[0])
        wait(lambda: told(client, ADVISOR, "12 winkels tellen mee"), 60)
        assert told(client, ADVISOR, "Vraag 1 van Bloemen van Lotte")
        assert told(client, BAKER, "U hebt al een resultaat")

        # The advisor's link leads to this sandbox, and whoever opens it there takes part.
        asked = client.send(ADVISOR, "/link Winkels in de Kerkstraat")["message_id"]
        link = client.wait_for(ADVISOR, lambda message: "?start=c-" in message["text"], after=asked)["text"]
        found = re.search(rf"{address[0]}/\w+\?start=(c-[\w-]+)", link)
        assert found, link
        client.start(SHOPKEEPER, found[1])
        client.wait_for(SHOPKEEPER, lambda message: "Ondernemersvereniging De Brink" in message["text"])

        # A question is answered, and read by its shop.
        question = next(one for one in client.messages(ADVISOR) if "Vraag 1 van" in one["text"])
        client.tap(ADVISOR, question["message_id"], text=question["buttons"][0][0]["text"])
        client.wait_for(ADVISOR, lambda message: "Bloemen van Lotte" in message["text"], after=asked)
        client.send(ADVISOR, "Ik kom dinsdag langs met een voorbeeld.")
        client.wait_for(100_103, lambda message: "Ik kom dinsdag langs" in message["text"])

        assert not told(client, ADVISOR, "Uw overzicht van maandag")
        moved = client.set_clock("week")
        client.wait_for(ADVISOR, lambda message: "Uw overzicht van maandag" in message["text"])
        assert client.messages(ADVISOR)[-1]["date"] >= int(moved["now"])

        # After a restart the clock goes on from there: what was said then does not lie in the future.
        asked = client.send(ADVISOR, "/groep")["message_id"]
        client.wait_for(ADVISOR, lambda message: "12 winkels tellen mee" in message["text"], after=asked)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    with running(tmp_path) as (process, line):
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address, line
        client = SandboxClient(address[0])
        client.send(ADVISOR, "/groep")
        client.wait_for(ADVISOR, lambda message: "12 winkels tellen mee" in message["text"])
        stage = client.stage()
        assert stage["moved"]

        client.begin_anew()
        wait(lambda: told(client, ADVISOR, "12 winkels tellen mee") and not client.stage()["moved"], 60)
        assert client.messages(SHOPKEEPER) == []
        client.send(SHOPKEEPER, "/resultaat")
        welcome = client.wait_for(SHOPKEEPER, lambda message: bool(message["buttons"]))
        assert "Ondernemersvereniging" not in welcome["text"]
        process.send_signal(signal.SIGINT)
        _, logged = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "[error" not in logged
    assert "[warning" not in logged
