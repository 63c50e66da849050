"""What people have done of what a clause of a ladder counts: the events themselves, and how many of them there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from folkmoot.metrics.threads import CHANGE, ISSUE, LABELS
from folkmoot.metrics.told import NO, told
from folkmoot.metrics.windows import month, within
from folkmoot.model.ladder import Count
from folkmoot.model.scope import Scope


def evidence(events: Any, everything: Any, count: Count, scope: Scope) -> Any:
    """Return the events of people that a clause counts, of those in ``events``, in the scope's window.

    ``everything``: all events of those places, also robots': who opened what, and which labels it bears, stands there.
    Edges: whoever's account is gone is nobody. With ``others`` only what is said on a change or issue counts of which it is
    known that somebody opened it and that it was not they. A label is the event's own, or was set on its
    subject at any time.
    """
    rows = within(events.filter(events.kind.isin(count.kinds), events.person.notnull()), scope)
    if count.words:
        title = told(rows.extra, "title").lower().fill_null("")
        rows = rows.filter(title.contains(count.words.lower()))
    if count.label:
        rows = _labelled(rows, everything, count.label.lower())
    return _of_others(rows, everything) if count.others else rows


def _labelled(rows: Any, everything: Any, label: str) -> Any:
    marked = everything.filter(everything.kind.isin(LABELS))
    marked = marked.filter(told(marked.extra, "label").lower() == label).select("subject").distinct()
    own = (told(rows.extra, "label").lower() == label).fill_null(NO)
    return rows.filter(own | rows.subject.isin(marked.subject))


def _of_others(rows: Any, everything: Any) -> Any:
    """Return the rows on what somebody is known to have opened, and never the person themselves."""
    opened = everything.filter(everything.kind.isin([CHANGE, ISSUE]), everything.subject != "")
    opened = opened.select("subject", person=opened.person.coalesce(opened.actor))
    return rows.semi_join(opened, "subject").anti_join(opened, ["subject", "person"])


def done(rows: Any, count: Count, zone: str, keys: Sequence[str] = ("person",)) -> Any:
    """How much is there of what the count asks?

    Rows: one per person (and further ``keys``): of events, subjects (different things they were done to), amount (of the
    events that tell one) and months (different ones, in the zone's days) those of which the count says how many, and
    first_at where it says an age.
    Edges: what one person did of one kind to one thing at one moment is one event, however often it is told; its amount
    is the largest that is told.
    """
    parts = []
    if count.events is not None or count.amount is not None:
        told_of = rows.group_by([*keys, "kind", "subject", "at"]).agg(amount=rows.amount.max())
        parts.append(told_of.group_by(list(keys)).agg(events=told_of.count(), amount=told_of.amount.sum().fill_null(0)))
    if count.subjects is not None:
        parts.append(rows.group_by(list(keys)).agg(subjects=rows.subject.nunique()))
    if count.months is not None:
        months = rows.select(*keys, month=month(rows, Scope(zone=zone))).distinct()
        parts.append(months.group_by(list(keys)).agg(months=months.count()))
    if count.age or not parts:
        parts.append(rows.group_by(list(keys)).agg(first_at=rows["at"].min()))
    return reduce(lambda one, other: _beside(one, other, keys), parts)


def _beside(one: Any, other: Any, keys: Sequence[str]) -> Any:
    joined = one.join(other, list(keys))
    return joined.select(
        *[one[name] for name in one.columns], *[other[name] for name in other.columns if name not in keys]
    )
