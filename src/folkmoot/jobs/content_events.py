"""Published content becomes events: who wrote something is seen in the lake, once for each piece, as a contribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from folkmoot.jobs.contents import every
from folkmoot.jobs.telling import account_for, tell_coverage, told_until
from folkmoot.lake.append import append_events
from folkmoot.model.content import Piece
from folkmoot.model.event import Event, stable_id
from folkmoot.model.scope import Scope
from folkmoot.reports.content_course import measured_as
from folkmoot.reports.homes import Homes

SOURCE = "folkmoot-content"
PUBLISHED = "content.published"


@dataclass(frozen=True, slots=True)
class Counted:
    """What one run did: pieces that are published, events that were new, authors without an account."""

    pieces: int
    added: int
    unheard: tuple[str, ...] = ()


def publish_events(homes: Homes, now: datetime) -> Counted:
    """Put what is published into the lake: an event by its author, who is a declared person or an account. Run twice it adds nothing.

    Edges: what another source has told of, with the same address or as its channel measures it, and by the same person, is not told
    again; an author without an account cannot be told of, and the coverage says so. Errors: LakeBusy.
    """
    found = [one for one in every(homes) if one.publications]
    if not found:
        return Counted(0, 0)
    elsewhere = _told_elsewhere(homes)
    events, unheard = list[Event](), set[str]()
    for piece in found:
        account = account_for(homes, piece.author)
        if not account:
            unheard.add(piece.author)
        elif not _names(homes, piece, account) & elsewhere:
            events.append(_event(piece, account, now))
    added = append_events(homes.lake, events).added if events else 0
    note = f"{len(unheard)} authors without an account" if unheard else ""
    since = min(one.proposed_at for one in found)
    tell_coverage(homes, [told_until(SOURCE, PUBLISHED, since, now, note=note, rows=len(events))])
    return Counted(len(found), added, tuple(sorted(unheard)))


def _event(piece: Piece, account: str, now: datetime) -> Event:
    first, said = piece.publications[0], piece.details
    extra = {
        "title": said.title.en or said.title.zh, "group": said.group, "content": said.kind, "language": first.language,
        "channel": first.channel, "series": f"content:{said.holder}" if said.holder else "",
    }  # fmt: skip
    return Event(
        stable_id(SOURCE, PUBLISHED, str(piece.number)), first.at, PUBLISHED, account, subject=f"content:{piece.number}", url=first.url,
        source=SOURCE, seen_at=now, extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip


def _names(homes: Homes, piece: Piece, account: str) -> set[tuple[str, str]]:
    """Return by what another source may know a piece, each with who wrote it."""
    who = homes.identity.person_of.get(account, account)
    subjects = {subject for one in piece.publications for _name, subject, _counts in measured_as(homes, piece, one)}
    return {(name, who) for name in {*subjects, *(one.url for one in piece.publications)}}


def _told_elsewhere(homes: Homes) -> frozenset[tuple[str, str]]:
    table = homes.events(Scope(bots=True))
    told = table.filter(table.kind == PUBLISHED, table.source != SOURCE).select("subject", "url", "actor").distinct()
    return frozenset(_known(homes, told))


def _known(homes: Homes, told: object) -> Iterator[tuple[str, str]]:
    for row in homes.rows(told):
        who = homes.identity.person_of.get(row["actor"], row["actor"])
        yield from ((name, who) for name in (row["subject"], row["url"]) if name)
