"""The form of a `.env` file: nothing of it vanishes, and other programs read it alike."""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.lib.env_file import Lines, Wrong, environment_value, read_lines
from bot.lib.setting_sources import SettingsFault
from bot.settings import KNOWN, Settings
from tests.support.paths import ROOT

SYSTEMD = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")

_names = st.sampled_from((*KNOWN, "log_level", "TELEGRAM_TOKE", "export LOG_LEVEL", "", "A B", "1X"))
_values = st.text(st.sampled_from("ab é1'\"\\$#={}`;, \t\r\u00a0\u200b\u2028"), max_size=12)
_setting_lines = st.builds(
    "{}{}{}".format,
    _names,
    st.sampled_from(("=", " = ", "= ", ": ", "")),
    st.one_of(_values, st.text(max_size=8)),
)
_other_lines = st.one_of(
    st.builds("# {}".format, _values), st.just(""), st.text(max_size=12), st.just("LOG_LEVEL=debug")
)
FILES = st.lists(st.one_of(_setting_lines, _other_lines), max_size=8).map("\n".join)


def accepted(text: str) -> dict[str, str]:
    lines = read_lines(text)
    assert not lines.wrong, lines.wrong
    return {name: line.value for name, line in lines.settings.items()}


@given(FILES)
@example("ORGANISATION='t Hoekje\nLOG_LEVEL=debug\n")
@example('ORGANISATION="De Hoek\nTELEGRAM_TOKEN=x\nPRIVACY_CONTACT="x"\n')
def test_every_line_is_a_setting_a_comment_blank_or_wrong(text: str) -> None:
    read = read_lines(text)
    at = {line.number for line in read.settings.values()}
    assert at.isdisjoint(read.wrong)
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        assert number in at or number in read.wrong or not bare or bare.startswith("#"), line
    for setting in read.settings.values():
        written = text.split("\n")[setting.number - 1].strip()
        value = written.partition("=")[2]
        assert setting.value in (value, value[1:-1]), "as it is written, with nothing read into it"


@given(FILES)
def test_any_file_is_read_whole_or_refused_by_line(text: str) -> None:
    """Whatever stands in the file: each value is in the settings, or a line is named."""
    with pytest.MonkeyPatch.context() as patched, TemporaryDirectory() as folder:
        for name in KNOWN:
            patched.delenv(name, raising=False)
        patched.chdir(folder)
        file = Path(".env")
        file.write_bytes(text.encode())
        try:
            settings = Settings.read(file)
        except SettingsFault as fault:
            wrong = read_lines(text)
            told = str(fault).splitlines()
            assert told
            # What another setting needs, and is nowhere, has no line.
            assert all(re.match(r"\.env:\d+: ", line) or line.split()[0] in KNOWN for line in told)
            assert {int(line.split(":")[1]) for line in told if line.startswith(".env:")} >= set(wrong.wrong)
        else:
            for name, value in accepted(text).items():
                if name in KNOWN and value:
                    assert _is_in(settings, name, value)


def _is_in(settings: Settings, name: str, value: str) -> bool:
    kept = settings.model_dump()[name.lower()]
    shown = kept.get_secret_value() if hasattr(kept, "get_secret_value") else kept
    if isinstance(shown, tuple):
        return [str(one) for one in shown] == [one.strip() for one in value.split(",") if one.strip()]
    return str(shown).rstrip("/") == value.strip().rstrip("/") or int(value) == shown


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("ORGANISATION=", ""),
        ("ORGANISATION=''", ""),
        ("ORGANISATION=De Hoek", "De Hoek"),
        ("  ORGANISATION=De Hoek  \r", "De Hoek"),
        ("ORGANISATION='De Hoek'", "De Hoek"),
        ('ORGANISATION="\'t Hoekje"', "'t Hoekje"),
        ("ORGANISATION=Bakkerij d'Or", "Bakkerij d'Or"),
        ("ORGANISATION=Slagerij Hans'", "Slagerij Hans'"),
        ("ORGANISATION='$ and #'", "$ and #"),
        ("ORGANISATION=a#b=c", "a#b=c"),
        ('ORGANISATION=De "Hoek" x', 'De "Hoek" x'),
        ("organisation=Één 👩‍🍳", "Één 👩‍🍳"),
    ],
)
def test_what_can_be_written(line: str, value: str) -> None:
    assert accepted(line) == {"ORGANISATION": value}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ORGANISATION='t Hoekje", 'put the whole value in " "'),
        ('ORGANISATION="\'t "Hoekje""', "something follows the second quote"),
        ('ORGANISATION="De Hoek', "a quote that does not end on this line"),
        ('ORGANISATION=De Hoek"', 'there is one "'),
        ("ORGANISATION='De Hoek' # ours", "something follows the second quote"),
        ("ORGANISATION=De Hoek # ours", "put a comment on a line of its own"),
        ("WEBHOOK_SECRET=# made up", "put a comment on a line of its own"),
        ("TELEGRAM_TOKEN= 1:x", "leave out the blanks round the = of TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKEN =1:x", "leave out the blanks round the = of TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKEN='1:x '", "leave out the blanks within the quotes of TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKEN=1:x\u00a0", "cannot be seen"),
        ("TELEGRAM_TOKEN=\u200b1:x", "cannot be seen"),
        ("TELEGRAM_TOKEN=\t1:x", "cannot be seen"),
        ("ORGANISATION=a\rLOG_LEVEL=debug", "cannot be seen"),
        ("# a\rLOG_LEVEL=debug", "cannot be seen"),
        ("# a \\", "a comment cannot end with"),
        ("\ufeffORGANISATION=x", "without BOM"),
        ("export ORGANISATION=x", "leave out export"),
        ("ORGANISATION", "this is no setting"),
        ("ORGANISATION: De Hoek", "this is no setting"),
        ("; a comment", "this is no setting"),
        ("ORGANISATION=a\\b", "leave out the \\"),
        ('ORGANISATION="a\\"b"', "something follows"),
        ("DATABASE_URL=postgresql://u:$PASSWORD@h/d", "put the value in ' '"),
        ('DATABASE_URL="postgresql://u:$PASSWORD@h/d"', "put the value in ' '"),
    ],
)
def test_what_cannot_be_meant_is_told(line: str, told: str) -> None:
    read = read_lines(f"# first\n{line}\nBACKUP_DAYS=7")
    assert list(read.wrong) == [2]
    assert told in read.wrong[2]
    assert set(read.settings) == {"BACKUP_DAYS"}, "and the lines after it are none of it"


