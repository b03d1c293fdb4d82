"""The files for running it, as far as they can be proved without a machine of their own."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.support.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ("winkelpeil.service", "winkelpeil-backup.service", "winkelpeil-backup.timer")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str, seen: set[str]) -> set[str]:
    """Name what a package needs here, and what that needs, from what is installed."""
    for line in requires(name) or ():
        found = re.match(r"([A-Za-z0-9._-]+)(?P<extras>\[[^]]*\])?[^;]*(?:;(?P<when>.*))?", line)
        assert found
        if found["when"] is None and normal(found[1]) not in seen:
            seen.add(normal(found[1]))
            needed(found[1], seen)
    return seen


def test_the_lock_for_service_holds_what_is_needed_and_no_tools() -> None:
    made = subprocess.run(
        [sys.executable, DEPLOY / "runtime_lock.py"], capture_output=True, text=True, check=True
    ).stdout
    packages = {line.partition("==")[0] for line in made.splitlines() if re.match(r"[a-z0-9.-]+==", line)}
    assert needed("winkelpeil", set()) <= packages
    assert packages & {"pytest", "mypy", "ruff", "playwright", "hatchling", "hypothesis", "openpyxl"} == set()
    whole = (ROOT / "requirements.lock").read_text()
    assert all(part in whole for part in re.split(r"^(?=[a-z0-9])", made, flags=re.MULTILINE))
    assert made.count("--hash=sha256:") >= len(packages)


def setting(unit: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_the_units_are_shut_in(unit: str) -> None:
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "MemoryDenyWriteExecute"):
        assert setting(unit, name) == ["yes"]
    assert setting(unit, "ProtectSystem") == ["strict"]
    assert setting(unit, "User") == ["winkelpeil"]
    assert setting(unit, "CapabilityBoundingSet") == [""]
    assert setting(unit, "SystemCallFilter") == ["@system-service", "~@privileged @resources"]
    assert setting(unit, "StateDirectory") == ["winkelpeil winkelpeil/backups"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_against_them(unit: str) -> None:
    found = subprocess.run(
        ["systemd-analyze", "verify", DEPLOY / unit], capture_output=True, text=True, check=False
    )
    complaints = [line for line in found.stderr.splitlines() if "deploy/" in line or unit in line]
    # The program is not installed where the tests run; all else is for real.
    assert [line for line in complaints if "is not executable: No such file" not in line] == []


def test_the_image_runs_without_rights_and_fetches_only_what_is_pinned() -> None:
    text = (ROOT / "Dockerfile").read_text()
    installs = re.findall(r"pip install (.*)", text)
    assert installs
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    (base,) = re.findall(r"^ARG BASE=(\S+)$", text, re.MULTILINE)
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm(@sha256:[0-9a-f]{64})?", base)
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["${BASE}", "${BASE}"]
    last = text.rpartition("FROM ")[2]
    assert "USER winkelpeil" in last
    assert "HEALTHCHECK" in last
    lines = re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE)
    copied = [word for line in lines for word in line.split()]
    assert {word for word in copied if not (ROOT / word).exists()} == set()
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) <= let_in


def test_in_containers_nothing_but_the_proxy_can_be_reached() -> None:
    composed: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    for service in composed["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert [name for name, one in composed["services"].items() if "ports" in one] == ["caddy"]
    assert composed["services"]["postgres"]["networks"] == ["inside"]
    assert composed["networks"]["inside"]["internal"]


def test_in_containers_the_bot_knows_where_its_proxy_is() -> None:
    composed: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    (subnet,) = composed["networks"]["inside"]["ipam"]["config"]
    assert composed["services"]["bot"]["environment"]["TRUSTED_PROXIES"] == subnet["subnet"]
    default = subnet["subnet"].removeprefix("${SUBNET:-").removesuffix("}")
    assert Settings.model_validate({"trusted_proxies": default}).trusted_proxies
    # By one network alone, so that the bot sees Caddy at an address in it.
    networks = {name: set(one["networks"]) for name, one in composed["services"].items()}
    assert networks["caddy"] & networks["bot"] == {"inside"}


@pytest.mark.parametrize("script", ["install.sh", "winkelpeil-admin"])
def test_the_scripts_are_shell(script: str) -> None:
    path: Path = DEPLOY / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", path], check=True)
