"""What was told of times that are over stays while nothing in them changes: always what would be told anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.lake.stating import spoken
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.periods import Periods
from folkmoot.model.identity import Correction
from folkmoot.model.scope import Scope
from folkmoot.reports.gauges import facts, values
from folkmoot.reports.homes import Homes

TODAY = date(2026, 5, 20)
ZONE = "Asia/Shanghai"
MONTHS = Periods.between([date(2026, month, 1) for month in range(1, 7)], ZONE, "M")
TIMES = Periods.between([date(2026, 1, 10), date(2026, 2, 1), date(2026, 4, 15), date(2026, 5, 21)], ZONE)
OVER = 3  # months, and two of the times, that end before the newest fortnight
SETTLING = [name for name, one in INDICATORS.items() if one.settles]


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> Homes:
    folder = tmp_path_factory.mktemp("settled")
    lake = Lake.at(folder / "lake")
    lake.create()
    tell(plan_of(today=TODAY, people=30, months=6, seed=7), folder / "charter", lake)
    return Homes(read_charter(folder / "charter"), lake)


def everything(homes: Homes, group: str = "") -> dict[str, Any]:
    scope = Scope(groups=(group,) if group else (), zone=ZONE)
    return {name: values(homes, INDICATORS[name], scope, MONTHS) for name in SETTLING}


@pytest.mark.parametrize("periods", [MONTHS, TIMES], ids=["months", "times"])
def test_what_comes_later_changes_nothing_of_what_settles(homes, periods):
    over = replace(periods, spans=periods.spans[: OVER if periods.length else OVER - 1])
    differ, filled = [], 0
    for name in SETTLING:
        indicator, scope = INDICATORS[name], Scope(zone=ZONE)
        about = facts(homes, indicator, scope)
        later = homes.rows(indicator(about, scope, periods))
        then = homes.rows(indicator(about.filter(about["at"] < over.until_at), scope, over))
        if _sorted(row for row in later if row["period"] <= over.spans[-1].first) != _sorted(then):
            differ.append(name)
        filled += bool(then)
    assert differ == []
    assert filled > len(SETTLING) * 0.8


def _sorted(rows: Iterable[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted((row["period"], row["value"], row["n"]) for row in rows)


def test_grown_readings_tell_what_new_ones_tell(homes, tmp_path):
    """New events of today, then old ones, then somebody found to be somebody else."""
    scope, one = Scope(zone=ZONE), INDICATORS["active_people"]
    table = homes.snapshot.events().order_by("id").limit(1500)
    rows = homes.snapshot.run(table)
    assert everything(homes)
    assert everything(homes, "compiler")
    for ago, settled in ((0, OVER + 1), (100, 1)):
        moment = pa.scalar(datetime(2026, 5, 20) - timedelta(days=ago), rows.schema.field("at").type)
        names = pa.array([f"{ago:03}{name}"[:32] for name in rows["id"].to_pylist()])
        again = rows.set_column(rows.schema.get_field_index("id"), "id", names)
        again = again.set_column(rows.schema.get_field_index("at"), "at", pa.repeat(moment, rows.num_rows))
        append_events(homes.lake, again)
        homes = Homes(homes.charter, homes.lake)
        homes.reading.prepare()
        stays = homes.reading.settled.of((one.name, ZONE, "M", spoken(facts(homes, one, scope))))
        assert len(stays) == settled
        assert everything(homes) == everything(_anew(homes, tmp_path / str(ago)))
    two = sorted(account for account in homes.identity.person_of if account.startswith("gitee:"))[:2]
    homes = replace(homes, corrections=(Correction("x", "merge", two[0], two[1]),), ledger_version="x")
    assert everything(homes) == everything(_anew(homes, tmp_path / "merged"))


def _anew(homes: Homes, folder: Path) -> Homes:
    shutil.copytree(homes.lake.folder, folder)
    return Homes(homes.charter, Lake.at(folder), homes.corrections, homes.ledger_version)
