"""Gauges of many things at once: every group, repository or organisation in one statement for each indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.lake.each import THING, by_group
from folkmoot.lake.stating import sentence
from folkmoot.metrics.indicator import Indicator
from folkmoot.metrics.periods import Periods
from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, Scope
from folkmoot.reports.gauges import Found, Gauge, apart, coverage_for, facts, named, read, unknown, windows_of
from folkmoot.reports.homes import Homes

FIELDS: Mapping[str, str] = {"group": "groups", "repo": "repos", "org": "orgs"}
ALL = ("now", "before", "year_ago")


def about(question: Question, by: str, thing: str) -> Question:
    """Return the same question about one thing: a group, a repository or an organisation."""
    return Question(question.name, question.scope.with_(**{FIELDS[by]: (thing,)}), question.today)


def gauges(
    homes: Homes, question: Question, indicator: Indicator, by: str, things: Iterable[str], *, only: Collection[str] = ALL
) -> dict[str, Gauge]:  # fmt: skip
    """Return the gauge of each thing, without its curve: what ``gauge`` returns when it is asked of one after another.

    ``only``: which windows are wanted; what is not wanted may be None.
    """
    covering: dict[str, tuple[Coverage, ...]] = {}
    made: dict[str, Gauge] = {}
    alike: dict[tuple[tuple[str, Any], ...], list[str]] = {}
    for thing in things:
        inside = about(question, by, thing)
        covering[thing] = coverage_for(homes, indicator, inside.scope)
        if covering[thing]:
            alike.setdefault(tuple(windows_of(inside, covering[thing]).items()), []).append(thing)
        else:
            made[thing] = unknown(indicator, inside.scope)
    for windows, same in alike.items():
        found: dict[str, Found] = {thing: {} for thing in same}
        for periods, names in apart(dict(windows), question.scope.zone):
            if {"now", *only}.intersection(chain.from_iterable(names)):
                told = values_of_each(homes, indicator, question.scope, periods, by, same)
                for thing in same:
                    found[thing] |= named(indicator, periods, names, told.get(thing, {}))
        made |= {
            thing: read(about(question, by, thing), indicator, covering[thing], one) for thing, one in found.items()
        }
    return made


def values_of_each(
    homes: Homes, indicator: Indicator, scope: Scope, periods: Periods, by: str, things: Sequence[str]
) -> dict[str, dict[Any, tuple[float | None, int]]]:  # fmt: skip
    """Return the value and the number of things under it of each thing and period in which there is something."""
    wide = scope.with_(**{FIELDS[by]: ()})
    about_all, ever = facts(homes, indicator, wide), Scope(zone=scope.zone)
    asked = sentence(
        (indicator.name, scope.zone, periods), about_all.schema(), lambda table: indicator(table, ever, periods)
    )
    every = _of_every(homes, indicator, about_all, by, things)
    told: dict[str, dict[Any, tuple[float | None, int]]] = {}
    for row in homes.reading.told_of_each(asked, every, things):
        if row["period"] is not None:
            told.setdefault(row[THING], {})[row["period"]] = (row["value"], row["n"] or 0)
    return told


def _of_every(homes: Homes, indicator: Indicator, about_all: Any, by: str, things: Sequence[str]) -> Any:
    """Add to facts the thing that each of them is about; a fact of two groups stands for both."""
    if indicator.of == "measurements":
        return _measured(homes, about_all, by, things)
    if by == "group":
        return by_group(about_all)
    return about_all.mutate(**{THING: about_all.repo if by == "repo" else about_all.organization})


def _measured(homes: Homes, table: Any, by: str, things: Sequence[str]) -> Any:
    """Measurements belong to a repository, under each of its names, and to the groups that look after it or a part of it."""
    if by == "repo":
        pairs = [(repo, same) for repo in things for same in homes.same(repo)]
    else:
        pairs = [(slug, repo) for repo, slugs in homes.groups_of.items() for slug in slugs]
    columns = {THING: pa.array([thing for thing, _ in pairs], pa.string()),
               "owned": pa.array([repo for _, repo in pairs], pa.string())}  # fmt: skip
    owned = ibis.memtable(pa.table(columns))
    joined = table.join(owned, table.subject == owned.owned)
    return joined.select(*[table[name] for name in table.columns], owned[THING])
