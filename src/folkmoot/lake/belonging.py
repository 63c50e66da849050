"""Who an account is at a moment, as rows that can be joined: one row for each stretch of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pyarrow as pa

from folkmoot.lake.tables import MOMENT, TEXT
from folkmoot.model.identity import Belonging, Identity
from folkmoot.model.scope import day_start

EARLIEST, LATEST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)
_FIRST_DAY, _LAST_DAY = date.min + timedelta(days=1), date.max - timedelta(days=1)  # a zone must not leave the calendar
_RANKS = {"corrected": 0, "declared": 1}  # anything else, a mail domain, comes after them

Stretch = tuple[datetime, datetime, str | None]  # from, until (not included), organisation

ACCOUNTS = pa.schema(
    [
        ("account", TEXT),
        ("person", TEXT),
        ("bot", pa.bool_()),
        ("from_at", MOMENT),
        ("until_at", MOMENT),
        ("organization", TEXT),
    ]
)


HANDED = pa.schema([("account", TEXT), ("number", TEXT), ("stands_for", TEXT)])


def handed_rows(identity: Identity) -> pa.Table:
    """Return for logins that two people have held whose events are whose, by the forge's number that events tell.

    Rows: one per login and number that has another login: what this one did as that number counts for the other login.
    """
    rows = [
        (one.account, number.partition(":")[2], login) for one in identity.reused for number, login in one.elsewhere
    ]
    return arrow_rows(rows, HANDED)


def account_rows(identity: Identity, zone: str) -> pa.Table:
    """Return every known account with its person, whether it is a robot, and where the person belonged when.

    Rows: one per account and stretch; an account's stretches follow each other from the first moment to the last.
    """
    belongings: dict[str, list[Belonging]] = defaultdict(list)
    for belonging in identity.belongings:
        belongings[belonging.person].append(belonging)
    stretches = {person: tuple(stretches_of(of_person, zone)) for person, of_person in belongings.items()}
    nowhere: tuple[Stretch, ...] = ((EARLIEST, LATEST, None),)
    rows = [
        (account, person, person in identity.people and identity.people[person].bot, *stretch)
        for account, person in identity.person_of.items()
        for stretch in stretches.get(person, nowhere)
    ]
    return arrow_rows(rows, ACCOUNTS)


def arrow_rows(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Return rows of plain values as an Arrow table."""
    columns = tuple(zip(*rows, strict=True)) or ((),) * len(schema)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema)


def stretches_of(belongings: Iterable[Belonging], zone: str) -> Iterator[Stretch]:
    """Yield who holds a person when, without gaps or overlaps: corrected before declared before mail domain.

    Edges: of two of the same rank the one that began later holds; days begin in ``zone``.
    """
    ranked = sorted(belongings, key=_later_last)
    spans = [(*_moments(belonging, zone), belonging.organization) for belonging in ranked]
    cuts = sorted({EARLIEST, LATEST, *(cut for span in spans for cut in span[:2])})
    last: Stretch | None = None
    for first, until in pairwise(cuts):
        holds = next((name for since, end, name in reversed(spans) if since <= first and until <= end), None)
        if last is not None and last[2] == holds:
            last = (last[0], until, holds)
        else:
            if last is not None:
                yield last
            last = (first, until, holds)
    if last is not None:
        yield last


def _later_last(belonging: Belonging) -> tuple[int, date, str]:
    return (-_RANKS.get(belonging.why, 2), belonging.since or date.min, belonging.organization)


def _moments(belonging: Belonging, zone: str) -> tuple[datetime, datetime]:
    return moments(belonging.since, belonging.until, zone)


def moments(since: date | None, until: date | None, zone: str) -> tuple[datetime, datetime]:
    """Return the moments between which the days ``since`` to ``until``, both included, lie; open ends are far away."""
    first = EARLIEST if since is None or since <= _FIRST_DAY else day_start(since, zone)
    return first, LATEST if until is None or until >= _LAST_DAY else day_start(until + timedelta(days=1), zone)
