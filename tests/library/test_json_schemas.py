"""The JSON Schemas that editors read are those of the models, and take what ships."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

import content
from bot.library.files import SCHEMAS, modeline, shipped_content
from bot.library.json_schemas import json_schemas
from bot.library.parsing.fields import add_field, fields, replace_field
from bot.library.parsing.source import Fault, read_front_matter, read_yaml

ROOT = Path(content.__file__).parent
FOLDER = ROOT / SCHEMAS
FILES = shipped_content()
SHEETS = sorted(path for path in FILES if path.endswith(".yaml"))
CARDS = sorted(path for path in FILES if path.endswith(".md"))
NAMES = "# yaml-language-server: $schema="


def named_schema(path: str) -> Path:
    """Find the schema that a file names, as an editor of that file does."""
    first = FILES[path].partition("\n")[0]
    assert first.startswith(NAMES)
    return (ROOT / path).parent / first.removeprefix(NAMES)


def validator(schema: Path) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def test_they_are_current() -> None:
    """Write them with `python -m bot.library.json_schemas`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == json_schemas()


def test_each_names_what_must_be_there_and_nothing_else_may() -> None:
    for name, text in json_schemas().items():
        schema = json.loads(text)
        assert schema["additionalProperties"] is False, name
        assert schema["required"], name


def test_an_editor_explains_what_the_models_explain() -> None:
    figure = json.loads(json_schemas()["figures.json"])["$defs"]["Figure"]["properties"]
    assert figure["words"]["description"] == "The source's own words, as proof; never shown."
    questions = json.loads(json_schemas()["questions.json"])["$defs"]["QuestionText"]["properties"]
    assert questions["hint"]["description"].startswith('What "regularly" means here')


def test_they_are_no_content() -> None:
    assert not [path for path in shipped_content() if "schema" in path]


@pytest.mark.parametrize("path", SHEETS)
def test_each_yaml_file_names_the_schema_that_it_fits(path: str) -> None:
    schema, faults = named_schema(path), list[Fault]()
    assert schema.is_file()
    assert schema.parent.resolve() == FOLDER.resolve()
    assert FILES[path].startswith(f"{modeline(path)}\n")
    read = read_yaml(path, FILES[path], faults)
    assert read
    assert not faults
    assert [str(one) for one in validator(schema).iter_errors(read.data)] == []


def test_each_card_fits_its_schema_though_no_editor_is_told_of_it() -> None:
    """Editors read no modeline in the front matter of Markdown."""
    shapes = {"nl": validator(FOLDER / "card.json"), "en": validator(FOLDER / "translated-card.json")}
    assert len(CARDS) > 100
    for path in CARDS:
        read = read_front_matter(path, FILES[path], [])
        assert read, path
        assert [str(one) for one in shapes[path[:2]].iter_errors(read.data)] == [], path


def test_an_editor_shows_what_does_not_fit() -> None:
    shape = validator(named_schema("levels.yaml"))
    for levels in ([], [{"id": "starter"}], [{"id": "starter", "lowest": "low"}], [{"id": "x", "typo": 1}]):
        assert not shape.is_valid({"levels": levels})


@pytest.mark.parametrize("path", SHEETS)
def test_who_replaces_a_text_keeps_the_line_that_names_the_schema(path: str) -> None:
    texts = fields(path, FILES[path])
    assert texts
    for one in (texts[0], texts[-1]):
        changed = replace_field(path, FILES[path], one.name, f"{one.value} meer")
        assert changed != FILES[path]
        assert changed.startswith(f"{modeline(path)}\n#")


def test_a_text_that_is_new_comes_after_the_line_that_names_the_schema() -> None:
    text = f"{modeline('levels.yaml')}\nlevels: []\n"
    assert add_field("levels.yaml", text, "note", "x") == f"{modeline('levels.yaml')}\nnote: x\nlevels: []\n"
