"""What the lake calls a repository of a delivery; secrets from the environment; the reader beside the portal."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime

import pytest

from folkmoot.lake.append import append_coverage
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Coverage
from folkmoot.wiring.beside import MOOT, read_deliveries
from folkmoot.wiring.intake import secrets_of, taken_in
from tests.web.cast import make_empty

NOW = datetime(2026, 3, 1)


@pytest.fixture
def lake(tmp_path) -> Lake:
    made = Lake.at(tmp_path / "lake")
    made.create()
    return made


def test_a_renamed_repository_keeps_the_name_of_the_lake(lake):
    from folkmoot.wiring.hooks import LOOK_AFTER, Names

    at = [0.0]
    names = Names(lake, "github", elapsed=lambda: at[0])
    assert names(5, "Example/New") == "github:example/new"
    state = json.dumps({"id": 5, "name": "example/new"})
    rows = [
        Coverage("github", "github:example/old", "measured.stars", None, NOW, NOW, True, "", state, 1),
        Coverage("gitee", "gitee:example/other", "measured.stars", None, NOW, NOW, True, "", '{"id": 6}', 1),
        Coverage("github", "github:example/odd", "measured.stars", None, NOW, NOW, True, "", "[]", 1),
    ]
    append_coverage(lake, rows)
    at[0] += LOOK_AFTER
    assert names(5, "Example/New") == "github:example/old"
    assert names(6, "example/six") == "github:example/six"


def test_the_lake_is_asked_for_names_once_in_some_seconds_not_with_each_delivery(lake, monkeypatch):
    from folkmoot.wiring.hooks import LOOK_AFTER, Names

    at, asked, version = [0.0], [], lake.version
    monkeypatch.setattr(lake, "version", lambda: (asked.append(at[0]), version())[1])
    names = Names(lake, "github", elapsed=lambda: at[0])
    assert names(5, "example/new") == "github:example/new"
    append_coverage(
        lake, [Coverage("github", "github:example/old", "measured.stars", None, NOW, NOW, True, "", '{"id": 5}', 1)]
    )
    for at[0] in (1.0, LOOK_AFTER - 0.1):
        assert names(5, "example/new") == "github:example/new"
    assert asked == [0.0]
    for at[0] in (LOOK_AFTER, LOOK_AFTER + 1, 1000.0):
        assert names(5, "example/new") == "github:example/old"
    assert asked == [0.0, LOOK_AFTER, 1000.0]


def test_only_what_the_settings_name_is_asked_about_where_a_body_cannot_be_trusted(lake):
    from folkmoot.wiring.hooks import Names

    names = Names(lake, "gitee", frozenset({"example", "other/kit"}))
    assert names(1, "Example/Any") == "gitee:example/any"
    assert names(2, "other/kit") == "gitee:other/kit"
    assert names(3, "other/secret") == ""


def test_secrets_come_from_the_environment_several_apart_by_commas(monkeypatch, tmp_path):
    for name in ("GITHUB", "GITEE", "ATOMGIT", "GITCODE"):
        monkeypatch.delenv(f"MOOT_HOOK_{name}_SECRET", raising=False)
    assert taken_in() == ()
    assert read_deliveries(tmp_path) is None
    monkeypatch.setenv("MOOT_HOOK_GITHUB_SECRET", " new, old ,,")
    monkeypatch.setenv("MOOT_HOOK_GITEE_SECRET", " , ")
    assert secrets_of("github") == ("new", "old")
    assert secrets_of("gitee") == secrets_of("../github") == secrets_of("") == ()
    assert taken_in() == ("github",)


def test_the_reader_ends_when_its_portal_was_killed(tmp_path):
    workspace = make_empty(tmp_path)
    words = [sys.executable, "-c", MOOT, "--workspace", str(workspace), "hooks", "process", "--watch", "--beside"]
    portal = f"import os, subprocess, time; words = {words!r}; words.append(str(os.getpid()))"
    portal += "; print(subprocess.Popen(words).pid, flush=True); time.sleep(150)"
    parent = subprocess.Popen([sys.executable, "-c", portal], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    reader = int(parent.stdout.readline())
    until = time.monotonic() + 120
    while not (workspace / "ledger.sqlite3").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.3)
    assert _lives(reader)
    parent.kill()
    parent.communicate()
    while time.monotonic() < until and _lives(reader):
        time.sleep(0.1)
    assert not _lives(reader)


def _lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 — no file of ours
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
