"""Content as it stands: pieces from the ledger, with the readings of their views from there and from the lake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.content import KINDS, LANGUAGES, LEVELS, STATES, Counts, Piece, Publication, Reading
from folkmoot.model.errors import BadQuestion
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.content import fold, pieces
from folkmoot.rules.content_views import Known, newest

PROGRAMME = "content"
VIEWS = "views"
ELSEWHERE = Text("elsewhere", "其他渠道")
AT = Text("The UTC moment as of which it is told; else the end of today.", "截至哪一 UTC 时刻；缺省为今天结束时。")
Key = tuple[int, str, str]
"""A publication: number, channel, language."""


@dataclass(frozen=True)
class Views:
    """The readings of every publication that has any."""

    readings: Mapping[Key, tuple[Reading, ...]] = field(default_factory=dict)

    def of(self, piece: Piece, one: Publication) -> tuple[Reading, ...]:
        """Return the readings of one publication."""
        return self.readings.get((piece.number, one.channel, one.language), ())

    def known(self, piece: Piece, one: Publication, now: datetime) -> Known | None:
        """Return how often one publication was viewed."""
        return newest(self.of(piece, one), one.at, now)

    def total(self, piece: Piece, now: datetime) -> Known | None:
        """Return how often a piece was viewed on all its channels; not exact where some of them are not known; None: none is."""
        found = [self.known(piece, one, now) for one in piece.publications]
        known = [one for one in found if one]
        if not known:
            return None
        exact = len(known) == len(found) and all(one.exact for one in known)
        return Known(sum(one.amount for one in known), max(one.at for one in known), exact=exact)


def every(homes: Homes) -> tuple[Piece, ...]:
    """Return every piece, by number; none without a ledger."""
    if not homes.ledger:
        return ()
    from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

    return pieces(logs(PROGRAMME))


def one_piece(homes: Homes, said: str) -> Piece:
    """Return a piece by its number. Errors: BadQuestion for none."""
    found = None
    if homes.ledger and said.isascii() and said.isdecimal() and len(said) < 10:
        from folkmoot.ledger.programmes import acts  # it needs the ledger to be connected

        found = fold(int(said), acts(PROGRAMME, str(int(said))))
    if found is None:
        raise BadQuestion(f"There is no piece of content '{said[:40]}'.", mend="See the list: moot ask content.")
    return found


def views_of(homes: Homes, found: Iterable[Piece]) -> Views:
    """Return the readings of the pieces' views: those that sources measure, and those that people wrote down."""
    kept, made = tuple(found), dict[Key, list[Reading]]()
    zone = homes.charter.community.zone
    wanted = _subjects(homes, kept)
    for row in _measured(homes, wanted):
        for key, counts in wanted[row["name"], row["subject"]]:
            made.setdefault(key, []).append(Reading(row["at"], row["amount"], counts))
    for piece in kept:
        for one in piece.written:
            if one.amount is not None:
                at = min(one.at, _end_of(one.day, zone))
                made.setdefault((piece.number, one.channel, one.language), []).append(
                    Reading(at, one.amount, one.counts, one.by)
                )
    return Views({key: tuple(sorted(each, key=lambda one: one.at)) for key, each in made.items()})


