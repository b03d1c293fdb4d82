"""How far one turn travels through the code, and figures of the code itself."""

import argparse
from pathlib import Path

from bench.rig.lineup import ROOT
from bench.trace.code import Figures, figures
from bench.trace.page import page
from bench.trace.turns import FOLDERS, measured


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.trace")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "TRACE.md")
    parser.add_argument("--names", action="store_true", help="also print what the figures of the code count")
    options = parser.parse_args()
    code = figures(ROOT, FOLDERS)
    written = page(measured(), code)
    options.results.write_text(written)
    print(written)  # noqa: T201 -- what came of it
    if options.names:
        print(_named(code))  # noqa: T201


def _named(code: Figures) -> str:
    parts = {
        "Short modules": code.short,
        "Many parameters": code.many_parameters,
        "Participles": code.participles,
    }
    return "\n\n".join("\n".join((f"{name}:", *places)) for name, places in parts.items())


if __name__ == "__main__":
    main()
