"""What the board's declarations name: groups, repositories and people, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.model.finding import Place


class Named(NamedTuple):
    """Something that is named: where, by what, and which; empty: nothing of that sort."""

    place: Place
    by: str
    group: str = ""
    repo: str = ""
    person: str = ""


def named(charter: Charter) -> Iterator[Named]:
    """Yield what targets, alerts, annotations and answers of evaluations name."""
    for target in charter.targets:
        yield Named(target.place, target.id, target.group, target.repo, target.owner)
        for one in target.activities:
            yield Named(nearest(one.place, target.place), target.id, person=one.owner)
    for alert in charter.alerts:
        yield Named(alert.place, alert.id, alert.group, alert.repo)
    for mark in charter.annotations:
        yield Named(mark.place, str(mark.title), mark.group, mark.repo)
    for evaluation in charter.evaluations:
        for answer in evaluation.answers:
            place = nearest(answer.place, evaluation.place)
            yield Named(place, answer.item, answer.group, answer.repo, answer.by)
