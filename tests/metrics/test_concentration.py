"""On how few shoulders it rests."""

from __future__ import annotations

import math
import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.concentration import (
    contributor_absence_factor,
    elephant_factor,
    onion,
    organization_shares,
    organizational_diversity,
)
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.shoulders import contributor_absence_factor as absence_factor
from folkmoot.metrics.shoulders import core_people, largest_organization_share, organization_count
from folkmoot.metrics.shoulders import elephant_factor as elephants
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))
WINTER = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")
CHAOSS = (1000, 202, 90, 33, 332, 343, 42, 433)


def commits(counts, words="", day="2024-01-02"):
    """Write so many commits for each person, or of each organisation."""
    return "\n".join(
        f"{day}T00:00 commit.authored kit@{who}.{number} {who} {words.format(who=who)}"
        for who, count in counts.items()
        for number in range(count)
    )


def factor_of(counts):
    (row,) = rows_of(contributor_absence_factor(read_table(commits(counts)), Scope()))
    return row["factor"]


def roles(counts):
    return {row["person"]: row["role"] for row in rows_of(onion(read_table(commits(counts)), Scope()))}


def test_the_published_example_of_the_absence_factor_gives_two():
    counts = {f"p{number}": count for number, count in enumerate(CHAOSS)}
    table = read_table(commits(counts))
    assert rows_of(contributor_absence_factor(table, Scope())) == [{"factor": 2, "people": 8, "contributions": 2475}]
    assert rows_of(absence_factor(table, Scope(), WINTER)) == [{"period": date(2024, 1, 1), "value": 2, "n": 2475}]


@pytest.mark.parametrize(
    ("counts", "factor"),
    [((5, 5), 1), ((1, 1, 1), 2), ((1,) * 8, 4), ((4, 1, 1, 1, 1), 1), ((3, 1, 1, 1, 1), 2), ((7,), 1)],
)
def test_exactly_half_is_enough(counts, factor):
    assert factor_of({f"p{number}": count for number, count in enumerate(counts)}) == factor


def test_of_nobody_the_factors_are_unknown(events):
    """
    2024-01-02T00:00  repo.starred  kit  cy  org=Company
    """
    assert rows_of(contributor_absence_factor(events, JANUARY)) == [{"factor": None, "people": 0, "contributions": 0}]
    (row,) = rows_of(elephant_factor(events, JANUARY))
    assert row == {"factor": None, "organizations": 0, "contributions": 0, "known": 0, "unknown_share": None}
    (row,) = rows_of(organizational_diversity(events, JANUARY))
    assert (row["organizations"], row["largest"], row["largest_share"], row["simpson"], row["entropy"]) == (
        0, None, None, None, None,
    )  # fmt: skip
    assert rows_of(onion(events, JANUARY)) == rows_of(core_people(events, Scope(), WINTER)) == []


def test_layers_end_at_80_and_95_per_cent():
    counts = {"ann": 60, "bo": 20, "cy": 10, "dora": 5, "eve": 5}
    assert roles(counts) == {"ann": "core", "bo": "core", "cy": "regular", "dora": "regular", "eve": "regular"}
    assert roles({"ann": 80, "bo": 16, "cy": 4}) == {"ann": "core", "bo": "regular", "cy": "visitor"}
    assert roles({"ann": 79, "bo": 16, "cy": 5}) == {"ann": "core", "bo": "core", "cy": "visitor"}
    assert roles({"ann": 1}) == {"ann": "core"}


def test_equal_people_stand_in_the_same_layer():
    assert set(roles({"ann": 1, "bo": 1, "cy": 1, "dora": 1}).values()) == {"core"}
    assert roles({"ann": 70, "bo": 10, "cy": 10, "dora": 10}) == dict.fromkeys(("ann", "bo", "cy", "dora"), "core")


