"""What somebody types becomes a question, or one sentence that says what there is instead."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question, Scope
from folkmoot.reports.question import days_of, first_day, last_day, moment_said, question_of, week_of
from tests.reports.facts import CHARTER, TODAY


def asked(name: str = "people", **parameters: str):
    return question_of(CHARTER, name, parameters, TODAY)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("", None), ("all", None), ("90d", date(2024, 3, 18)), ("1d", TODAY), ("2w", date(2024, 6, 2)),
        ("12m", date(2023, 6, 16)), ("1y", date(2023, 6, 16)), ("2023", date(2023, 1, 1)), ("2023-07", date(2023, 7, 1)),
        ("2023-07-04", date(2023, 7, 4)), ("today", TODAY), ("9999y", date(1900, 1, 2)),
    ],
)  # fmt: skip
def test_a_window_begins(said, first):
    assert first_day(said, TODAY) == first


@pytest.mark.parametrize(
    ("said", "last"),
    [("", None), ("today", TODAY), ("2023", date(2023, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-02-03", date(2024, 2, 3))],
)  # fmt: skip
def test_a_window_ends(said, last):
    assert last_day(said, TODAY) == last


def test_days_are_those_of_the_community():
    scope = asked(since="2024-01-01", until="2024-01-31").scope
    assert (scope.since_at, scope.until_at) == (datetime(2023, 12, 31, 16), datetime(2024, 1, 31, 16))
    assert asked(**{"from": "2024-01", "to": "2024-01"}).scope == scope


def test_lists_stand_between_commas_and_groups_are_known():
    scope = asked(group="Compiler, writing", org="EU", bots="in").scope
    assert (scope.groups, scope.orgs, scope.bots) == (("compiler", "writing"), ("EU",), True)


def test_months_and_weeks():
    assert days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert week_of("2024-06-16") == (date(2024, 6, 10), date(2024, 6, 16))


@pytest.mark.parametrize(
    ("name", "parameters", "sentence"),
    [
        ("peeple", {}, "There is no report 'peeple'. Did you mean: people?"),
        ("people", {"colour": "red"}, "'people' knows no 'colour'."),
        ("people", {"sise": "3"}, "Did you mean: size"),
        ("people", {"since": "yesterday"}, "'yesterday' is no day. Write 2026-03-01,"),
        ("people", {"since": "2024-02-30"}, "'2024-02-30' is no day."),
        ("people", {"since": "2024-13"}, "'2024-13' is no day."),
        ("people", {"since": "0001-01-01"}, "'0001-01-01' is too far away."),
        ("people", {"until": "9999-12-31"}, "'9999-12-31' is too far away."),
        ("people", {"since": "2024", "until": "2023"}, "The window ends (2023-12-31) before it begins (2024-01-01)."),
        ("people", {"group": "compilor"}, "There is no group 'compilor'. Did you mean: compiler?"),
        ("people", {"bots": "maybe"}, "bots cannot be 'maybe'."),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(name, parameters, sentence):
    with pytest.raises(BadQuestion) as error:
        asked(name, **parameters)
    assert sentence in str(error.value)


def test_empty_parameters_do_not_matter():
    assert asked(group="", since=" ") == asked()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-20T10:00", datetime(2026, 11, 20, 10)),
        ("2026-11-20T10:00Z", datetime(2026, 11, 20, 10)),
        ("2026-11-20T10:00:30+08:00", datetime(2026, 11, 20, 2, 0, 30)),
        ("2026-11-20", datetime(2026, 11, 20)),
        ("", None),
    ],
)
def test_a_moment_is_meant_in_utc_unless_it_names_its_offset(said, meant):
    assert moment_said(Question("motions", Scope(), date(2026, 11, 21), (("at", said),))) == meant


@pytest.mark.parametrize("said", ["soon", "0001-01-01T00:00+14:00", "2026-13-01"])
def test_what_is_no_moment_is_told_in_both_languages(said):
    with pytest.raises(BadQuestion) as told:
        moment_said(Question("motions", Scope(), date(2026, 11, 21), (("at", said),)))
    assert "2026-11-20T10:00" in told.value.said_in("en")
    assert told.value.said_in("zh").startswith("at 不能是")
