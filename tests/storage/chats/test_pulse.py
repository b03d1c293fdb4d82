"""Whether the database takes changes is told by making one."""

import subprocess
import sys
from pathlib import Path

# Here no file can grow any more, as on a full disk; the change fits into none of them.
_FULL = """
import resource, sys
from bot.storage.database import open_storage
from bot.storage.chats import pulse as sql_pulse
sql_pulse._GOOD_FOR_S = 0.0
storage = open_storage(f"sqlite:///{sys.argv[1]}")
pulse = storage.unit.pulse
print(pulse.answers())
resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
print(pulse.answers())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(pulse.answers())
"""


def test_a_full_disk_is_told_and_so_is_that_there_is_room_again(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _FULL, tmp_path / "test.db"], capture_output=True, text=True, check=False
    )
    assert ended.stdout.split() == ["True", "False", "True"], ended.stderr
