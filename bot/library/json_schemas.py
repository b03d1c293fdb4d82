"""The shapes of the content files as JSON Schema, with which editors complete and check while one types.

`python -m bot.library.json_schemas` writes them anew, into the checkout.
"""

import json
from collections.abc import Mapping
from importlib import resources
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
    return {f"{name}.json": _written(model) for name, model in _MODELS.items()}


def _written(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    folder = Path(str(resources.files("content"))) / SCHEMAS
    folder.mkdir(exist_ok=True)
    for name, text in json_schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
