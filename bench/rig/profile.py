"""Where this bot spends its time under the load."""

import argparse
import dataclasses
import os
import pstats
import signal
import tempfile
from pathlib import Path

from bench.rig.lineup import HOOKED, POLLED, Env
from bench.rig.measure import Load, run
from bench.rig.own import PROFILE


def main() -> None:
    """Profile the bot's own thread, and print the functions that take most."""
    parser = argparse.ArgumentParser(prog="python -m bench.rig.profile")
    parser.add_argument("--webhook", action="store_true")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--at-once", type=int, default=100)
    parser.add_argument("--top", type=int, default=45)
    parser.add_argument("--sort", choices=("tottime", "cumulative"), default="tottime")
    options = parser.parse_args()
    contender = HOOKED if options.webhook else POLLED
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "profile"

        def env(api: str, folder: Path) -> Env:
            return {**contender.env(api, folder), PROFILE: str(path)}

        profiled = dataclasses.replace(contender, env=env)
        load = Load(options.at_once, seconds=options.seconds)
        result = run(profiled, load, "", warm=lambda pid: os.kill(pid, signal.SIGUSR1))
        print(f"{result.updates} updates, {result.cpu_ms:.2f} ms of CPU each, the profiler's own included")  # noqa: T201
        pstats.Stats(str(path)).sort_stats(options.sort).print_stats(options.top)


if __name__ == "__main__":
    main()
