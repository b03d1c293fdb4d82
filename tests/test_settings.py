"""The settings, from the environment and a file."""

import re
from pathlib import Path

import pytest

from bot.lib.database_urls import sqlite_path
from bot.lib.setting_sources import FOR_COMPOSE, SettingsFault
from bot.lib.setting_urls import listen_address
from bot.settings import Settings, doubtful_settings
from bot.web.console.addresses import LOOPBACK
from tests.support.certificates import own_certificate
from tests.support.paths import ROOT

TOKEN = "123456789:AAE-made-up_made-up_made-up_made-up"  # noqa: S105 -- made up
SECRET = "made-up_made-up_made-up"  # noqa: S105 -- made up
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder, without settings of the machine's own."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.chdir(tmp_path)


def read(**values: str) -> Settings:
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    return Settings.read()


def test_without_any_the_defaults_count() -> None:
    settings = Settings.read()
    assert settings.telegram_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///winkelpeil.db"
    assert settings.organisation == "Winkelpeil"
    assert settings.admin_ids == ()
    assert (settings.log_level, settings.log_format) == ("info", "console")
    assert (settings.retention_unfinished_days, settings.retention_months) == (90, 24)
    assert (settings.webhook_url, settings.webhook_secret, settings.http_listen) == ("", None, "")


def test_all_can_be_set_in_the_file() -> None:
    settings = read(
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://localhost:8081/",
        WEBHOOK_URL="https://bot.example.org:8443/telegram/hook",
        WEBHOOK_SECRET=SECRET,
        HTTP_LISTEN="127.0.0.1:8080",
        DATABASE_URL="sqlite:////srv/bot.db",
        ORGANISATION="Bakkersvereniging Één",
        PRIVACY_CONTACT="privacy@example.org",
        ORGANISATION_KVK="12345678",
        ADMIN_IDS="12, 345,",
        RETENTION_UNFINISHED_DAYS="30",
        RETENTION_MONTHS="12",
        LOG_LEVEL="debug",
        LOG_FORMAT="json",
    )
    assert settings.telegram_token
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "http://localhost:8081"
    assert settings.webhook_url == "https://bot.example.org:8443/telegram/hook"
    assert settings.webhook_secret
    assert settings.webhook_secret.get_secret_value() == SECRET
    assert settings.http_listen == "127.0.0.1:8080"
    assert settings.database_url == "sqlite:////srv/bot.db"
    assert settings.organisation == "Bakkersvereniging Één"
    assert settings.privacy_contact == "privacy@example.org"
    assert settings.admin_ids == (12, 345)
    assert (settings.retention_unfinished_days, settings.retention_months) == (30, 12)
    assert (settings.log_level, settings.log_format) == ("debug", "json")


def test_the_environment_counts_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANISATION", "From outside")
    assert read(ORGANISATION="From the file").organisation == "From outside"


def test_empty_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "")
    assert read(TELEGRAM_TOKEN="", DATABASE_URL="", ADMIN_IDS="", PRIVACY_CONTACT="") == Settings.read()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("RETENTION_UNFINISHED_DAYS", ["0", "-1", "3651", "1.5", "x"]),
        ("RETENTION_MONTHS", ["0", "-1", "121", "1.5", "x"]),
        ("TELEGRAM_TOKEN", ["secret", "123:short", "abc:" + "x" * 35, TOKEN + "!", TOKEN + " " + TOKEN]),
        (
            "TELEGRAM_API_URL",
            [
                "api.telegram.org",
                "ftp://api.telegram.org",
                "http://api.telegram.org",
                "http://10.0.0.1:8081",
                "http://localhost.example.org",
                "https://",
                "https://user:secret@api.telegram.org",
                "https://api.telegram.org/bot",
                "https://api.telegram.org?x=1",
                "https://api.telegram.org:99999",
                "https://[::1",
            ],
        ),
        (
            "WEBHOOK_URL",
            [
                "bot.example.org",
                "http://bot.example.org/hook",
                "https://bot.example.org:8080/hook",
                "https://",
                "https://user:secret@bot.example.org/hook",
                "https://bot.example.org/hook?x=1",
                "https://bot.example.org/hook#x",
                "https://bot.example.org/a b",
                "https://bot.example.org/{path}",
                "https://bot.example.org:99999/",
                "ftp://127.0.0.1/",
            ],
        ),
        ("WEBHOOK_SECRET", ["short", "x" * 15, "x" * 257, "with space" * 3, "a+b/c=" * 5]),
        (
            "HTTP_LISTEN",
            [
                "8080",
                ":8080",
                "localhost",
                "localhost:0",
                "localhost:65536",
                "::1:8080",
                "http://localhost:80",
            ],
        ),
        (
            "DATABASE_URL",
            [
                "winkelpeil.db",
                "postgresql://localhost",
                "postgresql:///bot",
                "postgresql://localhost:x/bot",
                "postgresql://local host/bot",
                "sqlite://",
                "sqlite:///",
                "sqlite:////",
                "sqlite:///x.db?mode=ro",
                "mysql:///x.db",
            ],
        ),
        (
            "TRUSTED_PROXIES",
            ["x", "10.0.0.1/8", "10.0.0.0/33", "0.0.0.0/0", "::/0", "127.0.0.1;::1", "proxy.example"],
        ),
        ("ORGANISATION", ["x" * 81]),
        ("PRIVACY_CONTACT", ["x" * 121]),
        ("ORGANISATION_ADDRESS", ["x" * 161]),
        ("ORGANISATION_KVK", ["1234567", "123456789", "1234 5678", "x"]),
        ("HOSTING_PROVIDER", ["x" * 121]),
        ("BACKUP_DAYS", ["0", "366", "x"]),
        ("ADMIN_IDS", ["Joke", "0", "-5", "1.5", "1;2", str(2**52)]),
        ("LOG_LEVEL", ["loud", "INFO"]),
        ("LOG_FORMAT", ["xml"]),
    ],
)
def test_a_wrong_one_is_named_with_what_it_should_be(name: str, values: list[str]) -> None:
    for value in values:
        with pytest.raises(SettingsFault) as fault:
            read(**{name: f"'{value}'"})
        (line,) = str(fault.value).splitlines()
        assert line == f".env:1: {name} should be {Settings.model_fields[name.lower()].description}"


