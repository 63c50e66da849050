"""The drop folder: one stream for each mapping that the charter declares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.drop.client import Folder
from folkmoot.sources.drop.stream import DropStream
from folkmoot.sources.drop.trial import Trial, trials
from folkmoot.wiring.streams import Place


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield a stream for each declared mapping; none as long as there is no drop folder."""
    folder = folder_of(place)
    if not folder.root.is_dir():
        return
    for drop in place.charter.drops:
        yield DropStream(folder, drop, place.charter.community.zone)


def tried(place: Place, said: str, here: Path, now: datetime, rows: int) -> Iterator[Trial]:
    """Yield what the files of the drop folder, or the one that is ``said``, would bring.

    Errors: SourceUnreadable for a file outside the folder, WorkspaceBroken when there is no drop folder.
    """
    folder = folder_of(place)
    if not folder.root.is_dir():
        raise WorkspaceBroken("there is no drop folder.", where=str(folder.root), mend="Make it, and drop files there.")
    only = folder.path_of(said, here) if said else ""
    yield from trials(folder, place.charter.drops, place.charter.community.zone, now, only, rows)


def folder_of(place: Place) -> Folder:
    """Return the drop folder of a workspace; it need not be there."""
    return Folder((place.folder / place.settings.drop).absolute())
