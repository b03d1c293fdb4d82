"""What people send that is no text: taken or passed on where it is asked for, or said not to be of use."""

from bot.dialogue.admin.screen import take_document, takes_document
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.events import Contact, Document, Photo, Text, Unreadable, What
from bot.dialogue.core.session import Album, Session, Sharing, Writing
from bot.dialogue.shop.relay.relay import pass_more, pass_picture, pass_reply
from bot.dialogue.shop.sharing.screen import take_number
from bot.library.parsing.markup import Html
from bot.records.groups import Thread

NotText = Photo | Document | Contact | Unreadable


def handle_not_text(session: Session, event: NotText, context: Context) -> Session | None:
    """Take what is no text; None where nothing is to be answered.

    An album is one thing: its first part is answered, and another only where it says something new.
    """
    turn = Turn(session, context, event.now, nonce=event.nonce)
    if isinstance(event, Document) and takes_document(session, context):
        return take_document(turn, event)
    place = session.place
    if isinstance(event, Contact) and isinstance(place, Sharing) and place.giving_contact:
        return take_number(turn, place, event)
    begun = session.album if event.album and session.album and session.album.id == event.album else None
    album = begun or Album(id=event.album)
    if album.refused:
        return None
    if isinstance(event, Photo) or (isinstance(event, Document) and event.is_image):
        if album.to:
            refusal = pass_more(turn, album.to, event)
            return session.at(session.place, refusal) if refusal else None
        if isinstance(session.place, Writing):
            return _with_album(pass_picture(turn, event), session.place, album)
    if album.unusable:
        return None
    after = session.at(session.place, unusable_note(session, event, context))
    return _keep_album(after, album.model_copy(update={"unusable": True}))


def handle_swiped(
    session: Session, event: Text | Photo | Document, context: Context, thread: Thread
) -> Session | None:
    """Pass on what replies to a message of a conversation; None where it is to be taken as any other.

    So are a file that is no picture, and all but the first part of an album.
    """
    begun = bool(event.album and session.album and session.album.id == event.album)
    if begun or (isinstance(event, Document) and not event.is_image):
        return None
    after = pass_reply(Turn(session, context, event.now, nonce=event.nonce), event, thread)
    passed = bool(context.also.writes)
    to = Writing(thread=thread.id) if passed else None
    return _keep_album(after, Album(id=event.album, to=to, refused=not passed))


def unusable_note(session: Session, event: NotText, context: Context) -> Html:
    """Say what of a message cannot be used."""
    texts, what = context.texts(session).messages, _what(event)
    album = session.album
    writes = isinstance(session.place, Writing) or bool(album and album.to and album.id == event.album)
    if writes and what in ("picture", "document"):
        return texts.sharing.relay.only_pictures.fill()
    said = {
        "voice": texts.general.voice,
        "picture": texts.general.picture,
        "sticker": texts.general.sticker,
        "document": texts.general.document,
        "edited": texts.general.edited,
        "other": texts.general.other,
    }
    return said[what].fill()


def _with_album(after: Session, to: Writing, album: Album) -> Session:
    """Note of an album whether its first picture was passed on."""
    refused = isinstance(after.place, Writing)
    return _keep_album(after, album.model_copy(update={"to": None if refused else to, "refused": refused}))


def _keep_album(session: Session, album: Album) -> Session:
    return session.model_copy(update={"album": album}) if album.id else session


def _what(event: NotText) -> What:
    if isinstance(event, Unreadable):
        return event.what
    if isinstance(event, Contact):
        return "other"
    return "picture" if isinstance(event, Photo) or event.is_image else "document"
