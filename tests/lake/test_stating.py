"""A question put into SQL once tells the same as one put anew, whatever it is asked of."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis import _

from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.lake.stating import sentence
from folkmoot.model.scope import Scope
from tests.lake.facts import CAST, KIT, group, told_in

EVENTS = """
2026-01-01T00:00  change.opened    kit!1  ann
2026-01-02T00:00  change.reviewed  kit!1  bo
2026-02-02T00:00  change.opened    kit!2  bo
2026-02-03T00:00  change.opened    ops!1  ci-bot
"""
SCOPES = [
    Scope(),
    Scope(bots=True),
    Scope(groups=("kit",)),
    Scope(people=("bo",)),
    Scope(repos=("gitee:example/ops",), bots=True),
]


def by_month(table: Any) -> Any:
    days = pa.array([date(2026, 1, 1), date(2026, 2, 1)], pa.date32())
    months = ibis.memtable(pa.table({"month": days, "name": pa.array(["January", "February"])}))
    rows = table.group_by(month=table["at"].truncate("M").date()).agg(n=_.count(), who=_.person.nunique())
    return rows.inner_join(months, "month").select("name", "n", "who").order_by("name")


def subjects(table: Any) -> Any:
    opened = table.filter(table.kind == "change.opened")
    others = table.filter(table.kind != "change.opened").group_by("subject").agg(n=_.count())
    return opened.left_join(others, "subject").select("subject", "url", "n").order_by("subject")


@pytest.mark.parametrize("make", [by_month, subjects])
def test_what_is_asked_once_of_anything_is_what_is_asked_of_each(lake: Lake, make: Any) -> None:
    append_events(lake, told_in(EVENTS))
    reading = Reading(lake.snapshot(), CAST, [group("kit", KIT)])
    made = []

    def counted(table: Any) -> Any:
        made.append(table)
        return make(table)

    for scope in SCOPES:
        facts = reading.events(scope)
        asked = sentence(("test", make.__name__), facts.schema(), counted)
        assert reading.told(asked, facts) == reading.rows(make(facts))
    assert len(made) == 1
