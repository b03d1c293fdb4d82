"""Whatever an editor does to a file, loading gives whole content or says what is wrong and where."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.loader import load
from bot.library.parsing.source import ContentFaults
from bot.library.schema.content import Content
from tests.support.content.changed import PACKAGED

PATHS = st.sampled_from(sorted(PACKAGED))
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(MANY, max_examples=8)


def outcome(files: dict[str, str]) -> Content | tuple[str, ...]:
    """Load; a fault must name a file there is or should be, and a line in it."""
    loaded = loaded_or_faults(files)
    if isinstance(loaded, ContentFaults):
        assert loaded.faults
        for fault in loaded.faults:
            assert fault.problem
            assert 1 <= fault.line <= files.get(fault.file, "").count("\n") + 2
        return tuple(fault.file for fault in loaded.faults)
    assert set(loaded.texts) == {"nl", "en"}
    assert set(loaded.texts["nl"].cards) == set(loaded.texts["en"].cards)
    assert loaded.cards
    return loaded


def loaded_or_faults(files: dict[str, str]) -> Content | ContentFaults:
    try:
        return load(files)
    except ContentFaults as faults:
        return faults


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a file with one line deleted, doubled, moved, cut or indented, or one character replaced."""
    path = draw(PATHS)
    lines = PACKAGED[path].split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    cut = draw(st.integers(0, len(line)))
    character = draw(
        st.sampled_from("\t\r\0\"'{}[]:#&*!|>%@`-,.\\ é😀\u2028\ufeff\udc80") | st.characters(codec=None)
    )
    lines[at : at + 1] = draw(
        st.sampled_from(
            [
                [],
                [line, line],
                [line[:cut]],
                [f" {line}"],
                [line.strip()],
                [line[:cut] + character + line[cut + 1 :]],
                [line[:cut] + character + line[cut:]],
                [line, character],
                [],
            ]
        )
    )
    return path, "\n".join(lines)


@MANY
@given(edited())
def test_one_edit_to_a_file(edit: tuple[str, str]) -> None:
    path, text = edit
    outcome({**PACKAGED, path: text})


@MANY
@given(st.lists(edited(), min_size=2, max_size=4))
def test_several_edits_at_once(edits: list[tuple[str, str]]) -> None:
    outcome({**PACKAGED, **dict(edits)})


@MANY
@given(PATHS, st.integers(0, 4000))
def test_a_file_cut_off_midway(path: str, length: int) -> None:
    outcome({**PACKAGED, path: PACKAGED[path][:length]})


@FEW
@given(PATHS, PATHS)
def test_a_file_with_another_ones_content(path: str, other: str) -> None:
    outcome({**PACKAGED, path: PACKAGED[other]})


@FEW
@given(st.sets(PATHS, min_size=1))
def test_files_removed(paths: set[str]) -> None:
    found = outcome({path: text for path, text in PACKAGED.items() if path not in paths})
    yaml = {path for path in paths if path.endswith(".yaml") and not path.startswith("figures/")}
    assert isinstance(found, Content) or yaml <= set(found)


@FEW
@given(PATHS, st.text(max_size=300))
def test_a_file_with_any_text(path: str, text: str) -> None:
    found = outcome({**PACKAGED, path: text})
    assert not isinstance(found, Content)
    assert path in found


@FEW
@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_any_other_file(path: str, text: str) -> None:
    found = outcome({**PACKAGED, path: text})
    assert path in PACKAGED or (not isinstance(found, Content) and path in found)


def test_the_edits_drawn_are_of_both_kinds() -> None:
    """Some edits leave the content whole, others do not: the properties above see both."""
    assert isinstance(outcome({**PACKAGED, "levels.yaml": PACKAGED["levels.yaml"] + "\n# more\n"}), Content)
    assert outcome({**PACKAGED, "levels.yaml": PACKAGED["levels.yaml"].replace(":", "")}) == ("levels.yaml",)