def _end_of(day: Any, zone: str) -> datetime:
    local = datetime.combine(day, time(23, 59), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def _subjects(homes: Homes, found: Sequence[Piece]) -> dict[tuple[str, str], list[tuple[Key, Counts]]]:
    """Return which publications each measurement, by name and subject, tells of."""
    wanted: dict[tuple[str, str], list[tuple[Key, Counts]]] = {}
    for piece in found:
        for one in piece.publications:
            key = (piece.number, one.channel, one.language)
            for name, subject, counts in measured_as(homes, piece, one):
                wanted.setdefault((name, subject), []).append((key, counts))
    return wanted


def measured_as(homes: Homes, piece: Piece, one: Publication) -> list[tuple[str, str, Counts]]:
    """Return under which names and subjects a source may tell the views of a publication, and what their numbers say.

    What its channel declares; and ``content:NUMBER/CHANNEL``, as a file of readings names it, which is ``content:NUMBER`` where it is
    published in one place alone.
    """
    found: list[tuple[str, str, Counts]] = []
    channel = homes.charter.channel_by_id.get(one.channel)
    counts: Counts = "cumulative"
    if channel is not None and channel.views is not None:
        counts = channel.views.counts
        said = {
            "id": last_step(one.url),
            "url": one.url,
            "piece": str(piece.number),
            "channel": one.channel,
            "language": one.language,
        }
        subject = channel.views.subject
        for name, value in said.items():
            subject = subject.replace(f"{{{name}}}", value)
        found.append((channel.views.name, subject, counts))
    if sum(1 for each in piece.publications if each.channel == one.channel) == 1:
        found.append((VIEWS, f"content:{piece.number}/{one.channel}", counts))
    if len(piece.publications) == 1:
        found.append((VIEWS, f"content:{piece.number}", counts))
    return found


def last_step(url: str) -> str:
    """Return the last step of an address's path: what tells a video or an article from others."""
    steps = [one for one in urlsplit(url).path.split("/") if one]
    return unquote(steps[-1]) if steps else url


def _measured(homes: Homes, wanted: Mapping[tuple[str, str], object]) -> list[dict[str, Any]]:
    if not wanted:
        return []
    table = homes.snapshot.measurements_table()
    names, subjects = {name for name, _subject in wanted}, {subject for _name, subject in wanted}
    told = table.filter(table.name.isin(sorted(names)), table.subject.isin(sorted(subjects)))
    rows = homes.rows(told.select("name", "subject", "at", "amount"))
    return [row for row in rows if (row["name"], row["subject"]) in wanted and row["amount"] is not None]


def row_of(homes: Homes, piece: Piece, now: datetime, views: Known | None = None) -> dict[str, Any]:
    """Return a piece as a row of a list, with nothing that is private in it."""
    said, known = piece.details, homes.charter.channel_by_id
    group = homes.charter.group_by_slug.get(said.group)
    indicator = INDICATORS.get(said.indicator)
    channels = (
        tuple(dict.fromkeys([*(one.channel for one in piece.publications)])) if piece.publications else said.channels
    )
    return {
        "number": piece.number, "title": homes.faces.masked(said.title), "kind": said.kind, "kind_name": KINDS[said.kind],
        "state": piece.state, "state_name": STATES[piece.state], "group": said.group,
        "group_name": group.name if group else Text(said.group, said.group),
        "author": person_of(homes, piece.author), "author_name": author_of(homes, piece),
        "proposer": person_of(homes, piece.proposer), "proposer_name": homes.faces.name_of(piece.proposer) or None,
        "channels": [name_of_channel(homes, one) for one in channels], "channel_ids": list(channels),
        "language": said.language, "language_name": LANGUAGES.get(said.language), "level": said.level, "level_name": LEVELS.get(said.level),
        "indicator": said.indicator, "indicator_name": indicator.title if indicator else None, "campaign": said.campaign,
        "planned_at": said.planned_at, "published_at": piece.published_at, "proposed_at": piece.proposed_at,
        "url": piece.publications[0].url if piece.publications else "", "overdue": piece.is_overdue(now),
        "views": None if views is None else round(views.amount), "views_exact": None if views is None else views.exact,
        "holder": said.holder or None, "part": said.part or None, "release": said.release,
        "zone": next((known[one].zone for one in channels if one in known and known[one].zone), ""),
    }  # fmt: skip


def person_of(homes: Homes, person: str) -> str:
    """Return the public id of who wrote or proposed something; "" for an account here that nobody has seen at work."""
    return homes.faces.id_of(person) if person and homes.faces.known(person) else ""


def author_of(homes: Homes, piece: Piece) -> str | None:
    """Return how a piece's author is named: as they want to be, else as everybody is; None: nobody has taken it."""
    if not piece.author:
        return None
    if piece.details.byline and not homes.faces.is_hidden(piece.author):
        return homes.faces.masked_words(piece.details.byline)
    return homes.faces.name_of(piece.author)


def name_of_channel(homes: Homes, channel: str) -> Text:
    """Return what a channel is called; one that is declared no more by its id."""
    known = homes.charter.channel_by_id.get(channel)
    return known.title if known else Text(channel, channel) if channel else ELSEWHERE
