"""A dry run: what the files of the drop folder would bring, and what would be refused. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from folkmoot.model.drops import Drop
from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Event, Measurement
from folkmoot.sources.drop.client import SAVE_AS, Folder, is_workbook
from folkmoot.sources.drop.reading import Mapping, Outcome, facts_of


@dataclass
class Trial:
    """What one file would bring by one mapping. ``fault``: why it cannot be read at all; then it brings nothing."""

    file: str
    drop: str
    counts: Counter[str] = field(default_factory=Counter)  # events by kind, measurements as measured.NAME
    first: list[Event | Measurement] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    fault: SourceUnreadable | None = None

    @property
    def is_right(self) -> bool:
        """Whether everything in it would be taken."""
        return not self.fault and not self.outcome.refused


def trials(
    folder: Folder, drops: Iterable[Drop], zone: str, now: datetime, only: str = "", rows: int = 5
) -> Iterator[Trial]:
    """Yield a trial for each file and mapping that takes it; a file that no mapping takes gets one that says so.

    ``only``: one file, by its path below the folder. ``rows``: how many events and measurements are shown of each.
    """
    taken: set[str] = set()
    for drop in drops:
        for found in folder.files(drop.files):
            path = found.where if isinstance(found, SourceUnreadable) else found.path
            if only in ("", path):
                taken.add(path)
                fault = found if isinstance(found, SourceUnreadable) else None
                yield Trial(path, drop.name, fault=fault) if fault else _tried(folder, path, drop, zone, now, rows)
    for found in folder.files():
        path = found.where if isinstance(found, SourceUnreadable) else found.path
        if only in ("", path) and path not in taken:
            yield Trial(path, "", fault=_untaken(path))


def _untaken(path: str) -> SourceUnreadable:
    if is_workbook(path):
        return SourceUnreadable("it is a spreadsheet's workbook, which is not read.", where=path, mend=SAVE_AS)
    mend = f"Declare one in the charter: drops: [{{name: …, files: {PurePosixPath(path).parent / '*'}, preset: …}}]."
    return SourceUnreadable("no mapping takes this file.", where=path, mend=mend)


def _tried(folder: Folder, path: str, drop: Drop, zone: str, now: datetime, rows: int) -> Trial:
    trial = Trial(path, drop.name)
    known: set[str] = set()
    try:
        for facts in facts_of(folder, path, Mapping.of(drop, zone, now), trial.outcome):
            told: tuple[Event | Measurement, ...] = (*facts.events, *facts.measurements)
            for one in told:
                if one.id in known:
                    continue
                known.add(one.id)
                trial.counts[one.kind if isinstance(one, Event) else f"measured.{one.name}"] += 1
                trial.first += [one] if len(trial.first) < rows else []
    except SourceUnreadable as error:
        trial.fault = error
    return trial
