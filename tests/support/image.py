"""The image, built and run without a container engine: buildah's chroot isolation, on a base of Debian's."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

BASE, MADE = "localhost/winkelpeil-base:bookworm", "localhost/winkelpeil-check:latest"
UID = 10001
HOME = "/var/lib/winkelpeil"
# What anybody may write in, and in compose.yaml nobody can; buildah itself needs /run.
READ_ONLY = ("/tmp", "/var/tmp", "/run/lock")  # noqa: S108 -- the image's own
# The network between here and PyPI may have an authority of its own.
_TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")
_PACKAGES = "ca-certificates,python3-venv,python-is-python3"


def buildah(*words: str | Path, check: bool = True) -> str:
    """Run buildah, and give what it prints."""
    ended = subprocess.run(["buildah", *words], capture_output=True, text=True, check=False)
    assert not check or ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def base(folder: Path) -> str:
    """Give an image with Python: the one in BASE, or else one that debootstrap makes, once on a machine."""
    if given := os.environ.get("BASE"):
        return given
    if not buildah("images", "--quiet", BASE, check=False):
        root = folder / "base"
        command = [
            "debootstrap",
            "--variant=minbase",
            f"--include={_PACKAGES}",
            "bookworm",
            str(root),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        container = buildah("from", "scratch")
        try:
            buildah("add", "--quiet", container, root, "/")
            buildah("commit", "--quiet", container, BASE)
        finally:
            buildah("rm", container)
    return BASE


def build(folder: Path) -> None:
    """Build the image."""
    on = base(folder)
    trusting = [f"--volume={_TRUSTED}:{_TRUSTED}:ro"] if _TRUSTED.exists() else []
    # Docker's format: the other one has no health check.
    how = ("--isolation=chroot", "--format=docker", "--pull-never", f"--build-arg=BASE={on}", *trusting)
    buildah("bud", "--quiet", *how, f"--tag={MADE}", ROOT)


def config() -> dict[str, Any]:
    """Give what the image says of how it is to be run."""
    found: dict[str, Any] = json.loads(buildah("inspect", "--type=image", MADE))["Docker"]["config"]
    return found


class Container:
    """A container of the image, with the volume for its state that the image asks for."""

    def __init__(self, name: str, nothing: Path) -> None:
        self._name = name
        self._volumes = [f"--volume={nothing}:{at}:ro" for at in READ_ONLY]

    def command(self, words: Sequence[str], settings: Mapping[str, str] | None = None) -> list[str]:
        """Give the command that runs something in it, as the image's user."""
        given = [f"--env={name}={value}" for name, value in (settings or {}).items()]
        return ["buildah", "run", "--isolation=chroot", *self._volumes, *given, self._name, "--", *words]

    def run(self, *words: str, **settings: str) -> str:
        """Run something in it, and give what it prints."""
        ended = subprocess.run(self.command(words, settings), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


@contextmanager
def container(folder: Path) -> Iterator[Container]:
    """Have a container while the block runs."""
    nothing = folder / "nothing"
    nothing.mkdir(mode=0o755)
    name = buildah("from", "--pull-never", MADE)
    try:
        yield Container(name, nothing)
    finally:
        buildah("rm", name)
