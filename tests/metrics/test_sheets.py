"""What indicators read from a sheet is what they say of the facts themselves."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.reference import DECLARED
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

WORK = """
2024-01-05T09:00  change.opened    kit!1  ann
2024-01-06T09:00  change.reviewed  kit!1  bo
2024-01-07T09:00  change.reviewed  kit!1  cy
2024-01-07T10:00  change.reviewed  kit!1  ann
2024-01-08T09:00  change.merged    kit!1  ann
2024-02-01T09:00  repo.starred     kit    dee
2024-02-02T09:00  repo.unstarred   kit    dee
2024-02-03T09:00  repo.forked      kit    eve
2024-03-03T09:00  issue.opened     kit#2  dee
"""  # February has neither a review nor anybody of D1; January no star
MONTHS = Periods.between([date(2024, month, 1) for month in (1, 2, 3, 4)], "UTC", "M")
WITH_SHEETS = sorted(name for name, each in INDICATORS.items() if each.sheet is not None)
assert DECLARED


def of_months(name: str, facts: object) -> dict[int, tuple[object, object]]:
    rows = rows_of(INDICATORS[name](facts, Scope(), MONTHS))
    return {row["period"].month: (row["value"], row["n"]) for row in rows}


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_a_sheet_that_is_given_says_the_same(name):
    facts = read_table(WORK)
    assert of_months(name, INDICATORS[name].sheet(facts, MONTHS)) == of_months(name, facts)


def test_a_month_without_any_has_no_row():
    """Others of the same sheet have one: January no star, February no review and nobody of D1 or D2."""
    facts = read_table(WORK)
    assert of_months("reviews", facts) == {1: (2, 2)}
    assert of_months("reviewers", facts) == {1: (2, 2)}
    assert of_months("d0_people", facts) == {1: (3, 3), 2: (2, 2), 3: (1, 1)}
    assert of_months("d1_people", facts) == {1: (3, 3), 3: (1, 1)}
    assert of_months("d2_people", facts) == {1: (1, 1)}
    assert of_months("new_stars", facts) == {2: (0, 2)}
    assert of_months("new_forks", facts) == {2: (1, 1)}
    assert of_months("new_watches", facts) == {}