def test_trusted_proxies_are_networks_or_single_addresses() -> None:
    read_ones = read(TRUSTED_PROXIES="10.0.0.0/24, 2001:db8::1,").trusted_proxies
    assert [str(one) for one in read_ones] == ["10.0.0.0/24", "2001:db8::1/128"]
    assert Settings().trusted_proxies == LOOPBACK


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://[::1]:8081", "http://localhost", "https://x.org"]
)
def test_plain_http_is_for_this_machine_itself(url: str) -> None:
    assert read(TELEGRAM_API_URL=url).telegram_api_url == url


def test_all_wrong_ones_are_named_at_once() -> None:
    with pytest.raises(SettingsFault) as fault:
        read(LOG_LEVEL="loud", ADMIN_IDS="1,x,y", TELEGRAM_TOKEN="secret")  # noqa: S106 -- made up
    names = [line.split()[:2] for line in str(fault.value).splitlines()]
    assert sorted(names) == [
        [".env:1:", "LOG_LEVEL"],
        [".env:2:", "ADMIN_IDS"],
        [".env:3:", "TELEGRAM_TOKEN"],
    ]


def test_a_bot_on_telegram_names_who_to_ask_about_data() -> None:
    with pytest.raises(SettingsFault, match="PRIVACY_CONTACT should be"):
        read(TELEGRAM_TOKEN=TOKEN)


def test_a_bot_on_telegram_says_where_its_organisation_is() -> None:
    with pytest.raises(SettingsFault) as fault:
        read(TELEGRAM_TOKEN=TOKEN, PRIVACY_CONTACT="x")
    (line,) = str(fault.value).splitlines()
    assert line.startswith("ORGANISATION_ADDRESS should be ")
    assert "unless ORGANISATION_KVK is there" in line
    for one in ({"ORGANISATION_ADDRESS": "Markt 1, Elders"}, {"ORGANISATION_KVK": "12345678"}):
        assert read(TELEGRAM_TOKEN=TOKEN, PRIVACY_CONTACT="x", **one).telegram_token


def test_a_webhook_needs_a_secret_and_a_place_to_listen() -> None:
    with pytest.raises(SettingsFault) as fault:
        read(WEBHOOK_URL="https://bot.example.org/hook")
    assert [line.split()[0] for line in str(fault.value).splitlines()] == ["WEBHOOK_SECRET", "HTTP_LISTEN"]
    assert read(HTTP_LISTEN="[::1]:8080").webhook_url == "", "health and metrics need no webhook"


@pytest.mark.parametrize(
    ("listen", "address"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("[::]:80", ("::", 80)),
        ("localhost:65535", ("localhost", 65535)),
    ],
)
def test_a_place_to_listen_is_a_host_and_a_port(listen: str, address: tuple[str, int]) -> None:
    assert listen_address(listen) == address


def test_the_token_and_the_secret_are_not_shown() -> None:
    settings = read(
        TELEGRAM_TOKEN=TOKEN, PRIVACY_CONTACT="x", ORGANISATION_KVK="12345678", WEBHOOK_SECRET=SECRET
    )
    shown = f"{settings!r} {settings} {settings.model_dump_json()}"
    assert TOKEN not in shown
    assert SECRET not in shown


