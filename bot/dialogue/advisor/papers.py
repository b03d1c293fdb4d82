"""From a campaign to what is scanned, hung up or filled in on paper."""

from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.replies import Keyboard, Message, Picture
from bot.dialogue.core.view import copying
from bot.dialogue.core.wording import enumeration
from bot.lib.links import CAMPAIGN, DEMO, code_link
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import LANGUAGES, Language, Texts
from bot.library.schema.messages import Messages
from bot.pictures.blocks import to_line
from bot.pictures.drawing import PosterDrawing, QrDrawing, SheetDrawing, SheetQuestion
from bot.records.groups import Campaign, Organisation
from scoring.model import Question


def campaign_link(context: Context, code: str) -> str:
    """Give the link by which a shop joins a campaign."""
    return code_link(context.bot_link, CAMPAIGN, code)


def demo_link(context: Context, code: str) -> str:
    """Give the link by which a campaign is tried out: what is done by it never counts."""
    return code_link(context.bot_link, DEMO, code)


def qr_drawing(context: Context, code: str) -> QrDrawing:
    """Draw the link of a campaign as a QR code."""
    return QrDrawing(url=campaign_link(context, code))


def copy_keyboard(said: Messages, address: str) -> Keyboard:
    """Offer to copy a link that stands above."""
    return tuple((one.button,) for one in copying(said.desk.controls.copy_link, address))


def qr_picture(turn: Turn, code: str, name: str) -> Picture:
    """Give the QR code of a campaign, with its link in words."""
    address = campaign_link(turn.context, code)
    link = Html(f"<code>{as_html(address)}</code>")
    caption = turn.messages.desk.paper.qr.fill(name=name, link=link)
    return Picture(
        drawing=qr_drawing(turn.context, code),
        caption=caption,
        keyboard=copy_keyboard(turn.messages, address),
    )


def invitations(turn: Turn, organisation: Organisation, code: str) -> list[Message]:
    """Give what an advisor may pass on to shops, in each language, the advisor's own first.

    Each is a message of its own, so that it can be forwarded as it stands.
    """
    link, language = campaign_link(turn.context, code), turn.session.language
    own_first = sorted(LANGUAGES, key=lambda other: other != language)
    texts = [turn.context.content.texts[one].messages.desk.link.message for one in own_first]
    return [Message(html=one.fill(organisation=organisation.name, link=link)) for one in texts]


def poster_drawing(
    context: Context, language: Language, organisation: Organisation, campaign: Campaign
) -> PosterDrawing:
    """Word the poster of a campaign."""
    messages = context.content.texts[language].messages
    said, url = messages.desk.poster, campaign_link(context, campaign.code)
    return PosterDrawing(
        language=language,
        product=messages.picture.product,
        organisation=organisation.name,
        campaign=campaign.name,
        headline=to_line(said.headline.fill()),
        lines=tuple(to_line(line.fill()) for line in said.lines),
        duration=to_line(said.duration.fill()),
        scan=to_line(said.scan.fill()),
        url=url,
        or_type=said.or_type,
        link=url.partition("://")[2],
        needs=to_line(said.needs.fill()),
        footer=to_line(said.footer.fill()),
    )


def sheet_drawing(context: Context, language: Language, organisation: Organisation) -> SheetDrawing:
    """Word the questions as a sheet to fill in with a pen."""
    texts = context.content.texts[language]
    said, picture = texts.messages.desk.sheet, texts.messages.picture
    questions = context.content.questionnaire.questions
    numbers = {question.id: number for number, question in enumerate(questions, 1)}
    return SheetDrawing(
        language=language,
        product=picture.product,
        organisation=organisation.name,
        title=said.title,
        intro=tuple(to_line(line.fill()) for line in said.intro),
        questions=tuple(_question(texts, question, numbers) for question in questions),
        footer=to_line(said.footer.fill()),
        page=to_line(picture.report.page.fill(page="{page}", pages="{pages}")),
    )


def _question(texts: Texts, question: Question, numbers: dict[str, int]) -> SheetQuestion:
    text, said = texts.questions.questions[question.id], texts.messages.desk.sheet
    several = to_line(said.several.fill()) if question.several else None
    return SheetQuestion(
        number=str(numbers[question.id]),
        text=text.ask,
        hint=text.hint or several,
        note=_note(texts, question, numbers) if question.when else None,
        several=question.several,
        options=tuple(_label(texts, question.id, option.id) for option in question.options),
    )


def _note(texts: Texts, question: Question, numbers: dict[str, int]) -> str:
    """Say on paper what the bot sees to by itself: after which answers a question is asked."""
    said, general = texts.messages.desk.sheet, texts.messages.general
    conditions = []
    for earlier, options in question.when.items():
        labels = enumeration([f"‘{_label(texts, earlier, option)}’" for option in options], general.either)
        conditions.append(to_line(said.condition.fill(number=numbers[earlier], options=labels)))
    return to_line(said.only.fill(conditions=enumeration(conditions, general.both)))


def _label(texts: Texts, question: str, option: str) -> str:
    text = texts.option(question, option)
    # The content check sees to it that each option has its words.
    return text.label if text else option