def test_a_name_that_is_there_twice_is_told() -> None:
    read = read_lines("ORGANISATION=\n\norganisation=x\n")
    assert read.wrong == {3: "ORGANISATION is set on line 1 already: keep one of the two"}


def test_no_fault_shows_what_stands_there() -> None:
    secret = "AAE-made-up"  # noqa: S105 -- made up
    for line in (
        secret,
        f"X={secret}'",
        f"TELEGRAM_TOKEN='{secret}",
        f"TELEGRAM_TOKEN= {secret}",
        f'X="{secret}',
    ):
        assert secret not in str(read_lines(line).wrong)


@given(FILES)
def test_compose_reads_alike_what_is_taken(text: str) -> None:
    taken = _taken(text)
    assert _as_compose(taken) == accepted(taken)


@pytest.mark.skipif(not SYSTEMD.exists(), reason="there is no systemd")
def test_systemd_reads_alike_what_is_taken(tmp_path: Path) -> None:
    texts = [(ROOT / ".env.example").read_text(), "# a\n\n#b=c\nORGANISATION=x\nBACKUP_DAYS=3\n"]
    texts += [
        f"{line}\n"
        for line in (
            "  ORGANISATION=De Hoek  \r",
            "ORGANISATION='De \"Hoek\" #'",
            'ORGANISATION="\'t Hoekje # `"',
            "ORGANISATION=Bakkerij d'Or",
            'ORGANISATION=De "Hoek" x;y',
            "ORGANISATION=a#b=c",
            "ORGANISATION=''",
            "ORGANISATION=Één",
        )
    ]
    (tmp_path / "environment.d").mkdir()
    for text in texts:
        (tmp_path / "environment.d" / "x.conf").write_bytes(text.encode())
        made = subprocess.run(
            [SYSTEMD],
            env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)},
            capture_output=True,
            check=True,
        )
        assert _shown_by_systemd(made.stdout.decode(), set(accepted(text))) == accepted(text)


def _taken(text: str) -> str:
    read: Lines = read_lines(text)
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in read.wrong)


def _as_compose(text: str) -> dict[str, str]:
    """Read a file as Compose's own reader does (compose-go, dotenv/parser.go), without what it fills in."""
    found: dict[str, str] = {}
    rest = text.replace("\r\n", "\n").removesuffix("\r")
    while rest := rest.lstrip():
        if rest.startswith("#"):
            rest = rest.partition("\n")[2]
            continue
        name, _, rest = rest.partition("=")
        rest = rest.lstrip(" \t\v\f\r\x85\xa0")
        if rest[:1] in ("'", '"'):
            end = rest.index(rest[0], 1)
            value, rest = rest[1:end], rest[end + 1 :]
        else:
            value, _, rest = rest.partition("\n")
            value = value.partition(" #")[0].rstrip()
            assert "$" not in value
        found[name.strip().upper()] = value
    return found


def _shown_by_systemd(shown: str, names: set[str]) -> dict[str, str]:
    """Read what it prints for a shell, of these names."""
    script = "".join(f'printf "%s=%s\\\\0" {name} "${name}"\n' for name in sorted(names))
    made = subprocess.run(["bash", "-c", f"{shown}\n{script}"], env={}, capture_output=True, check=True)
    pairs = (one.partition("=") for one in made.stdout.decode().split("\0") if one)
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        ("123456789:AAE-x\n", "123456789:AAE-x"),
        ("123456789:AAE-x\r\n\n", "123456789:AAE-x"),
        ("'De Hoek'", "De Hoek"),
        ('"De Hoek"\n', "De Hoek"),
        ('"\'t Hoekje"', "'t Hoekje"),
        ("''", ""),
        ("\n", ""),
        ("Bakkerij d'Or", "Bakkerij d'Or"),
        ('De "Hoek" x', 'De "Hoek" x'),
        ("$ and # and \\", "$ and # and \\"),
    ],
)
def test_what_the_environment_gives_means_the_same_however_it_came_there(
    given_value: str, value: str
) -> None:
    assert environment_value("ORGANISATION", given_value) == value


@pytest.mark.parametrize(
    "value", ["'a' en 'b'", "' x '", " x", "x ", "a\nb", "\nx", '"x', "x\u200b", "'x\n'"]
)
def test_what_cannot_be_meant_in_the_environment_is_refused(value: str) -> None:
    with pytest.raises(Wrong, match="ORGANISATION"):
        environment_value("ORGANISATION", value)


@given(FILES)
def test_docker_hands_on_what_is_taken(text: str) -> None:
    """Docker's `--env-file` takes each line as it is, from the `=` on (docker/cli, opts/file.go)."""
    for name, value in accepted(_taken(text)).items():
        line = next(
            line for line in _taken(text).split("\n") if line.strip(" \t").upper().startswith(f"{name}=")
        )
        handed = line.strip().partition("=")[2]
        assert environment_value(name, handed) == value
