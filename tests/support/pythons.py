"""Runs the suite on each Python that is supported: `make test-all`.

A Python is the one that runs this, another of the machine or of pyenv, one that uv has or fetches, or
Debian's: in a system of its own that debootstrap makes under artifacts/, which needs root and some minutes
once. What is to be had in none of these ways is said, and is no failure.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import ROOT

MADE = ROOT / "artifacts" / "pythons"
LOCK = ROOT / "requirements.lock"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
DEBIAN: Mapping[str, str] = {"3.11": "bookworm", "3.13": "trixie", "3.14": "sid"}
"""By Python the release of Debian that has it. None has 3.12."""

# Tests list the project's files with git, and take changes along with patch.
_PACKAGES = ("ca-certificates", "git", "make", "patch")
_SUITE = ("-m", "pytest", "-n", "2", "--dist", "loadfile")
# How packages are fetched here; a folder with packages is not there in another system.
_PASSED_ON = (
    "CI",
    "PIP_CERT",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_INDEX_URL",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)

_TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")

# The mounts are for this command alone: nothing is left that could be removed by accident.
_CHROOT = """
mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && cd / && exec chroot "$0" "$@"
"""


@dataclass(frozen=True)
class Python:
    """A Python, and how a command is run where it is."""

    command: str
    tree: Path
    """Where the project is, as seen from there."""
    venv: Path
    """Where its packages go, as seen from there."""
    ready: Path
    """What says, as seen from here, with which lock they were installed."""
    prefix: tuple[str, ...] = ()

    def run(self, *command: str) -> int:
        """Run a command in the project's folder; returns its exit code."""
        inside = ("sh", "-c", 'cd "$0" && exec "$@"', str(self.tree), *command)
        return subprocess.run([*self.prefix, *inside], check=False).returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the suite on the versions that are named, or on all; returns 1 when it fails on one."""
    parser = argparse.ArgumentParser(prog="make test-all", description="Run the suite on each Python.")
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=f"of {', '.join(VERSIONS)}")
    given = parser.parse_args(arguments).versions
    if unknown := [version for version in given if version not in VERSIONS]:
        parser.error(f"{', '.join(unknown)} is none of {', '.join(VERSIONS)}")
    results = {version: result(version) for version in given or VERSIONS}
    for version, said in results.items():
        say(f"Python {version}: {said or 'passed'}")
    return 1 if any(said.startswith("failed") for said in results.values()) else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def result(version: str) -> str:
    """Run the suite on a version; returns what kept it from passing."""
    say(f"\n== Python {version}")
    python = found(version)
    if python is None:
        return f"not tried, as there is none ({why_not(version)})"
    if not installed(python):
        return "failed: its packages could not be installed"
    if code := python.run(str(python.venv / "bin" / "python"), *_SUITE):
        return f"failed: pytest ended with {code}"
    return ""


def found(version: str) -> Python | None:
    """Find this Python, another of the machine, one with uv or in a system of Debian's, in this order."""
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return Python(sys.executable, ROOT, Path(sys.prefix), Path(sys.prefix) / ".ready")
    for command in _on_machine(version):
        venv = MADE / f"venv-{version}"
        return Python(command, ROOT, venv, venv / ".ready")
    return in_debian(version) if not why_not(version) else None


def why_not(version: str) -> str:
    """Say why Debian's cannot be had; empty where it can."""
    if version not in DEBIAN:
        return "no Debian has it"
    missing = [tool for tool in ("debootstrap", "unshare", "chroot") if not shutil.which(tool)]
    if missing:
        return f"for Debian's {', '.join(missing)} would be needed"
    return "" if os.geteuid() == 0 else "for Debian's one must be root"


def _on_machine(version: str) -> Iterator[str]:
    # What pyenv puts on the path for a version that is not in use is no Python.
    candidates = (*_on_path(version), *_of_pyenv(version))
    yield from (one for one in candidates if _says([one, "-c", "import venv; print('yes')"]) == "yes")
    # It fails where what uv fetches cannot be reached.
    if (uv := shutil.which("uv")) and _says([uv, "python", "install", "--quiet", version]) is not None:
        yield _says([uv, "python", "find", version]) or ""


def _on_path(version: str) -> list[str]:
    command = shutil.which(f"python{version}")
    return [command] if command else []


def _of_pyenv(version: str) -> list[str]:
    folder = Path(_says(["pyenv", "root"]) or "/nowhere") / "versions"
    return [str(path) for path in sorted(folder.glob(f"{version}.*/bin/python{version}"))]


def _says(command: Sequence[str]) -> str | None:
    """Give what a command prints; None where it is not there or fails."""
    try:
        return subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def in_debian(version: str) -> Python | None:
    """Give the Python of a system with the project as it is now; the system is made where there is none."""
    system = MADE / DEBIAN[version]
    if not (system / "usr" / "bin" / f"python{version}").exists():
        shutil.rmtree(system, ignore_errors=True)
        system.parent.mkdir(parents=True, exist_ok=True)
        packages = ",".join((*_PACKAGES, f"python{version}-venv"))
        command = ["debootstrap", "--variant=minbase", f"--include={packages}", DEBIAN[version], str(system)]
        if subprocess.run(command, check=False).returncode:
            return None
    copy_project(system / "src")
    # Packages are fetched in there, with the same trust as here.
    if _TRUSTED.exists():
        shutil.copy(_TRUSTED, system / _TRUSTED.relative_to("/"))
    passed = [f"{name}={os.environ[name]}" for name in _PASSED_ON if name in os.environ]
    environment = ("HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", *passed)
    return Python(
        command=f"python{version}",
        tree=Path("/src"),
        venv=Path("/venv"),
        ready=system / "venv" / ".ready",
        prefix=("unshare", "--mount", "sh", "-c", _CHROOT, str(system), "env", "-i", *environment),
    )


def copy_project(target: Path) -> None:
    """Copy the files of the project as they are, with those that are still to be committed, as a checkout."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)
    for command in (("git", "init", "--quiet"), ("git", "add", "--all")):
        subprocess.run(command, cwd=target, check=True)


def installed(python: Python) -> bool:
    """Install what is locked, where it is not yet; returns whether that worked."""
    if python.venv == Path(sys.prefix):
        # By `make install`.
        return True
    lock = LOCK.read_text()
    ready = python.ready.exists() and python.ready.read_text() == lock
    pip = (
        str(python.venv / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    )
    if not ready and (
        python.run(python.command, "-m", "venv", "--clear", str(python.venv))
        or python.run(*pip, "--require-hashes", "--requirement", "requirements.lock")
    ):
        return False
    # Anew each time: which commands it has may have changed.
    if python.run(*pip, "--no-deps", "--no-build-isolation", "--editable", "."):
        return False
    python.ready.write_text(lock)
    return True


if __name__ == "__main__":
    sys.exit(main())
