"""The files of one mapping as a stream: what is new among them, file by file, and which rows were refused."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.model.drops import Drop
from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import stable_id
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.drop.client import Folder, Found
from folkmoot.sources.drop.read import SOURCE
from folkmoot.sources.drop.reading import Mapping, Outcome, facts_of, kinds_of

READER = "1"
"""Raised when files must be read again because the reading changed."""
TOLD = 3  # files that a remark names


@dataclass(frozen=True)
class DropStream:
    """One mapping's files. ``zone``: the community's time zone."""

    folder: Folder
    drop: Drop
    zone: str = "UTC"
    source = SOURCE

    @property
    def repo(self) -> str:
        """The mapping: ``drop:zoom``."""
        return f"{SOURCE}:{self.drop.name}"

    @property
    def name(self) -> str:
        """For people: which files."""
        return self.drop.files

    @property
    def kinds(self) -> tuple[str, ...]:
        """The event's kind and the measurements that the mapping declares."""
        return kinds_of(self.drop)

    def steps(self, state: Map[str, object], now: datetime) -> Iterator[Step]:
        """Read the files that are new or changed; a file that cannot be read lets the others go on.

        Edges: a changed file is read whole: ids leave out what is known. A changed mapping reads every file again;
        what was read by the old one stays. Complete: every row of every file was taken.
        """
        mapping = Mapping.of(self.drop, self.zone, now)
        version = stable_id(READER, self.zone, repr(mapping.drop))
        known = state.get("files") if state.get("mapping") == version else None
        before: Map[str, Any] = known if isinstance(known, dict) else {}
        files: dict[str, dict[str, Any]] = {}
        for found in self.folder.files(self.drop.files):
            if isinstance(found, SourceUnreadable):
                files[found.where] = {"fault": found.what.rstrip(".")}
            elif _is_same(before.get(found.path), found):
                files[found.path] = before[found.path]
            else:
                for facts, told in self._file(found, mapping):
                    files[found.path] = told
                    yield Step(facts, {"mapping": version, "files": {**before, **files}})
        since_at, until_at = _span(files)
        note = _note(files, self.drop)
        yield Step(Facts(), {"mapping": version, "files": files}, since_at, until_at, complete=not note, note=note)

    def _file(self, found: Found, mapping: Mapping) -> Iterator[tuple[Facts, dict[str, Any]]]:
        """Yield a file's facts and what is remembered of it: that it was read only with the last of them."""
        outcome = Outcome()
        held: Facts | None = None
        try:
            for facts in facts_of(self.folder, found.path, mapping, outcome):
                if held is not None:
                    yield held, {}
                held = facts
            same = self.folder.found(found.path) == found  # else it was written meanwhile: it is read again
        except SourceUnreadable as error:
            yield held or Facts(), {"fault": error.what.rstrip(".")}
            return
        told = {"size": found.size, "changed": found.changed} if same else {}
        moments = {"first": outcome.first, "last": outcome.last}
        span = {name: at.isoformat() for name, at in moments.items() if at}
        yield held or Facts(), {**told, **span, "rows": outcome.rows, "refused": outcome.refused}


def _is_same(known: Any, found: Found) -> bool:
    return isinstance(known, dict) and (known.get("size"), known.get("changed")) == (found.size, found.changed)


def _span(files: Map[str, Map[str, Any]]) -> tuple[datetime | None, datetime | None]:
    first = [datetime.fromisoformat(one["first"]) for one in files.values() if "first" in one]
    last = [datetime.fromisoformat(one["last"]) for one in files.values() if "last" in one]
    return min(first, default=None), max(last, default=None)


def _note(files: Map[str, Map[str, Any]], drop: Drop) -> str:
    """Return what is missing; empty when nothing is."""
    if not files:
        return f"no file of the drop folder matches {drop.files}"
    refused = {path: one for path, one in files.items() if one.get("refused")}
    faults = {path: one["fault"] for path, one in files.items() if "fault" in one}
    told: list[str] = []
    if refused:
        rows = sum(one["refused"] for one in refused.values())
        of = sum(one["rows"] for one in refused.values())
        verb = "row was" if rows == 1 else "rows were"
        told.append(f"{rows:,} of {of:,} {verb} refused: moot drop check {_listed(refused)}")
    told += [f"{path}: {fault}" for path, fault in list(faults.items())[:TOLD]]
    if len(faults) > TOLD:
        told.append(f"{len(faults) - TOLD} more files cannot be read")
    return "; ".join(told)


def _listed(paths: Map[str, object]) -> str:
    names = list(paths)
    return names[0] if len(names) == 1 else f"({len(names)} files, the first is {names[0]})"
