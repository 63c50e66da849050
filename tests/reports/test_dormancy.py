"""Dormant groups in the homes: what was read, what was not, minutes on file, and a dormant group that shows life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from folkmoot.model.community import Minutes
from folkmoot.model.dormancy import SHOWS, DormancyRule
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Group, GroupRepository, Kind, Term
from folkmoot.model.text import Text
from tests.reports.facts import BEGAN, CHARTER, DOCS, KIT, READ, UNREAD, asking, by, homes_of

OLD = "2023-10-02T00:00  commit.authored  docs@1  ann\n2024-06-01T00:00  commit.authored  kit@2  bo"
DAY = timedelta(days=1)
KINDS = (*SHOWS, "meeting.attended")


def group(slug: str, repo: str, **more: object) -> Group:
    roles = (Term("ann", "maintainer", since=date(2020, 1, 1)),)
    return Group(Kind.SIG, slug, Text(slug), roles=roles, repositories=(GroupRepository(repo),), **more)  # type: ignore[arg-type]


GROUPS = (
    group("docs", DOCS),
    group("kit", KIT, status="dormant"),
    group("unread", UNREAD),
    group("over", UNREAD, status="archived"),
)
RULE = DormancyRule("small", events=1)


def read(*repos: str) -> tuple[Coverage, ...]:
    return tuple(Coverage("test", repo, kind, BEGAN, READ, READ) for repo in (*repos, "") for kind in KINDS)


def asked(folder, **more):
    charter = replace(CHARTER, groups=GROUPS, dormancy=(RULE,), **more)
    return by(asking(homes_of(folder / "lake", OLD, charter=charter, coverage=read(KIT, DOCS)))("dormancy"), "group")


def test_quiet_is_dormant_only_where_everything_was_read(tmp_path):
    found = asked(tmp_path)
    assert {slug: (row["word"], row["signal"]) for slug, row in found.items()} == {
        "docs": ("dormant", "rest"), "kit": ("alive", "revive"), "unread": ("unknown", ""),
    }  # fmt: skip
    assert [(one["name"], one["word"], one["found"]) for one in found["docs"]["clauses"]] == [
        ("events", "met", 0), ("meetings", "met", 0), ("leads", "met", 0),
    ]  # fmt: skip
    assert "the last on 2023-10-02" in found["docs"]["clauses"][0]["says"].en
    assert "not everything was read" in found["unread"]["why"].en


def test_notes_on_file_show_that_it_met(tmp_path):
    found = asked(tmp_path, minutes=(Minutes("docs", date(2024, 5, 2)),))
    assert found["docs"]["word"] == "alive"


def test_what_the_portal_tells_later_makes_nothing_unread(tmp_path):
    before = READ - 9 * DAY
    forges = [Coverage("test", repo, kind, BEGAN, before, before) for repo in (KIT, DOCS) for kind in SHOWS]
    portal = Coverage("portal", "", "meeting.attended", BEGAN, READ, READ)
    charter = replace(CHARTER, groups=GROUPS, dormancy=(RULE,))
    found = by(
        asking(homes_of(tmp_path / "lake", OLD, charter=charter, coverage=(*forges, portal)))("dormancy"), "group"
    )
    assert found["docs"]["word"] == "dormant"


def test_attention_says_so(tmp_path):
    charter = replace(CHARTER, groups=GROUPS, dormancy=(RULE,))
    told = by(asking(homes_of(tmp_path / "lake", OLD, charter=charter, coverage=read(KIT, DOCS)))("attention"), "group")
    assert "dormant" in [one["kind"] for one in told["docs"]["reasons"]]
    assert "dormant" not in [one["kind"] for one in told["unread"]["reasons"]]
