"""What stands under each number of the board opens as a list: in a whole invented community it holds as many rows as it says."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.lake import Lake
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.reports.ask import ask
from folkmoot.reports.gauges import gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from tests.reports import facts

TODAY = date(2026, 5, 20)
WINDOWS = ({"since": "12m"}, {"since": "2026-02", "until": "2026-02", "group": "one"})
assert facts  # it loads the reports

N = "how many things the number is made of"
PART = "the number's share of them"
REST = "those that the number leaves over"
TABLES = {"reviewer_concentration", "largest_organization_share"}
"""The share of one among all of them, who are listed with theirs."""
LISTED = {
    "new_stars": N, "build_minutes": N, "change_closure_ratio": "closed", "issue_closure_ratio": "closed",
    "answered_within_two_days": REST, "issues_answered_within_two_days": REST,
    "build_pass_rate": N, "d0_to_d1": N, "d1_to_d2": N,
}  # fmt: skip


def expected(name: str, value: float, n: int) -> float:
    """Return how many rows must be listed: as many as are counted, or as stand under a median, or make a share."""
    indicator = INDICATORS[name]
    how = LISTED.get(name) or (N if indicator.shows in ("hours", "days") or name == "change_size" else "")
    if how == N:
        return n
    if how == REST:
        return round((1 - value) * n)
    if how == "closed":
        return round(value * n / (1 + value))
    return round(value * n) if indicator.shows == "share" else value


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> Homes:
    """A small demo: some issues are opened again, some stars taken back, some people leave."""
    folder = tmp_path_factory.mktemp("under")
    lake = Lake.at(folder / "lake")
    lake.create()
    tell(plan_of(today=TODAY, people=90, months=15, seed=7), folder / "charter", lake)
    return Homes(read_charter(folder / "charter"), lake)


def asked(homes: Homes, report: str, **said: str):
    return ask(homes, question_of(homes.charter, report, said, TODAY))


def opened(homes: Homes, opens: str, window: dict[str, str]) -> int:
    report, _, query = opens.partition("?")
    said = {**window, **dict(parse_qsl(query))}
    paged = {"size": "1"} if report in ("events", "threads", "backlog") else {}
    answer = asked(homes, report, **said, **paged)
    return len(answer.rows) if answer.found is None else answer.found


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: "-".join(window.values()))
def test_every_number_opens_as_many_as_it_says(homes, window):
    group = max(homes.charter.groups, key=lambda one: len(one.repositories)).slug
    window = {**window, "group": group} if "group" in window else window
    wrong, told = [], 0
    for name, indicator in INDICATORS.items():
        if indicator.of == "measurements" or name in TABLES:
            continue
        read = gauge(homes, question_of(homes.charter, "board", window, TODAY), indicator, curve=False)
        if read.value is None:
            continue
        found = opened(homes, indicator.opens, window)
        told += 1
        if found != expected(name, read.value, read.n):
            wrong.append((name, read.value, read.n, found, indicator.opens))
    assert not wrong
    assert told > 30


@pytest.mark.parametrize(
    ("name", "by"),
    [("closed_issues", "month"), ("new_stars", "quarter"), ("left_people", "quarter"), ("good_first_issues", "month")],
)
def test_every_point_of_a_curve_opens_as_many_too(homes, name, by):
    answer = asked(homes, "indicator", name=name, by=by, since="12m")
    column = next(column for column in answer.columns if column.name == "value")
    rows = [row for row in answer.rows[:-1] if row["value"]]  # the last one still runs
    assert len(rows) >= 2
    for row in rows[-3:]:
        report, _, query = column.opens.partition("?")
        said = {key: str(row[value[1:-1]]) if value[0] == "{" else value for key, value in parse_qsl(query)}
        paged = {"size": "1"} if report == "events" else {}
        assert asked(homes, report, **said, **paged).found == expected(name, row["value"], row["n"]), row


def test_stars_say_how_many_were_taken_back(homes):
    (tile,) = asked(homes, "board", names="new_stars", since="12m").about["tiles"]
    told = asked(homes, "events", kind="repo.starred,repo.unstarred", of="acts", since="12m").sentence
    assert f"are {tile['value']:,.0f}, newest first" in told.en
    assert tile["value"] < tile["n"]