def test_a_file_that_is_no_text_is_named() -> None:
    Path(".env").write_bytes(b"# \n ORGANISATION=\xff\xfe\n")
    with pytest.raises(SettingsFault, match=r"^\.env:2: \.env should be a text file in UTF-8"):
        Settings.read()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///winkelpeil.db", "winkelpeil.db"),
        ("sqlite:///data/winkelpeil.db", "data/winkelpeil.db"),
        ("sqlite:////srv/winkelpeil.db", "/srv/winkelpeil.db"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_database_url_names_a_file(url: str, path: str) -> None:
    assert sqlite_path(url) == path


def faults() -> list[str]:
    with pytest.raises(SettingsFault) as fault:
        Settings.read()
    return str(fault.value).splitlines()


def test_a_misspelled_name_in_the_file_is_refused() -> None:
    Path(".env").write_text("TELEGRAM_TOKE=x\nLOG_LEVEL=info\n\nSOMETHING_ELSE=1\nlog_format=json\n")
    assert faults() == [
        ".env:1: TELEGRAM_TOKE is no setting; did you mean TELEGRAM_TOKEN?",
        ".env:4: SOMETHING_ELSE is no setting: remove it",
    ]


def test_what_compose_reads_from_the_file_is_left_to_it() -> None:
    composed = (ROOT / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)", composed)) - set(NAMES) == set(FOR_COMPOSE)
    assert read(DOMAIN="bot.example.org", COMPOSE_PROFILES="postgres", LOG_LEVEL="debug").log_level == "debug"


def test_a_name_in_the_environment_may_be_another_program_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKE", "x")
    monkeypatch.setenv("PATHS", "x")
    assert Settings.read().telegram_token is None
    assert doubtful_settings() == [
        "TELEGRAM_TOKE in the environment is no setting; did you mean TELEGRAM_TOKEN?"
    ]
    monkeypatch.setenv("WINKELPEIL_TELEGRAM_TOKEN", "x")
    assert faults() == [
        "WINKELPEIL_TELEGRAM_TOKEN in the environment is no setting; did you mean TELEGRAM_TOKEN?"
    ]


@pytest.mark.parametrize("value", [f"{TOKEN}\n", f"{TOKEN}\r\n", f'"{TOKEN}"', f"'{TOKEN}'", f"'{TOKEN}'\n"])
def test_a_line_end_and_quotes_in_the_environment_are_no_part_of_a_value(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", value)
    monkeypatch.setenv("PRIVACY_CONTACT", "'x'")
    monkeypatch.setenv("ORGANISATION_KVK", "12345678")
    token = Settings.read().telegram_token
    assert token
    assert token.get_secret_value() == TOKEN


@pytest.mark.parametrize("value", [f" {TOKEN}", f"\n{TOKEN}", f'{TOKEN}"', f"'{TOKEN} '", f"{TOKEN}\u200b"])
def test_what_cannot_be_meant_in_the_environment_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", value)
    (line,) = faults()
    assert "TELEGRAM_TOKEN" in line
    assert line.endswith("(in the environment)")
    assert "made-up" not in line


def test_without_a_file_there_is_nothing_to_tell() -> None:
    assert Settings.read() == Settings()
    assert doubtful_settings() == []


def test_a_file_that_cannot_be_read_is_told() -> None:
    Path(".env").symlink_to("gone")
    assert faults() == [".env leads to a file that is not there: make it, or remove it"]
    Path(".env").unlink()
    Path(".env").mkdir()
    (line,) = faults()
    assert line.startswith(".env cannot be read (Is a directory)")


def test_all_that_is_wrong_is_told_at_once_and_nothing_of_what_follows_from_it() -> None:
    Path(".env").write_text(
        "ORGANISATION='t Hoekje\nTELEGRAM_TOKEN= x\nWEBHOOK_URL=https://x.example/hook\nLOG_LEVEL=loud\n"
        f"{TOKEN}\nHTTP_LISTEN=127.0.0.1:80\nHTTP_LISTEN=127.0.0.1:81\n"
    )
    with pytest.raises(SettingsFault) as fault:
        Settings.read(to_run=True)
    shown = str(fault.value)
    told = [line.partition(": ") for line in shown.splitlines()]
    assert [place for place, _, _ in told] == [
        ".env:1",
        ".env:2",
        ".env:5",
        ".env:7",
        ".env:4",
        f"WEBHOOK_SECRET should be {Settings.model_fields['webhook_secret'].description}",
    ]
    assert "made-up" not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_SECRET", SECRET),
        ("HTTP_LISTEN", "127.0.0.1:8080"),
        ("DATABASE_URL", "sqlite:////srv/bot.db"),
        ("TELEGRAM_API_URL", "https://api.example.org"),
    ],
)
def test_what_only_a_bot_in_service_has_needs_a_token_to_run(name: str, value: str) -> None:
    # A command that looks after a bot may be given its settings without its token.
    assert read(**{name: value}).telegram_token is None
    with pytest.raises(SettingsFault) as fault:
        Settings.read(to_run=True)
    assert str(fault.value) == (
        f".env:1: {name} is for a bot in service: set TELEGRAM_TOKEN as well, "
        f"or remove {name} to run the sandbox"
    )
    with Path(".env").open("a") as file:
        file.write(f"TELEGRAM_TOKEN={TOKEN}\nPRIVACY_CONTACT=x\nORGANISATION_KVK=12345678\n")
    assert Settings.read(to_run=True).telegram_token


