"""The `winkelpeil content` commands: what the bot asks and says, as files."""

import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.common import FAILED, STANDARD, WRONG_USE, Database, Yes, fail, run_on_storage, url_of, user_name
from bot.cli.impact import impact_lines

if TYPE_CHECKING:
    from bot.editorial.editorial import Editorial
    from bot.editorial.working import Mark
    from bot.library.files import Files
    from bot.library.impact import Impact
    from bot.library.parsing.source import Fault
    from bot.storage.database import Storage

# What a command needs is imported inside it, so that help stays fast.

app = typer.Typer(help="Look after what the bot asks and says.", no_args_is_help=True)

T = TypeVar("T")

_Who = Annotated[str | None, typer.Option(help="Who does this, for the log; your user name if not given.")]
_Why = Annotated[str, typer.Option(help="Why, for the log.")]


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder with content; the packaged content if not given.")
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Check the draft, or else what is live.")] = False,
    database: Database = None,
) -> None:
    """Check content and list everything that is wrong with it.

    The exit code is 1 when there are errors; warnings alone leave it 0.
    """
    if draft:
        raise typer.Exit(_print_findings(_run_on_editorial(database, lambda editorial: editorial.check())))
    from bot.library.checks.check import check as check_content

    files = _folder(folder) if folder else None
    raise typer.Exit(_print_findings(check_content(files, today=datetime.now(UTC).date())))


@app.command()
def export(
    target: Annotated[str, typer.Argument(help="A folder, or - for a tar.gz on standard output.")],
    draft: Annotated[bool, typer.Option("--draft", help="The draft, not what is live.")] = False,
    number: Annotated[int | None, typer.Option("--version", help="An earlier version.")] = None,
    database: Database = None,
) -> None:
    """Write the live content as files, the same as in the repository, to be changed and imported again."""
    from bot.editorial.working import MARK, Mark
    from bot.library.archive import pack
    from bot.library.files import ForeignFiles, write, write_schemas

    async def content_to_export(editorial: "Editorial") -> "tuple[Files, Mark]":
        working = await editorial.draft() if draft else None
        if working:
            return working.files, working.mark
        version = await (editorial.live() if number is None else editorial.version(number))
        return version.files, Mark(version.number)

    files, mark = _run_on_editorial(database, content_to_export)
    if target == STANDARD:
        sys.stdout.buffer.write(pack(files, {MARK: f"{mark}\n"}))
        return
    folder = Path(target)
    try:
        write(files, folder)
        write_schemas(folder)
        (folder / MARK).write_text(f"{mark}\n")
    except (OSError, ForeignFiles) as fault:
        fail(f"{target}: {fault}")


@app.command(name="import")
def import_(
    source: Annotated[str, typer.Argument(help="A folder, a zip or a tar.gz; - is standard input.")],
    why: _Why = "",
    who: _Who = None,
    database: Database = None,
) -> None:
    """Bring changed files into the draft; what is live stays as it is until you publish."""
    files, mark = _read_source(source)
    conflicts = _run_on_editorial(database, lambda editorial: editorial.take(files, _name(who), why, mark))
    for conflict in conflicts:
        typer.echo(f"{conflict.path}:{conflict.line}: changed here too, and what stands in the draft stays")
    typer.echo(f"conflicts: {len(conflicts)}. See it with: winkelpeil content diff", err=True)


@app.command()
def diff(database: Database = None) -> None:
    """Show what the draft changes, and what that means for shops."""

    async def draft_changes(editorial: "Editorial") -> "tuple[Sequence[str], Impact | None]":
        working = await editorial.draft()
        if working is None:
            return [], None
        shown = [change.diff for change in working.changes]
        findings = await editorial.check()
        broken = any(fault.severity == "error" for fault in findings)
        return shown, None if broken else await editorial.impact()

    shown, impact = _run_on_editorial(database, draft_changes)
    for one in shown:
        typer.echo(one, nl=False)
    for line in impact_lines(impact) if shown else ():
        typer.echo(line)
    if not shown:
        typer.echo("The draft changes nothing.", err=True)


