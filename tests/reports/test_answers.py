"""Who answers slowly, what is open, and who reviews."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.identity import Correction
from folkmoot.rules.identity import pseudonym
from tests.reports.facts import BEGAN, DOCS, KIT, READ, asking, by, homes_of

KINDS = ("change.opened", "change.merged", "change.reviewed", "change.commented", "issue.opened", "issue.closed")
COVERAGE = tuple(Coverage("test", repo, kind, BEGAN, READ, READ) for repo in (KIT, DOCS) for kind in KINDS)

WORDS = """
2024-01-01T00:00  change.opened    kit!1   ann  title="Wheels"
2024-01-01T06:00  change.reviewed  kit!1   bo
2024-01-03T00:00  change.merged    kit!1   ann  merged_by="gitee:bo" added=3 removed=1
2024-05-01T00:00  change.opened    docs!2  ann  title="Words"
2024-05-05T00:00  change.commented docs!2  bo
2024-05-05T01:00  change.merged    docs!2  ann  merged_by="gitee:ann"
2024-05-02T00:00  change.opened    docs!3  cy
2024-06-14T03:00  change.opened    kit!4   cy
2024-02-01T00:00  issue.opened     kit#5   cy   title="Crash"
2024-02-01T02:00  issue.commented  kit#5   github:ann-a
2024-06-10T03:00  issue.opened     kit#6   ann
2024-06-10T04:00  issue.commented  kit#6   github:ann-a
2024-06-10T05:00  issue.commented  kit#6   ci-bot
"""


@pytest.fixture
def asked(tmp_path):
    return asking(homes_of(tmp_path / "lake", WORDS, coverage=COVERAGE))


def test_groups_with_what_waits_there(asked):
    answer = asked("answers")
    rows = by(answer, "group")
    assert {name: (row["opened"], row["answered"], row["waiting"]) for name, row in rows.items()} == {
        "compiler": (4, 2, 2), "writing": (2, 1, 1),
    }  # fmt: skip
    assert (rows["compiler"]["hours"], rows["compiler"]["half"]) == (4.0, 6.0)
    assert answer.sentence.en == (
        "In all the time that was read, 6 changes and issues were opened: half were answered within 4.0 days, 40% within "
        "two days; 3 wait for a first answer."
    )
    assert "6 个变更和问题单" in answer.sentence.zh
    assert [row["subject"][-1] for row in answer.parts["threads"].rows] == ["3", "6", "4"]


def test_the_window_is_of_openings_and_what_waits_is_a_state(asked):
    answer = asked("answers", by="repo", since="2024-06", thing="change")
    (row,) = [row for row in answer.rows if row["repo"] == DOCS]
    assert (row["opened"], row["waiting"], row["half"]) == (0, 1, None)
    assert not row["half_why"].en  # nothing was opened, so nothing can be said
    assert answer.total == 1
    assert answer.about["whole"]["waiting"] == 2


def test_people_who_answer(asked):
    rows = by(asked("answers", by="person"), "person")
    assert {name: (row["answered"], row["hours"]) for name, row in rows.items()} == {"bo": (2, 51.0), "ann": (1, 2.0)}
    assert rows["bo"]["opened"] is None


def test_months_and_organisations(asked):
    months = asked("answers", by="month").rows
    assert [(row["month"], row["opened"], row["waiting"]) for row in months] == [
        ("2024-01", 1, 0), ("2024-02", 1, 0), ("2024-05", 2, 1), ("2024-06", 2, 2),
    ]  # fmt: skip
    assert by(asked("answers", by="org"), "organization")["Example University"]["opened"] == 3
    assert [row["opened"] for row in asked("answers", by="none").rows] == [6]


def test_single_ones_with_how_long_they_wait(asked):
    answer = asked("answers", state="unanswered", size="2")
    assert answer.found == 3
    first, second = answer.rows
    assert first["subject"] == "gitee:example/docs!3"
    assert first["hours"] == (READ - datetime(2024, 5, 2)).total_seconds() / 3600
    assert (first["url"], first["groups"]) == ("https://gitee.com/gitee:example/docs!3", ["writing"])
    assert (second["name"], second["responder"]) == ("Ann Author", None)
    assert answer.sentence.en == (
        "3 changes and issues wait for a first answer at the end of the window, the longest wait first."
    )


def test_slow_ones_were_answered_late_or_wait(asked):
    rows = by(asked("answers", state="slow"), "subject")
    assert set(rows) == {"gitee:example/docs!2", "gitee:example/docs!3", "gitee:example/kit#6"}
    assert (rows["gitee:example/docs!2"]["hours"], rows["gitee:example/docs!2"]["responder"]) == (96.0, "Bo Maintainer")
    assert asked("answers", state="all", thing="issue").found == 2


def test_unanswered_at_the_end_of_an_earlier_window(asked):
    answer = asked("answers", state="unanswered", until="2024-05-04")
    assert [row["subject"][-1] for row in answer.rows] == ["2", "3"]


def test_what_nobody_read_is_unknown(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", "", coverage=COVERAGE[1:2]))("answers")
    assert answer.total is None
    assert answer.sentence.en == "Nothing was read for this yet, so it is unknown."


def test_a_hidden_asker_is_named_nowhere(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS, coverage=COVERAGE, corrections=(Correction("1", "hide", "ann"),)))
    (row,) = [row for row in asked("answers", state="unanswered").rows if row["name"] == pseudonym("ann")]
    assert (row["subject"], row["url"], row["title"]) == ("", "", "")


@pytest.mark.parametrize(
    ("name", "said"), [("answers", {"by": "age"}), ("backlog", {"state": "old"}), ("answers", {"thing": "x"})]
)
def test_an_unknown_choice_is_refused(asked, name, said):
    with pytest.raises(BadQuestion):
        asked(name, **said)


def test_what_is_open_by_age(asked):
    answer = asked("backlog")
    assert [(row["age"], row["open"], row["unanswered"], row["stale"]) for row in answer.rows] == [
        (0, 2, 2, 0), (2, 1, 1, 0), (3, 1, 0, 1),
    ]  # fmt: skip
    assert answer.total == 4
    assert answer.sentence.en == (
        "4 changes and issues are open, half of them for more than 25 days; 3 without an answer, 1 untouched for 90 days. "
        "In all the time that was read, 6 were opened and 2 closed: 0.33 for each opened."
    )
    assert [row["subject"][-1] for row in answer.parts["threads"].rows] == ["5", "3", "6", "4"]


def test_what_is_open_by_group_and_what_is_stale(asked):
    rows = by(asked("backlog", by="group"), "group")
    assert {name: row["open"] for name, row in rows.items()} == {"compiler": 3, "writing": 1}
    stale = asked("backlog", state="stale")
    assert [(row["title"], row["answered"]) for row in stale.rows] == [("Crash", True)]
    assert asked("backlog", state="unanswered", thing="issue").found == 1
    assert asked("backlog", until="2024-01-02", by="none").rows[0]["open"] == 1


def test_nothing_is_open(tmp_path):
    words = """
    2024-01-01T00:00  issue.opened  kit#1  ann
    2024-01-02T00:00  issue.closed  kit#1  bo
    """
    answer = asking(homes_of(tmp_path / "lake", words, coverage=COVERAGE))("backlog")
    assert answer.sentence.en == (
        "Nothing is open. In all the time that was read, 1 were opened and 1 closed: 1.00 for each opened."
    )


def test_reviewers_with_their_load(asked):
    answer = asked("reviewing")
    (bo,) = answer.rows
    assert (bo["name"], bo["reviews"], bo["share"], bo["answered"], bo["hours"]) == ("Bo Maintainer", 1, 1.0, 2, 51.0)
    assert answer.sentence.en == (
        "In all the time that was read, 1 person made 1 review: the busiest 100% of them, and 1 together at least half. "
        "Of 2 merged changes, 50% had no review."
    )


def test_merged_without_anybody_else(asked):
    assert [row["subject"] for row in asked("reviewing", state="unreviewed").rows] == ["gitee:example/docs!2"]
    (own,) = asked("reviewing", state="self").rows
    assert (own["title"], own["comments"]) == ("Words", 1)


def test_nobody_reviewed(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", "2024-01-01T00:00  change.opened  kit!1  ann", coverage=COVERAGE))(
        "reviewing"
    )
    assert (answer.rows, answer.total) == ((), 0)
