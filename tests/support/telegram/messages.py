"""What Telegram delivers when somebody types."""

from typing import Any

JOKE, SANDER = 5, 6
Json = dict[str, Any]


def text(update_id: int, words: str, chat_id: int = JOKE) -> Json:
    chat, sender = {"id": chat_id, "type": "private"}, {"id": chat_id, "is_bot": False}
    sent = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": words}
    return {"update_id": update_id, "message": sent}
