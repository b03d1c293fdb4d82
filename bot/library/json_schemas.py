"""The shapes of the content files as JSON Schema, with which editors complete and check while one types.

`python -m bot.library.json_schemas` writes them anew, into the checkout.
"""

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel

from bot.library.files import SCHEMAS
from bot.library.schema.content import (
    CardFront,
    EditionFile,
    LevelsFile,
    QuestionnaireFile,
    QuestionsFile,
    TermsFile,
    TranslatedFront,
)
from bot.library.schema.messages import Messages
from scoring.model import Frozen

_MODELS: Mapping[str, type[BaseModel]] = {
    "questionnaire": QuestionnaireFile,
    "levels": LevelsFile,
    "figures": EditionFile,
    "questions": QuestionsFile,
    "terms": TermsFile,
    "messages": Messages,
    "card": CardFront,
    "translated-card": TranslatedFront,
}


def json_schemas() -> Mapping[str, str]:
    """Write each model's schema, by the name of its file."""
    return {f"{name}.json": _schema_text(model) for name, model in _MODELS.items()}


def _schema_text(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    known = {one.__name__: one for one in _kinds(Frozen)}
    for name, part in {model.__name__: schema, **schema.get("$defs", {})}.items():
        for field, text in _field_descriptions(known[name]) if name in known else ():
            part["properties"].get(field, {}).setdefault("description", text)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _kinds(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for kind in model.__subclasses__():
        yield from _kinds(kind)


def _field_descriptions(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """List what stands under a model's fields, which pydantic itself would read at each start of the bot."""
    for kind in model.__mro__:
        if not issubclass(kind, Frozen):
            continue
        (written,) = ast.parse(inspect.getsource(kind)).body
        assert isinstance(written, ast.ClassDef)  # noqa: S101 -- it is a class's source
        for field, below in pairwise(written.body):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str() as text)),
                ):
                    yield name, inspect.cleandoc(text)


def main() -> None:
    folder = Path(str(resources.files("content"))) / SCHEMAS
    folder.mkdir(exist_ok=True)
    for name, text in json_schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
