"""Windows as a charter declares them."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.reports.days import window_of

TODAY = date(2026, 3, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("day", date(2026, 3, 17), date(2026, 3, 17)),
        ("week", date(2026, 3, 9), date(2026, 3, 15)),
        ("month", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("year", date(2025, 1, 1), date(2025, 12, 31)),
        ("90d", date(2025, 12, 19), TODAY),
        ("2w", date(2026, 3, 5), TODAY),
        ("12m", date(2025, 3, 19), TODAY),
    ],
)
def test_a_length_ends_today_and_a_name_is_the_last_whole_one(said: str, first: date, last: date) -> None:
    assert window_of(said, TODAY) == (first, last)
