"""``moot election`` in a process of its own, where nothing has opened the ledger before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.wiring.workspace import make_workspace

CHARTER = """\
community: {name: {en: Kit, zh: 套件}}
people: [{id: ann, name: Ann}]
groups: [{kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}]
"""


@pytest.mark.parametrize(("words", "code", "says"), [
    (("due",), 0, ""),
    (("count", "seat-2026"), 2, "seat-2026"),
    (("certify", "seat-2026"), 2, "seat-2026"),
])  # fmt: skip
def test_it_opens_the_ledger_itself(tmp_path, words, code, says):
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    moot = Path(sys.executable).with_name("moot")
    workspace = make_workspace(tmp_path / "w", charter)
    done = subprocess.run([moot, "-w", workspace, "election", *words], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
