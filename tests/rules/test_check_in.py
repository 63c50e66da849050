"""A code of the check-in is good while it is shown and one step longer; nobody makes one without the secret."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rules.check_in import SECONDS, code_of, judge, shown_for

AT = datetime(2026, 3, 20, 11, 0, 5)
SECRET = "s3cret"


@given(st.integers(0, 3 * SECONDS))
def test_a_code_is_good_until_the_one_after_it_goes(seconds):
    code = code_of(SECRET, "walk", AT)
    word = judge(SECRET, "walk", code, AT + timedelta(seconds=seconds))
    assert word == ("good" if seconds < shown_for(AT) + SECONDS else "expired")


def test_the_screen_shows_another_code_as_soon_as_there_is_one():
    assert shown_for(AT) == 15
    assert code_of(SECRET, "walk", AT + timedelta(seconds=14)) == code_of(SECRET, "walk", AT)
    assert code_of(SECRET, "walk", AT + timedelta(seconds=15)) != code_of(SECRET, "walk", AT)


def test_a_code_of_another_event_secret_or_time_to_come_is_not_good():
    code = code_of(SECRET, "walk", AT)
    assert judge(SECRET, "talk", code, AT) == judge("other", "walk", code, AT) == "forged"
    assert judge(SECRET, "walk", code, AT - timedelta(minutes=1)) == "expired"
