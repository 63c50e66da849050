"""How much happened, by one thing or another."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.model.errors import BadQuestion
from tests.reports.facts import by


def counts(answer, key):
    return {name: row["events"] for name, row in by(answer, key).items()}


def test_merged_changes_by_account_person_and_month(asked):
    """
    2024-01-02T00:00  change.merged    kit!1   ann
    2024-01-31T17:00  change.merged    kit!2   github:ann-a
    2024-02-03T00:00  change.merged    docs!3  cy
    2024-02-03T00:00  change.merged    docs!4  ci-bot
    2024-02-03T00:00  commit.authored  docs@a  cy
    """
    merged = {"kind": "change.merged"}
    assert asked("activity", **merged).total == 3
    assert counts(asked("activity", by="account", **merged), "account") == {
        "gitee:ann": 1,
        "github:ann-a": 1,
        "gitee:cy": 1,
    }
    assert counts(asked("activity", by="person", **merged), "person") == {"ann": 2, "gitee:cy": 1}
    assert counts(asked("activity", by="month", **merged), "month") == {"2024-01": 1, "2024-02": 2}
    assert counts(asked("activity", by="account", bots="in", **merged), "account")["gitee:ci-bot"] == 1
    assert counts(asked("activity"), "kind") == {"change.merged": 3, "commit.authored": 1}


def test_an_event_of_two_groups_counts_for_both_and_once_in_the_total(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a   ann  dirs=["docs"]
    2024-01-03T00:00  commit.authored  kit@b   ann  dirs=["src"]
    2024-01-04T00:00  change.merged    kit!1   ann
    2024-01-05T00:00  commit.authored  docs@a  ann
    2024-01-06T00:00  issue.opened     gitee:example/other#1  ann
    """
    answer = asked("activity", by="group")
    assert answer.total == 5
    assert counts(answer, "group") == {"compiler": 3, "writing": 2}
    assert answer.sentence.en == "5 events; 2 groups took part in them, and an event of two groups counts for both."
    assert counts(asked("activity", by="group", group="writing"), "group") == {"writing": 2}
    assert asked("activity", group="writing,compiler").total == 4


def test_organisations_hold_at_the_events_time_and_the_unknown_stands_apart(asked):
    """
    2023-12-31T15:00  commit.authored  kit@a  ann
    2023-12-31T17:00  commit.authored  kit@b  ann
    2024-01-05T00:00  commit.authored  kit@c  bo
    """
    answer = asked("activity", by="org")
    assert counts(answer, "organization") == {"Example University": 1, None: 2}
    assert answer.sentence.en == "3 events by people of 1 organisation; the organisation is unknown for 2 of them."
    assert answer.sentence.zh == "1 个组织的人员共 3 个事件，其中 2 个的组织未知。"


def test_weeks_begin_on_the_communitys_monday(asked):
    """
    2024-01-07T15:00  commit.authored  kit@a  ann
    2024-01-07T17:00  commit.authored  kit@b  ann
    """
    assert counts(asked("activity", by="week"), "week") == {date(2024, 1, 1): 1, date(2024, 1, 8): 1}


def test_pages_hold_rows_and_say_how_many_there_are(asked):
    """
    2024-01-07T15:00  commit.authored  kit@a  ann
    2024-01-07T17:00  commit.authored  kit@b  bo
    2024-01-07T17:00  commit.authored  kit@c  cy
    """
    answer = asked("activity", by="person", page="2", size="2", sort="name")
    assert (len(answer.rows), answer.found, answer.total) == (1, 3, 3)
    assert dict(answer.about) == {"by": "person", "page": 2, "size": 2}
    for wrong in ("0", "-1", "x", "1.5"):
        with pytest.raises(BadQuestion, match="Write a whole number"):
            asked("activity", page=wrong)


def test_one_is_singular_and_thousands_are_separated(asked):
    """
    2024-01-07T15:00  commit.authored  kit@a  ann
    """
    assert asked("activity", by="person").sentence.en == "1 event by 1 person."
    assert asked("activity", by="repo", until="2023").sentence.en == "Nothing was seen in this window."


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [("by", "persn", "Did you mean: person"), ("sort", "x", "sort cannot be 'x'"), ("kind", "comit.authored", "commit.authored")],
)  # fmt: skip
def test_unknown_values_are_told(asked, option, value, sentence):
    """Nothing happened."""
    with pytest.raises(BadQuestion, match=sentence):
        asked("activity", **{option: value})
