"""Where a person belongs when: stretches of time that leave no gap and never overlap."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lake.belonging import EARLIEST, LATEST, account_rows, moments, stretches_of
from folkmoot.model.identity import Belonging
from tests.lake.facts import CAST

DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 3, 1)), st.sampled_from([date.min, date.max]))
BELONGINGS = st.builds(
    Belonging, st.just("ann"), st.sampled_from(["A", "B", "C"]), DAYS, DAYS,
    st.sampled_from(["declared", "corrected", "mail domain"]),
)  # fmt: skip


@given(st.lists(BELONGINGS, max_size=6))
def test_stretches_fill_all_time_without_overlap(belongings: list[Belonging]) -> None:
    found = list(stretches_of(belongings, "UTC"))
    assert found[0][0] == EARLIEST
    assert found[-1][1] == LATEST
    assert all(before[1] == after[0] and before[2] != after[2] for before, after in pairwise(found))


@given(st.lists(BELONGINGS, max_size=6), st.dates(date(2024, 1, 1), date(2024, 3, 1)))
def test_on_each_day_the_highest_record_holds(belongings: list[Belonging], day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12)
    held = next(name for first, until, name in stretches_of(belongings, "UTC") if first <= noon < until)
    here = [one for one in belongings if (one.since or date.min) <= day <= (one.until or date.max)]
    ranks = {"corrected": 0, "declared": 1, "mail domain": 2}
    best = min((ranks[one.why] for one in here), default=None)
    assert (held is None) == (not here)
    assert not here or held in {one.organization for one in here if ranks[one.why] == best}


def test_a_last_day_is_included_and_open_ends_are_far_away() -> None:
    assert moments(date(2024, 1, 1), date(2024, 1, 1), "UTC") == (datetime(2024, 1, 1), datetime(2024, 1, 2))
    assert moments(None, None, "Asia/Shanghai") == (EARLIEST, LATEST)
    assert moments(date(2024, 1, 1), None, "Asia/Shanghai")[0] == datetime(2024, 1, 1) - timedelta(hours=8)


def test_each_account_has_its_person_and_each_of_their_stretches() -> None:
    rows = account_rows(CAST, "UTC").to_pylist()
    ann = [row["organization"] for row in rows if row["account"] == "github:ann-a"]
    assert ann == ["Example University", "Example Ltd"]
    assert [row["bot"] for row in rows if row["account"] == "gitee:ci-bot"] == [True]
