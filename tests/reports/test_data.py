"""Repositories, the quality of the data, events and search."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from folkmoot.metrics.registry import METRICS
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text
from folkmoot.reports.paging import LONGEST
from tests.reports.facts import CHARTER, DOCS, KIT, MAILS, READ, UNREAD, asking, by, homes_of


def test_repositories_say_how_they_were_read(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-03T00:00  commit.authored  kit@m  bo   merge=true
    2024-01-03T00:00  commit.authored  kit@n  ci-bot  merge=true
    """
    answer = asked("repositories")
    rows = by(answer, "repo")
    kit = rows[KIT]
    assert (kit["commits"], kit["merges"], kit["people"], kit["groups"]) == (1, 1, 2, ["compiler", "writing"])
    assert (kit["complete"], kit["read_at"]) == (True, READ)
    assert (rows[DOCS]["events"], rows[DOCS]["last_at"]) == (0, None)
    assert (rows[UNREAD]["events"], rows[UNREAD]["read_at"], rows[UNREAD]["complete"]) == (None, None, None)
    assert answer.sentence.en == "3 repositories; 1 of them never read, so their activity is unknown."
    assert set(by(asked("repositories", group="writing"), "repo")) == {KIT, DOCS}


def test_sources_count_what_is_in_the_lake_robots_among_them(asked):
    """
    2024-01-02T00:00  change.merged  kit!1  ann
    2024-01-02T00:00  change.merged  kit!2  ci-bot
    """
    rows = {(row["repo"], row["kind"]): row["rows"] for row in asked("data").parts["sources"].rows}
    assert (rows[KIT, "change.merged"], rows[DOCS, "change.merged"]) == (2, 0)


def test_every_metric_has_its_definition(asked):
    """Nothing happened."""
    rows = by(asked("data").parts["definitions"], "metric")
    assert set(rows) == set(METRICS)
    assert all(row["says"].en and row["says"].zh and row["version"] >= 1 for row in rows.values())


def test_findings_stand_worst_first(tmp_path):
    found = [
        Finding(Place("b.yaml", 3), "x", Severity.NOTE, Text("A note.", "提示。")),
        Finding(Place("a.yaml"), "y", Severity.ERROR, Text("An error.", "错误。"), subject="compiler"),
    ]
    homes = homes_of(tmp_path / "lake", "", charter=replace(CHARTER, findings=tuple(found)))
    rows = asking(homes)("data").parts["findings"].rows
    assert (rows[0]["severity"], rows[0]["line"], rows[0]["subject"]) == ("error", None, "compiler")
    assert any(row["check"] == "x" and row["line"] == 3 for row in rows)
    assert "y" in by(asking(homes)("group", id="compiler").parts["findings"], "check")


def test_events_come_newest_first_and_by_page(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-31T17:00  change.merged    kit!1  cy   title="Mend"
    2024-02-02T00:00  change.merged    kit!2  ann
    """
    answer = asked("events")
    assert [row["at"].day for row in answer.rows] == [2, 31, 2]
    assert (answer.found, answer.total, dict(answer.about)) == (3, 3, {"page": 1, "size": 100})
    assert [row["subject"] for row in asked("events", size="1", page="2").rows] == [f"{KIT}!1"]
    assert dict(asked("events", whole="yes").about) == {"page": 1, "size": LONGEST}
    assert asked("events", month="2024-02").found == 2
    assert asked("events", month="2024-01", kind="change.merged").found == 0
    assert asked("events", week="2024-02-02").found == 2
    assert asked("events", account="GITEE:cy").rows[0]["title"] == "Mend"
    assert asked("events", account="gitee:ann", until="2024-01").rows[0]["at"] == datetime(2024, 1, 2)
    for option, wrong in (("month", "May"), ("week", "x"), ("account", "gitee:nobody"), ("merges", "x")):
        with pytest.raises(BadQuestion):
            asked("events", **{option: wrong})


def test_search_finds_groups_people_repositories_and_pages(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  cy
    """

    def found(words):
        return [(row["type"], row["id"]) for row in asked("search", q=words).rows]

    assert set(found("outsider")) == {("person", "gitee:cy"), ("person", MAILS["cy"][:17])}  # only suggested to be one
    assert found("编译") == [("group", "compiler")]
    assert found("kit") == [("repo", KIT)]
    assert ("person", "ann") in found("gitee:ann")
    assert ("page", "people") in found("人员")
    assert ("proposal", "mep-fast") in found("faster")
    assert ("series", "compiler/weekly") in found("周会")
    assert found("") == []
    assert asked("search", q="gitee:ann").sentence.en == "1 match for “gitee:ann”."


def test_readings_are_found_by_source_words_and_state(tmp_path):
    broken = Coverage("forum", "forum:help", "post.published", None, READ, READ, complete=False, note="Broke off.")
    old = Coverage("git", KIT, "commit.authored", None, datetime(2024, 6, 1), datetime(2024, 6, 1))
    new = Coverage("git", DOCS, "commit.authored", None, READ, READ)
    measured = Coverage("github", KIT, "measured.stars", None, READ, READ, rows=3)
    asked = asking(homes_of(tmp_path / "lake", "", coverage=(broken, old, new, measured)))

    def found(**options):
        return [row["repo"] for row in asked("data", **options).parts["sources"].rows]

    assert found() == ["forum:help", DOCS, KIT, KIT]
    assert found(source="git") == [DOCS, KIT]
    assert found(q="broke") == ["forum:help"]
    assert found(state="incomplete") == ["forum:help"]
    assert found(state="stale") == [KIT]
    assert (found(size="2", page="2"), asked("data", size="2").parts["sources"].found) == ([KIT, KIT], 4)
    lines = by(asked("data").parts["by_source"], "source")
    assert {name: (row["repos"], row["rows"], row["incomplete"], row["stale"]) for name, row in lines.items()} == {
        "forum": (1, 0, 1, 0), "git": (2, 0, 0, 1), "github": (1, 0, 0, 0),
    }  # fmt: skip
    with pytest.raises(BadQuestion, match="state cannot be 'odd'"):
        found(state="odd")
