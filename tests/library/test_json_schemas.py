"""The JSON Schemas that editors read are those of the models, and take what ships."""

import json
from pathlib import Path

import content
from bot.library.files import SCHEMAS, packaged
from bot.library.json_schemas import json_schemas

FOLDER = Path(content.__file__).parent / SCHEMAS


def test_they_are_current() -> None:
    """Write them with `python -m bot.library.json_schemas`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == json_schemas()


def test_each_names_what_must_be_there_and_nothing_else_may() -> None:
    for name, text in json_schemas().items():
        schema = json.loads(text)
        assert schema["additionalProperties"] is False, name
        assert schema["required"], name


def test_they_are_no_content() -> None:
    assert not [path for path in packaged() if "schema" in path]
