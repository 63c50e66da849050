"""The one order of what a charter declares, so that the same declarations are equal wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.model.annotations import Annotation
from folkmoot.model.community import Minutes


def in_order(charter: Charter) -> Charter:
    """Return ``charter`` with people and proposals by id, groups by slug, minutes by group and day, drops by name.

    Annotations stand by day. Targets, scores, evaluations, alerts and ladders keep their order: whoever declared them chose it.
    """
    return replace(
        charter,
        people=tuple(sorted(charter.people, key=lambda person: person.id)),
        groups=tuple(sorted(charter.groups, key=lambda group: group.slug)),
        proposals=tuple(sorted(charter.proposals, key=lambda proposal: proposal.id)),
        minutes=tuple(sorted(charter.minutes, key=_minutes)),
        drops=tuple(sorted(charter.drops, key=lambda drop: drop.name)),
        annotations=tuple(sorted(charter.annotations, key=_annotation)),
    )


def _minutes(each: Minutes) -> tuple[str, date, str, str]:
    return each.group, each.day or date.min, each.document, each.title


def _annotation(each: Annotation) -> tuple[date, date, str, str, str, str]:
    return each.day, each.until or each.day, each.group, each.repo, each.title.en, each.title.zh
