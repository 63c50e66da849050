"""One idea of now: a share, a list, a median and the need for attention speak of the same waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.event import Coverage
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from tests.reports.facts import BEGAN, CHARTER, DOCS, KIT, READ, asking, by, homes_of

WORDS = """
2024-06-01T00:00  change.opened    kit!1   cy
2024-06-01T10:00  change.reviewed  kit!1   bo
2024-06-02T00:00  change.opened    kit!2   cy
2024-06-05T00:00  change.reviewed  kit!2   bo
2024-06-11T00:00  change.opened    kit!3   cy
2024-06-05T00:00  change.opened    docs!4  cy
2024-06-06T20:00  change.opened    docs!5  cy
2024-06-05T05:00  change.reviewed  docs!4  bo
2024-06-07T00:00  change.opened    docs!6  cy  dirs=["docs"]
"""  # kit was read on the 15th, docs on the 8th: of docs!5 nobody knows after 28 hours, of docs!6 after a day
EARLY = datetime(2024, 6, 8)
TOLD = (
    *(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in ("change.opened", "commit.authored")),
    *(Coverage("test", DOCS, kind, BEGAN, EARLY, EARLY) for kind in ("change.opened", "commit.authored")),
)


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    return homes_of(tmp_path / "lake", WORDS, coverage=TOLD)


@pytest.mark.parametrize("where", [{}, {"group": "compiler"}, {"group": "writing"}, {"repo": DOCS}])
def test_the_share_in_two_days_leaves_over_what_the_list_of_slow_ones_holds(homes, where):
    asked = asking(homes)
    (tile,) = asked("board", names="answered_within_two_days", since="90d", **where).about["tiles"]
    listed = asked("answers", thing="change", state="slow", since="90d", **where).rows
    assert round((1 - tile["value"]) * tile["n"]) == len(listed)
    whole = asked("answers", thing="change", since="90d", **where).about["whole"]
    assert whole["kept"] == pytest.approx(tile["value"])


def test_a_silence_is_known_as_far_as_its_own_repository_was_read(homes):
    """kit!2 after 72 hours and kit!3 after more are late; what was read no further is not judged."""
    listed = asking(homes)("answers", thing="change", state="slow", since="90d").rows
    assert sorted(row["subject"].partition("/")[2] for row in listed) == ["kit!2", "kit!3"]
    hours = {
        row["subject"].partition("/")[2]: row["hours"]
        for row in asking(homes)("answers", state="all", since="90d").rows
    }
    assert (hours["docs!5"], hours["docs!6"]) == (28, 24)


def test_a_groups_number_is_one_wherever_it_stands(homes):
    """Half of kit: one after 10 hours, one after 72, one waits: 72. Half of docs: one after 5 hours, two wait for a day."""
    asked = asking(homes)
    answers = by(asked("answers", since="90d"), "group")
    compared = by(asked("compare", names="change_half_answered", since="90d"), "thing")
    needs = by(asked("attention"), "group")
    assert (
        answers["compiler"]["half"] == compared["compiler"]["change_half_answered"] == needs["compiler"]["hours"] == 72
    )
    assert (answers["writing"]["half"], needs["writing"]["hours"]) == (None, None)
    assert answers["writing"]["half_least"] == 24
    assert needs["writing"]["hours_why"].en == answers["writing"]["half_why"].en == "not yet half, after 24.0 hours"


def test_waiting_times_hold_everything_that_was_opened(homes):
    answer = asking(homes)("waiting-times", since="90d")
    assert answer.total == sum(row["answered"] + row["waiting"] + row["ended"] for row in answer.rows) == 6
    assert [row["answered"] for row in answer.rows[:6]] == [0, 0, 2, 0, 0, 1]
    assert asking(homes)("waiting-times", since="2023-01-01", until="2023-02-01").sentence.en.startswith(
        "Nothing of this kind"
    )


@pytest.mark.parametrize(("dirs", "value"), [("", None), ('dirs=["src"]', 0)])
def test_changes_of_a_folder_are_known_where_changes_tell_of_folders(tmp_path, dirs, value):
    """Writing looks after kit/docs: without a word about folders nobody can say whether kit!1 was there."""
    writing = next(one for one in CHARTER.groups if one.slug == "writing")
    folder = replace(writing, repositories=writing.repositories[1:])
    docs = replace(folder, slug="src", repositories=(replace(folder.repositories[0], path="src"),))
    words = f"2024-06-01T00:00  change.opened  kit!1  cy  {dirs}\n2024-06-01T10:00  change.reviewed  kit!1  bo"
    homes = homes_of(tmp_path / "lake", words, charter=replace(CHARTER, groups=(folder, docs)), coverage=TOLD)
    rows = by(asking(homes)("compare", names="open_changes,change_first_response", since="90d"), "thing")
    (tile,) = asking(homes)("board", names="open_changes", since="90d", group="writing").about["tiles"]
    assert tile["value"] == value
    if value is None:
        assert rows.get("src", {"change_first_response": None})["change_first_response"] is None
    else:
        assert rows["src"]["change_first_response"] == 10
    assert bool(asking(homes)("answers", since="90d", group="src").coverage) == (value is not None)


def test_a_flow_that_was_not_read_to_the_end_has_not_fallen(tmp_path):
    """
    2024-06-02T00:00  commit.authored  kit@1   ann
    2024-06-03T00:00  commit.authored  kit@2   bo
    2024-06-04T00:00  commit.authored  docs@3  cy
    2024-06-09T06:00  commit.authored  docs@4  cy
    """
    words = test_a_flow_that_was_not_read_to_the_end_has_not_fallen.__doc__ or ""
    alerts = (Alert("fewer", AlertRule(falls=0.3), Text("Fewer"), "active_people", window="7d"),
              Alert("none", AlertRule(below=1), Text("None"), "merged_changes", window="7d"))  # fmt: skip
    stopped = datetime(2024, 6, 10)

    def told(until: datetime, folder: str) -> tuple[dict[str, str], dict[str, tuple[float | None, float | None]]]:
        kinds = ("commit.authored", "change.merged")
        read = tuple(Coverage("test", repo, kind, BEGAN, until, until) for repo in (KIT, DOCS) for kind in kinds)
        homes = homes_of(tmp_path / folder, words, charter=replace(CHARTER, alerts=alerts), coverage=read)
        tiles = asking(homes)("board", names="active_people,merged_changes", since=str(date(2024, 6, 9))).about["tiles"]
        states = {row["id"]: row["state"] for row in asking(homes)("alerts").rows}
        return states, {tile["name"]: (tile["value"], tile["change"]) for tile in tiles}

    states, tiles = told(READ, "whole")
    assert states == {"fewer": "raised", "none": "raised"}
    assert tiles == {"active_people": (1, pytest.approx(-2 / 3)), "merged_changes": (0, None)}
    states, tiles = told(stopped, "cut")
    assert states == {"fewer": "unknown", "none": "unknown"}
    assert tiles == {"active_people": (1, None), "merged_changes": (None, None)}
