"""The questionnaire on nothing but asyncio, JSON and SQLite: what a bot in Python costs at the least."""

import asyncio
import json
import os
import sqlite3
from urllib.parse import urlsplit

import flow

ROOT = urlsplit(os.environ["BENCH_API"])
PATH = f"/bot{os.environ['BENCH_TOKEN']}/"
AT_ONCE = 64


class Api:
    """Makes calls over kept connections."""

    def __init__(self):
        self.idle = []
        self.slots = asyncio.Semaphore(AT_ONCE)

    async def call(self, method, **fields):
        """Make a call; give the answer's bytes."""
        async with self.slots:
            reader, writer = (
                self.idle.pop() if self.idle else await asyncio.open_connection(ROOT.hostname, ROOT.port)
            )
            body = json.dumps(fields).encode()
            writer.write(
                f"POST {PATH}{method} HTTP/1.1\r\nHost: {ROOT.netloc}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            answer = await reader.readexactly(length)
            self.idle.append((reader, writer))
            return answer


def opened():
    """Open the database, durable after each commit."""
    db = sqlite3.connect(os.environ["BENCH_STATE"], isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE IF NOT EXISTS talks (chat INTEGER PRIMARY KEY, data TEXT)")
    return db


def handle(db, update):
    """Handle an update; give the calls to make."""
    if "message" in update:
        chat, state, page = update["message"]["chat"]["id"], flow.begin(), flow.FIXED["/start"]
        calls = [("sendMessage", screen(chat, page["html"], page["rows"]))]
    else:
        query = update["callback_query"]
        chat = query["message"]["chat"]["id"]
        state = json.loads(db.execute("SELECT data FROM talks WHERE chat = ?", (chat,)).fetchone()[0])
        text, rows = flow.tap(state, query["data"])
        shown = screen(chat, text, rows) | {"message_id": query["message"]["message_id"]}
        calls = [("answerCallbackQuery", {"callback_query_id": query["id"]}), ("editMessageText", shown)]
    db.execute("INSERT OR REPLACE INTO talks VALUES (?, ?)", (chat, json.dumps(state)))
    return calls


def screen(chat, text, rows):
    """Write a screen as a call's fields."""
    keys = [[{"text": label, "callback_data": code} for label, code in row] for row in rows]
    return {"chat_id": chat, "text": text, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": keys}}


async def main():
    """Run the bot."""
    api, polls, db, offset, tasks = Api(), Api(), opened(), 0, set()
    while True:
        updates = json.loads(await polls.call("getUpdates", offset=offset, timeout=10))["result"]
        if not updates:
            continue
        db.execute("BEGIN IMMEDIATE")
        calls = [call for update in updates for call in handle(db, update)]
        db.execute("COMMIT")
        offset = updates[-1]["update_id"] + 1
        for method, fields in calls:
            task = asyncio.create_task(api.call(method, **fields))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main())
