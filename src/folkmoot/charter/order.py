"""The one order of what a charter declares, so that the same declarations are equal wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.model.community import Minutes


def in_order(charter: Charter) -> Charter:
    """Return ``charter`` with people and proposals by id, groups by slug, minutes by group and day, drops by name."""
    return replace(
        charter,
        people=tuple(sorted(charter.people, key=lambda person: person.id)),
        groups=tuple(sorted(charter.groups, key=lambda group: group.slug)),
        proposals=tuple(sorted(charter.proposals, key=lambda proposal: proposal.id)),
        minutes=tuple(sorted(charter.minutes, key=_minutes)),
        drops=tuple(sorted(charter.drops, key=lambda drop: drop.name)),
    )


def _minutes(each: Minutes) -> tuple[str, date, str, str]:
    return each.group, each.day or date.min, each.document, each.title
