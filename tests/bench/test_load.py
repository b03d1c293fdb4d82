"""The load: people come at a rate, and one floods."""

import argparse
from pathlib import Path

from bench.load import measured, page


async def test_everybody_is_answered_beside_a_flood(tmp_path: Path) -> None:
    options = argparse.Namespace(minutes=0.05, warm=1.0, rate=30.0, flood=50.0)
    calm, flooded = await measured(options, tmp_path)
    assert 30 <= len(calm.handled) <= 60
    assert not calm.flooded
    assert flooded.flooded > len(flooded.handled) > 0
    assert flooded.shown
    assert not calm.again
    assert all(one.memory[0] > 0 < one.cpu for one in (calm, flooded))
    assert "99 of 100" in page(options, (calm, flooded))
