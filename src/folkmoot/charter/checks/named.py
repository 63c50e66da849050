"""What the board's declarations name: groups, repositories and people, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.model.finding import Place
from folkmoot.model.release import ReleasePlan


class Named(NamedTuple):
    """Something that is named: where, by what, and which; empty: nothing of that sort."""

    place: Place
    by: str
    group: str = ""
    repo: str = ""
    person: str = ""


def named(charter: Charter) -> Iterator[Named]:
    """Yield what targets, alerts, annotations, answers of evaluations and release plans name."""
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
    for plan in charter.releases:
        yield from _released(plan)


def _released(plan: ReleasePlan) -> Iterator[Named]:
    yield Named(plan.place, plan.id, plan.group, person=plan.owner)
    for part in plan.components:
        yield Named(plan.place, plan.id, part.group, person=part.owner)
    for repo in (*plan.repos, *(repo for part in plan.components for repo in part.repos)):
        yield Named(plan.place, plan.id, repo=repo)
    items = (one.owner for part in plan.components for one in part.items)
    for owner in (*items, *(one.owner for one in plan.stages)):
        yield Named(plan.place, plan.id, person=owner)
