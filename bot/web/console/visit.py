"""One request, by whom, and how it is answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal, TypedDict
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.dialogue.core.queries import Query, T
from bot.library.parsing.problem import problem_text
from bot.library.schema.content import LANGUAGES, Language
from bot.library.words import Words
from bot.records.groups import Organisation
from bot.records.people import Author
from bot.roles import Role, RoleName
from bot.storage.access.console_records import Signed
from bot.web.console.office import Office

WORDS = Words("bot.web.console")

Say = Callable[..., Markup]


def saying(language: Language) -> Say:
    """Give what says a text, with its blanks filled in; values are escaped."""

    def say(key: str, **values: object) -> Markup:
        template = escape(WORDS.template(language, key, values))
        return template.format_map({name: escape(value) for name, value in values.items()})

    return say


SESSION, WAITING, LANGUAGE = "console_session", "console_waiting", "console_language"

_FOLDER = resources.files("bot.web.console") / "templates"
TEMPLATES = jinja2.Environment(
    loader=jinja2.FunctionLoader(lambda name: (_FOLDER / name).read_text("utf-8")),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["said"] = problem_text


_ABOUT = ("pad", "deel")
"""What a form and an address both say of what a page is about."""
NOBODY = Role(admin=False, advises=None)
NO_AUTHOR = Author("")


class _How(TypedDict):
    path: str
    secure: bool
    httponly: bool
    samesite: Literal["lax"]


@dataclass(frozen=True, slots=True)
class Visit:
    request: Request
    office: Office
    language: Language
    token: str = ""
    """The session's; empty for who is not signed in."""
    signed: Signed | None = None
    role: Role = NOBODY
    form: Mapping[str, str] = field(default_factory=dict)
    author: Author = NO_AUTHOR
    """The administrator who sends the form."""

    @property
    def chat_id(self) -> int:
        if self.signed is None:
            raise RuntimeError("nobody is signed in")
        return self.signed.chat_id

    @property
    def say(self) -> Say:
        return saying(self.language)

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "")

    async def ask(self, query: Query[T]) -> T:
        """Ask what this person's chat may ask."""
        return await self.office.ask_dialogue(self.chat_id, lambda context: context.facts.ask(query))

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Answer with a page."""
        return self.answer(self.render_template(template, **values), status)

    async def long_page(self, template: str, status: int = 200, **values: object) -> Response:
        """Answer with a page that takes milliseconds to write, in a thread: nobody waits for it."""
        return await asyncio.to_thread(lambda: self.page(template, status, **values))

    def render_template(self, template: str, **values: object) -> Markup:
        shown = TEMPLATES.get_template(template).render(
            t=self.say,
            root=self.office.root,
            language=self.language,
            others={one: self._in(one) for one in LANGUAGES if one != self.language},
            here=self.request.scope["path"].removeprefix(self.request.scope.get("root_path", "")),
            roles=self.role.names if self.signed else frozenset(),
            **values,
        )
        return Markup(shown)  # noqa: S704 -- the template escapes

    def _in(self, language: Language) -> str:
        """Give this very page in another language."""
        about = {name: self.form[name] for name in _ABOUT if name in self.form}
        return f"?{urlencode({**about, **self.request.query_params, 'lang': language})}"

    def cookie_value(self, name: str) -> str:
        """Give what the browser keeps under a name; empty for nothing."""
        return self.request.cookies.get(self.office.cookie(name), "")

    def keep(self, answer: Response, name: str, value: str, seconds: int) -> None:
        """Have the browser keep something, that no script reads and no other site sends."""
        answer.set_cookie(self.office.cookie(name), value, seconds, **self._how())

    def drop(self, answer: Response, name: str) -> None:
        """Have the browser keep it no longer."""
        answer.delete_cookie(self.office.cookie(name), **self._how())

    def _how(self) -> _How:
        secure = self.office.is_secure
        return {
            "path": "/" if secure else self.office.root,
            "secure": secure,
            "httponly": True,
            "samesite": "lax",
        }

    def answer(self, html: str, status: int = 200) -> Response:
        return Response(html, status, media_type="text/html")

    def to_file(self, name: str) -> Response:
        """Send the browser on to a whole file."""
        return self.to(f"/teksten/bestand?{urlencode({'pad': name})}")

    def to(self, path: str) -> Response:
        """Send the browser on to a page."""
        return RedirectResponse(f"{self.office.root}{path}", 303)


def organisation_of(visit: Visit) -> Organisation:
    """Give the organisation whose advisor this is; a page that asks is for advisors."""
    if visit.role.advises is None:
        raise RuntimeError("this page is for advisors")
    return visit.role.advises


Handler = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the console: who may see it, and what it does with a form."""

    path: str
    may: RoleName | Literal["anyone", "signed_in"]
    get: Handler | None = None
    post: Handler | None = None

    @property
    def methods(self) -> list[str]:
        return [name for name, made in (("GET", self.get), ("POST", self.post)) if made]
