"""Mailing lists from the settings: one stream for each list, wherever its mails lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.mail.stream import MailingList
from folkmoot.wiring.settings import FILE, MailSource
from folkmoot.wiring.streams import Place

if TYPE_CHECKING:
    from folkmoot.sources.mail.client import Archive


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield each list; several tables with one list are one stream. Errors: WorkspaceBroken for one without a place."""
    lists: dict[str, list[MailSource]] = {}
    for source in place.settings.mail:
        if not source.path and not source.url:
            raise WorkspaceBroken(
                f"the list '{source.list}' has neither a path nor a url.",
                where=FILE,
                mend="Give its [[mail]] table the path of an mbox file, or the url of a HyperKitty archive.",
            )
        lists.setdefault(source.list.strip().lower(), []).append(source)
    for address, sources in lists.items():
        yield MailingList(
            address,
            tuple(place.folder / source.path for source in sources if source.path),
            tuple(_archive(source.url, address) for source in sources if source.url),
            min((source.since for source in sources if source.since), default=None),
        )


def _archive(url: str, address: str) -> Archive:
    from folkmoot.sources.mail.client import Archive  # the network library takes its time

    return Archive.at(url, address)
