"""The points ledger filled: accepted tasks, what declared rules count in the lake, and contests whose result is final."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

import ibis

from folkmoot.metrics.told import told
from folkmoot.model.scope import Scope
from folkmoot.model.task import CONTEST
from folkmoot.model.task_log import Deed, Entry
from folkmoot.model.text import Text, text_of
from folkmoot.reports.contest_course import course_of
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.task_course import TaskBook
from folkmoot.rules.points import ledger

ONCE = frozenset({"issue.opened", "change.opened", "change.merged"})
"""Kinds of which two sources may tell the same thing: it counts once, by its subject."""


class PointBook:
    """The points ledger at a moment."""

    def __init__(self, homes: Homes, at: datetime) -> None:
        self.homes, self.at = homes, at
        self.tasks = TaskBook(homes, at)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order of time, with the running total of its person."""
        deeds = (*self._events(), *self._contests())
        return ledger(self.tasks.awards(), self.homes.charter.points, deeds, self.at)

    @property
    def is_known(self) -> bool:
        """Whether there is anything that could give points."""
        charter = self.homes.charter
        return bool(charter.points) or (self.homes.ledger and bool(charter.tasks))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Kinds of events that rules count and no source was read for: what they would give is unknown."""
        read = {row.kind for row in self.homes.coverage}
        return tuple(sorted({one.kind for one in self.homes.charter.points if one.kind != CONTEST} - read))

    def _events(self) -> Iterator[Deed]:
        kinds = sorted({one.kind for one in self.homes.charter.points} - {CONTEST})
        if not kinds:
            return
        homes, zone = self.homes, self.homes.charter.community.zone
        events = homes.events(Scope())
        counted = events.filter(events.kind.isin(kinds), events["at"] <= ibis.literal(self.at, "timestamp(6)"))
        groups: dict[str, set[str]] = {}
        for row in homes.rows(homes.reading.grouped(counted).select("id", "group").distinct()):
            groups.setdefault(row["id"], set()).add(row["group"])
        rows = counted.select("id", "at", "kind", "person", "subject", "repo", title=told(counted.extra, "title"))
        for row in homes.rows(rows):
            if row["person"]:
                yield self._deed(row, tuple(sorted(groups.get(row["id"], ()))), zone)

    def _deed(self, row: dict[str, Any], groups: tuple[str, ...], zone: str) -> Deed:
        what = row["subject"] or row["repo"] or ""
        ident = f"{row['kind']}:{what}" if row["kind"] in ONCE and row["subject"] else row["id"]
        return Deed(
            ident,
            row["at"],
            local_day(row["at"], zone),
            row["kind"],
            row["person"],
            groups,
            text_of(row["title"]),
            what,
        )

    def _contests(self) -> Iterator[Deed]:
        charter = self.homes.charter
        if not self.homes.ledger or not any(one.kind == CONTEST for one in charter.points):
            return
        for declared in charter.contests:
            course = course_of(self.homes, declared.id)
            seen = course.live(self.at)
            if seen.approved is None or seen.approved.at > self.at:
                continue
            day, title = local_day(seen.approved.at, charter.community.zone), course.plan.title or Text(declared.id)
            for line in seen.people_ranked:
                if line.points and line.rank:
                    yield Deed(
                        f"{declared.id}:{line.id}", seen.approved.at, day, CONTEST, line.id,
                        (course.plan.group,) if course.plan.group else (), title, declared.id, line.points,
                    )  # fmt: skip
