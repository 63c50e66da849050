"""A house goes on answering from the homes before while those of a large lake are prepared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.cast import make_community

BEGIN = """
import sys, threading
from dataclasses import replace
from pathlib import Path
from folkmoot.lake.append import append_events
from folkmoot.reports import ask as asking
from folkmoot.wiring import house as wiring
from tests.web.cast import events

house = wiring.open_house(Path(sys.argv[1]))
done = threading.Event()
asked = [("overview", {})]
house.go_on(asked, done.set, [("people", {})])

def people():
    return house.answer("activity", {"by": "kind"})

def more(word):
    append_events(house.lake, [replace(one, id=one.id + word) for one in events()])
"""

SMALL = """
old = house.homes()
assert old.version
more("a")
assert house.homes().version == (old.charter.commit, house.lake.version(), old.ledger_version)
assert not done.is_set()
"""

LARGE = """
wiring.FEW = 0
old, before = house.homes(), people()
more("a")
with house.lake.memory.guard:  # so long nobody can make a reading of it
    assert all(house.homes() is old for _ in range(3))
    assert people() is before
    assert len([one for one in threading.enumerate() if one._target == house._prepare]) == 1
assert done.wait(30)
new = house.homes()
assert new.version != old.version
assert any(key[0].name == "people" and key[3] == new.version for key in asking._answers)
assert new.reading._ready().narrow is old.reading._ready().narrow
assert people().fresh_at == before.fresh_at and people() is not before
more("b")
assert house.homes(newest=True).version[1] == house.lake.version()
house._seconds = 0.1  # it was quick the last time
more("c")
assert house.homes().version[1] == house.lake.version()
"""

BROKEN = """
wiring.FEW = 0
asked[0] = ("nothing of that name", {})
house.go_on(asked, done.set)
old = house.homes()
assert old.version
more("a")
assert house.homes() is old
assert done.wait(30)
assert house.homes().version[1] == house.lake.version()
"""

WAITING = """
wiring.FEW = 0
old = house.homes()
assert old.version
more("a")
with house.lake.memory.guard:
    assert house.homes() is old
    got = []
    waiting = threading.Thread(target=lambda: got.append(house.homes(newest=True)))
    waiting.start()
waiting.join(30)
assert got[0].version[1] == house.lake.version()
assert got[0] is house.homes()
"""


@pytest.mark.parametrize("script", [SMALL, LARGE, BROKEN, WAITING], ids=["small", "large", "broken", "waiting"])
def test_the_homes_follow(tmp_path: Path, script: str) -> None:
    workspace = make_community(tmp_path)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", BEGIN + script, str(workspace)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ("could not be prepared" in ran.stderr) == (script is BROKEN)
