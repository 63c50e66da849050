"""Windows in a community's own days."""

from datetime import date, datetime

from folkmoot.model.scope import Question, Scope, window


def test_a_day_begins_in_the_zone_of_the_community():
    since, until = window(date(2024, 1, 31), date(2024, 2, 1), "Asia/Shanghai")
    assert since == datetime(2024, 1, 30, 16)
    assert until == datetime(2024, 2, 1, 16)


def test_a_day_with_a_clock_change_is_as_long_as_it_is():
    since, until = window(date(2024, 3, 10), date(2024, 3, 10), "America/Los_Angeles")
    assert (until - since).total_seconds() == 23 * 3600


def test_open_ends_stay_open():
    assert window(None, None, "UTC") == (None, None)


def test_an_option_that_was_not_given_is_the_other_value():
    question = Question("people", Scope(), date(2026, 1, 1), (("sort", "name"),))
    assert question.option("sort") == "name"
    assert question.option("page", "1") == "1"