def test_the_example_names_every_setting_and_holds_the_defaults() -> None:
    example = ROOT / ".env.example"
    names = re.findall(r"^([A-Z_]+)=", example.read_text(), re.MULTILINE)
    assert sorted(names) == sorted(NAMES)
    assert Settings.read(example) == Settings.read()
    assert Settings.read(example, to_run=True).telegram_token is None


def test_an_address_for_browsers_may_have_a_path() -> None:
    listen = {"HTTP_LISTEN": "127.0.0.1:8080"}
    assert (
        read(PUBLIC_URL="https://example.org/bot/a.b/", **listen).public_url == "https://example.org/bot/a.b"
    )
    for path in ("/../x", "/.x", "//x", "/a b", "/a%20b", "/x?y", "/x#y"):
        with pytest.raises(SettingsFault, match=r"PUBLIC_URL should be the address"):
            read(PUBLIC_URL=f"'https://example.org{path}'", **listen)


@pytest.mark.parametrize(
    ("strips", "adds", "outside", "inside"),
    [
        ("", "", "/telegram", "/telegram"),
        ("/bot", "", "/bot/telegram", "/telegram"),
        ("/bot/", "", "/bot", ""),
        ("/bot", "", "/bots", "/bots"),
        ("", "/bot/", "/telegram", "/bot/telegram"),
        ("/a", "/b/c", "/a/telegram", "/b/c/telegram"),
    ],
)
def test_a_proxy_may_change_the_path(strips: str, adds: str, outside: str, inside: str) -> None:
    given = {"PUBLIC_URL": f"https://example.org{strips}", "HTTP_LISTEN": "127.0.0.1:8080"}
    assert read(PROXY_STRIPS=strips, PROXY_ADDS=adds, **given).inside(outside) == inside


@pytest.mark.parametrize("wrong", ["bot", "/../x", "/a//b", "/a?b", "https://example.org/bot"])
def test_what_a_proxy_changes_is_a_path(wrong: str) -> None:
    given = {"PUBLIC_URL": "https://example.org/bot", "HTTP_LISTEN": "127.0.0.1:8080"}
    for name in ("PROXY_STRIPS", "PROXY_ADDS"):
        with pytest.raises(SettingsFault, match=rf"^\.env:3: {name} should be a path such as /bot"):
            read(**given, **{name: wrong})


def test_what_a_proxy_strips_is_the_beginning_of_an_address() -> None:
    with pytest.raises(SettingsFault, match=r"PROXY_STRIPS should be a path such as /bot, with which"):
        read(PUBLIC_URL="https://example.org/other", HTTP_LISTEN="127.0.0.1:8080", PROXY_STRIPS="/bot")
    hook = {"WEBHOOK_URL": "https://example.org/bot/hook", "WEBHOOK_SECRET": SECRET}
    # The console may be reached by another proxy, which strips nothing.
    console = {"PUBLIC_URL": "https://other.example", "HTTP_LISTEN": "127.0.0.1:8080"}
    assert read(**hook, **console, PROXY_STRIPS="/bot").inside("/bot/hook") == "/hook"


def test_a_certificate_is_a_file_that_telegram_may_have() -> None:
    own = own_certificate(Path.cwd())
    hook = {
        "WEBHOOK_URL": "https://example.org/hook",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_LISTEN": "127.0.0.1:8080",
    }
    assert read(**hook, WEBHOOK_CERTIFICATE="own.pem").webhook_certificate == "own.pem"
    Path("both.pem").write_bytes(own.key.read_bytes() + own.certificate.read_bytes())
    Path("none.pem").write_text("no certificate")
    for name in ("both.pem", "none.pem", "own.key", "gone.pem", "."):
        with pytest.raises(SettingsFault, match=r"^\.env:4: WEBHOOK_CERTIFICATE should be the path of a PEM"):
            read(**hook, WEBHOOK_CERTIFICATE=name)
    with pytest.raises(SettingsFault, match=r"^WEBHOOK_URL should be"):
        read(WEBHOOK_CERTIFICATE="own.pem")
