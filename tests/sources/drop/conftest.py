"""A drop folder, and reading its files by a mapping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.model.drops import Drop, DropActor
from folkmoot.model.event import Event, Measurement
from folkmoot.model.facts import Facts
from folkmoot.sources.drop.client import Folder
from folkmoot.sources.drop.reading import Mapping, Outcome, facts_of

NOW = datetime(2026, 11, 21)
SHEET = Drop(
    "sheet", "*", kind="meeting.attended", at="{时间|time}", unit="minutes", amount="{时长}", subject="sheet:{会议}",
    actor=DropActor(forge="gitee", login="{Gitee}", mail="{邮箱}", name="{姓名|name}", names="meeting"),
)  # fmt: skip
HEAD = "时间,姓名,邮箱,Gitee,会议,时长"


@dataclass
class Box:
    """A drop folder that a test fills."""

    root: Path
    facts: Facts = field(default_factory=Facts)
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def folder(self) -> Folder:
        return Folder(self.root)

    def put(self, name: str, content: str | bytes) -> str:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def read(self, name: str, drop: Drop = SHEET, zone: str = "Asia/Shanghai") -> Facts:
        """Read a file by a mapping."""
        self.outcome = Outcome()
        self.facts = sum(facts_of(self.folder, name, Mapping.of(drop, zone), self.outcome), Facts())
        return self.facts

    @property
    def problems(self) -> list[str]:
        return [str(problem) for problem in self.outcome.problems]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    root = tmp_path / "drop"
    root.mkdir()
    return Box(root)


Told = Callable[[Facts], list[str]]


def told(facts: Facts) -> list[str]:
    """Return facts as lines: ``2026-11-03T11:00 meeting.attended zoom:bo zoom:1 55``."""
    rows: tuple[Event | Measurement, ...] = (*facts.events, *facts.measurements)
    return [
        " ".join(map(str, (one.at.isoformat(timespec="minutes"), *(
            (one.kind, one.actor, one.subject, one.amount) if isinstance(one, Event) else (one.name, one.subject, one.amount)
        ))))
        for one in rows
    ]  # fmt: skip