@app.command()
def publish(
    why: Annotated[str, typer.Option(help="Why, for the log.", prompt=False)],
    who: _Who = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Make the draft live, after showing what it means for shops; running bots follow within seconds."""
    from bot.editorial.errors import NoDraft

    async def weigh(editorial: "Editorial") -> "tuple[str, Impact | None]":
        working = await editorial.draft()
        if working is None or not working.changes:
            raise NoDraft
        _refuse_errors(await editorial.check())
        return working.draft_revision, await editorial.impact()

    seen = _confirm_impact(database, weigh, yes=yes)
    version = _run_on_editorial(database, lambda editorial: editorial.publish(_name(who), why, seen))
    typer.echo(f"Version {version.number} is live.")


@app.command()
def rollback(
    number: Annotated[int, typer.Argument(help="The version to go back to; see winkelpeil content log.")],
    why: Annotated[str, typer.Option(help="Why, for the log.")],
    who: _Who = None,
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Make an earlier version live again, as a new version."""

    async def weigh(editorial: "Editorial") -> "tuple[str, Impact | None]":
        return "", await editorial.impact_of(number)

    _confirm_impact(database, weigh, yes=yes)
    version = _run_on_editorial(database, lambda editorial: editorial.rollback(number, _name(who), why))
    typer.echo(f"Version {version.number} is live; it is version {number} again.")


@app.command()
def discard(why: _Why = "", who: _Who = None, yes: Yes = False, database: Database = None) -> None:
    """Throw the draft away."""
    if not yes:
        typer.confirm("Throw the draft away?", abort=True)
    _run_on_editorial(database, lambda editorial: editorial.discard(_name(who), why))
    typer.echo("Discarded.")


@app.command()
def log(
    limit: Annotated[int, typer.Option(min=1, help="How many lines at most.")] = 100,
    database: Database = None,
) -> None:
    """List who did what with the content, the newest first."""
    for entry in _run_on_editorial(database, lambda editorial: editorial.log(limit)):
        version = f"version {entry.version}" if entry.version else "-"
        fields = (f"{entry.at:%Y-%m-%d %H:%M}", entry.who, entry.action, version, entry.why or "-")
        typer.echo("\t".join((*fields, ", ".join(entry.paths) or "-")))


def _run_on_editorial(database: str | None, ask: "Callable[[Editorial], Awaitable[T]]") -> T:
    """Ask the editorial office of a database, in which there is a version by then."""
    from bot.editorial.editorial import Editorial
    from bot.editorial.errors import EditorialFault
    from bot.editorial.releases import Releases
    from bot.library.files import shipped_content

    async def asking(storage: "Storage") -> T:
        await Releases(storage).begin(shipped_content())
        return await ask(Editorial(storage))

    return run_on_storage(url_of(database), asking, EditorialFault)


def _confirm_impact(
    database: str | None,
    weigh: "Callable[[Editorial], Awaitable[tuple[str, Impact | None]]]",
    *,
    yes: bool,
) -> str:
    """Show what a publication means for shops, and ask whether to go on; returns what was weighed."""
    seen, impact = _run_on_editorial(database, lambda editorial: weigh(editorial))
    for line in impact_lines(impact):
        typer.echo(line)
    if not yes:
        typer.confirm("Make it live?", abort=True)
    return seen


def _refuse_errors(findings: "Sequence[Fault]") -> None:
    for fault in findings:
        typer.echo(str(fault), err=True)
    if any(fault.severity == "error" for fault in findings):
        fail("The draft cannot be published yet; correct these errors first.")


def _print_findings(findings: "Sequence[Fault]") -> int:
    for finding in findings:
        typer.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    typer.echo(f"errors: {errors}, warnings: {len(findings) - errors}")
    return FAILED if errors else 0


def _read_source(source: str) -> "tuple[Files, Mark | None]":
    """Read a folder or an archive, with what it was exported from."""
    from bot.editorial.working import MARK
    from bot.library.archive import MAX_BYTES, ArchiveRefused, unpack

    path = Path(source)
    if source != STANDARD and path.is_dir():
        mark = path / MARK
        return _folder(path), _mark(source, mark.read_text(errors="replace") if mark.is_file() else None)
    try:
        with sys.stdin.buffer if source == STANDARD else path.open("rb") as file:
            files, written = unpack(file.read(MAX_BYTES + 1), MARK)
    except (OSError, ArchiveRefused) as fault:
        fail(f"{source}: {getattr(fault, 'strerror', fault)}")
    return files, _mark(source, written)


def _mark(source: str, written: str | None) -> "Mark | None":
    """Read the mark beside files; one that is none ends the command."""
    from bot.editorial.working import MARK, Mark
    from bot.library.parsing.problem import Problem

    mark = Mark.read(written) if written else None
    if written and mark is None:
        fail(f"{source}: {Problem('archive_mark', name=MARK)}")
    return mark


def _folder(folder: Path) -> "Files":
    from bot.library.files import in_folder

    try:
        return in_folder(folder)
    except OSError as fault:
        fail(f"{folder}: {fault.strerror}", WRONG_USE)


def _name(who: str | None) -> str:
    return who or user_name()
