"""From settings to streams: one module for each kind of source, found by its ``streams_of``."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter
from folkmoot.model.facts import Stream
from folkmoot.wiring.settings import Settings


@dataclass(frozen=True)
class Place:
    """Where the streams come from: a workspace's folder, its settings, and the charter when a source needs it."""

    folder: Path
    settings: Settings

    @cached_property
    def charter(self) -> Charter:
        """The declarations: repositories to read, and the mapping of dropped files."""
        return read_charter((self.folder / self.settings.charter).absolute())


StreamsOf = Callable[[Place], Iterator[Stream]]


def kinds() -> tuple[str, ...]:
    """Return every kind of source that has streams, as ``folkmoot.toml`` names it."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def streams(place: Place, only: str = "") -> Iterator[Stream]:
    """Yield every configured stream, or those of one kind of source; what is not configured is not even imported."""
    for name in kinds():
        if only in ("", name) and getattr(place.settings, name):
            make: StreamsOf = import_module(f"{__name__}.{name}").streams_of
            yield from make(place)