def test_an_onion_says_shares(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-03T00:00  change.reviewed  kit!1  ann
    2024-01-03T00:00  issue.opened     kit#1  ann
    2024-01-04T00:00  mail.sent        kit#1  bo
    2024-01-04T00:00  repo.starred     kit    bo
    2024-02-04T00:00  mail.sent        kit#1  bo
    """
    assert rows_of(onion(events, JANUARY)) == [
        {"person": "ann", "role": "core", "contributions": 3, "share": 0.75, "above": 0.0},
        {"person": "bo", "role": "core", "contributions": 1, "share": 0.25, "above": 0.75},
    ]


def test_an_elephant_is_of_known_organisations_and_the_unknown_stands_apart():
    words = commits({"a": 5, "b": 3, "c": 2}, "org={who}") + "\n" + commits({"nobodys": 30})
    table = read_table(words)
    assert rows_of(elephant_factor(table, Scope())) == [
        {"factor": 1, "organizations": 3, "contributions": 40, "known": 10, "unknown_share": 0.75}
    ]
    assert rows_of(elephants(table, Scope(), WINTER)) == [{"period": date(2024, 1, 1), "value": 1, "n": 10}]
    assert rows_of(organization_shares(table, Scope())) == [
        {"organization": None, "contributions": 30, "people": 1, "share": None, "needed": False},
        {"organization": "a", "contributions": 5, "people": 1, "share": 0.5, "needed": True},
        {"organization": "b", "contributions": 3, "people": 1, "share": 0.3, "needed": False},
        {"organization": "c", "contributions": 2, "people": 1, "share": 0.2, "needed": False},
    ]


@pytest.mark.parametrize(("counts", "factor"), [(CHAOSS, 2), ((125,) * 8, 4), ((500, 100, 100, 100, 100, 100), 1)])
def test_the_published_examples_of_the_elephant_factor(counts, factor):
    words = commits({f"o{number}": count // 1 for number, count in enumerate(counts)}, "org={who}")
    assert rows_of(elephant_factor(read_table(words), Scope()))[0]["factor"] == factor


def test_diversity_of_equal_and_of_single_organisations():
    table = read_table(commits({"a": 5, "b": 5, "c": 5, "d": 5}, "org={who}"))
    (even,) = rows_of(organizational_diversity(table, Scope()))
    assert (even["organizations"], even["largest"], even["largest_share"], even["simpson"]) == (4, "a", 0.25, 0.75)
    assert even["entropy"] == pytest.approx(math.log(4))
    assert even["effective"] == pytest.approx(4)
    (single,) = rows_of(organizational_diversity(read_table(commits({"a": 5}, "org={who}")), Scope()))
    assert (single["simpson"], single["entropy"], single["effective"], single["largest_share"]) == (0, 0, 1, 1)


def test_each_period_stands_for_itself():
    words = [
        commits({"ann": 8, "bo": 1, "cy": 1}, "org=EU"), commits({"ann": 1, "bo": 1, "cy": 1, "dora": 1}, "org={who}", "2024-02-02"),
    ]  # fmt: skip
    table = read_table("\n".join(words))
    first, second = date(2024, 1, 1), date(2024, 2, 1)

    def values(indicator):
        return {row["period"]: (row["value"], row["n"]) for row in rows_of(indicator(table, Scope(), WINTER))}

    assert values(absence_factor) == {first: (1, 10), second: (2, 4)}
    assert values(core_people) == {first: (1, 3), second: (4, 4)}
    assert values(elephants) == {first: (1, 10), second: (2, 4)}
    assert values(organization_count) == {first: (1, 10), second: (4, 4)}
    assert values(largest_organization_share) == {first: (1.0, 10), second: (0.25, 4)}


people_counts = st.dictionaries(
    st.sampled_from(["ann", "bo", "cy", "dora", "eve", "fay"]), st.integers(1, 9), min_size=1, max_size=6
)


@given(counts=people_counts, seed=st.integers(0, 9))
@settings(max_examples=15, deadline=None)
def test_the_factor_and_the_onion_are_what_counting_by_hand_says(counts, seed):
    lines = commits(counts).splitlines()
    random.Random(seed).shuffle(lines)
    table, total = read_table("\n".join(lines)), sum(counts.values())
    ranked = sorted(counts.values(), reverse=True)
    factor = next(number for number in range(1, 9) if 2 * sum(ranked[:number]) >= total)
    assert rows_of(contributor_absence_factor(table, Scope()))[0]["factor"] == factor
    expected = {}
    for who, count in counts.items():
        more = sum(other for other in counts.values() if other > count)
        expected[who] = "core" if more < 0.8 * total else "regular" if more < 0.95 * total else "visitor"
    assert {row["person"]: row["role"] for row in rows_of(onion(table, Scope()))} == expected


@given(counts=people_counts)
@settings(max_examples=10, deadline=None)
def test_merging_two_people_never_raises_the_factor(counts):
    table = read_table(commits(counts))
    merged = table.mutate(person=table.person.replace("bo", "ann"))
    before, after = (rows_of(contributor_absence_factor(one, Scope()))[0]["factor"] for one in (table, merged))
    assert after <= before


@given(happened=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 89)), min_size=1, max_size=25))
@settings(max_examples=10, deadline=None)
def test_a_period_says_what_its_window_says(happened):
    lines = (f"{datetime(2024, 1, 1) + timedelta(days=day):%Y-%m-%dT%H:%M} commit.authored kit@{number} {who} org={who}"
             for number, (who, day) in enumerate(happened))  # fmt: skip
    table = read_table("\n".join(lines))
    found = {row["period"]: row["value"] for row in rows_of(elephants(table, Scope(), WINTER))}
    for span, after in pairwise([*WINTER.spans, None]):
        scope = Scope(span.since_at, after.since_at if after else span.until_at)
        assert found.get(span.first) == rows_of(elephant_factor(table, scope))[0]["factor"]
