"""Certificates of levels and promotions whose work was reverted are told to operators, who revoke or keep them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.jobs import certifying, leveling
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.ledger import certificates as ledger
from folkmoot.ledger import numbers
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Coverage
from folkmoot.wiring import certifying as wiring
from folkmoot.wiring.house import House
from folkmoot.wiring.workspace import make_workspace
from tests.jobs.test_certifying import CHARTER, EVENTS, NOW, SHELL
from tests.reports.facts import events_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=50)
TWO = "all: [{title: {en: Two merged changes, zh: 合入 2 个变更}, count: {kinds: [change.merged], subjects: 2}}]"
REVERT = '2026-04-20T08:00  change.merged  kit!9  bo  reverts="gitee:example/kit!1"'
AGAIN = "2026-04-21T08:00  change.merged  kit!10  ann"


@pytest.fixture
def house(tmp_path: Path, monkeypatch) -> House:
    """Return a workspace in which Ann has a certificate of a level, for two merged changes; Cy merged one and has none."""
    for name in ("MOOT_CERTIFICATE_KEY", "MOOT_CERTIFICATE_RSA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "charter").mkdir()
    write(tmp_path)
    made = House(make_workspace(tmp_path / "w", tmp_path / "charter"))
    path = made.folder / "folkmoot.toml"
    path.write_text(path.read_text("utf-8") + 'address = "https://moot.example.org/"\n', "utf-8")
    made = House(made.folder)
    append_events(made.lake, list(events_of(EVENTS)))
    read(made, NOW)
    for name in ("ann", "bo", "cy"):
        leveling.give(made.homes(), name, actor=SHELL, now=NOW)
    list(wiring.due(made, NOW))
    assert ledger.about("level/1/st") is not None
    return made


def write(folder: Path, was: str = "", becomes: str = "") -> None:
    (folder / "charter" / "community.yaml").write_text(CHARTER.replace(was, becomes) if was else CHARTER, "utf-8")


def read(house: House, until: datetime) -> None:
    reading = Coverage("test", "gitee:example/kit", "change.merged", NOW - timedelta(days=900), until, until)
    append_coverage(house.lake, [reading])


def happens(house: House, *lines: str) -> House:
    append_events(house.lake, list(events_of("\n".join(lines))))
    read(house, LATER)
    return House(house.folder)


def due(house: House) -> tuple:
    return house.answer("certificates-due", {}, LATER.date()).rows


def test_a_level_that_is_not_met_without_reverted_work_is_told_with_what_is_left(house):
    assert due(house) == ()
    (row,) = due(happens(house, REVERT))
    assert (row["name"], row["title"].en) == ("Ann Author", "Level ST: Second")
    assert [(one["subject"], one["by"], one["by_at"]) for one in row["work"]] == [
        ("gitee:example/kit!1", "gitee:example/kit!9", datetime(2026, 4, 20, 8))
    ]  # fmt: skip
    assert not row["perhaps"]
    assert row["work"][0]["by_url"] == "https://gitee.com/gitee:example/kit!9"
    assert row["why"] == (
        "Work behind it was reverted: gitee:example/kit!1 on 2026-04-20 by gitee:example/kit!9. "
        "Without it: Two merged changes: 1 of 2 changes. / "
        "所依据的工作已被回退：gitee:example/kit!1（2026-04-20，由 gitee:example/kit!9 回退）。除去后：合入 2 个变更：1 / 2 个变更。"
    )


def test_nobody_falls_by_it_and_revoked_it_is_told_no_more(house):
    after = happens(house, REVERT)
    assert list(wiring.due(after, LATER)) == [], "people decide"
    assert numbers.one(1).letters == "ST"
    (row,) = due(after)
    gone = certifying.revoke(row["ident"], actor=SHELL, now=LATER, why=row["why"])
    assert "gitee:example/kit!9" in gone.revoked_why
    assert due(after) == ()
    assert numbers.one(1).letters == "ST"


@pytest.mark.parametrize(
    "lines",
    [
        ('2026-04-20T08:00  change.merged  kit!9  bo  reverts="gitee:example/kit!3"',),  # that is Cy's
        ('2026-04-20T08:00  change.merged  docs!9  bo  reverts="gitee:example/kit!1x"',),
        ('2026-01-02T08:00  change.merged  kit!9  bo  reverts="gitee:example/kit!1"',),  # before it was merged
        (REVERT, AGAIN),  # made up for since
    ],
)
def test_what_does_not_undo_the_level_is_not_told(house, lines):
    assert due(happens(house, *lines)) == ()


def test_what_makes_up_for_it_was_not_reverted_itself(house):
    undone = '2026-04-22T08:00  change.merged  kit!11  bo  reverts="gitee:example/kit!10"'
    assert len(due(happens(house, REVERT, AGAIN, undone))) == 1


def test_a_commit_that_names_the_merge_or_bears_the_title_reverts_it_too(house):
    merge = "a" * 40
    more = (
        f'2026-01-07T08:00  change.merged  kit!4  cy  parent="{merge}"',
        '2026-01-08T08:00  change.merged  kit!5  cy  title="five"',
    )
    after = happens(house, *more)
    list(wiring.due(after, NOW))
    assert numbers.one(3).letters == "ST"
    both = (
        f'2026-04-20T08:00  commit.authored  kit@{"b" * 40}  bo  reverts=["{merge}"]',
        '2026-04-20T09:00  change.merged  kit!9  bo  title="Revert:five"',
    )
    (row,) = due(happens(after, *both))
    assert [one["subject"] for one in row["work"]] == ["gitee:example/kit!4", "gitee:example/kit!5"]
    assert row["left"][0]["why"].en == "1 of 2 changes"


def test_one_of_several_conditions_that_is_met_without_it_is_enough(house, tmp_path):
    issues = "{title: {en: Two issues, zh: 2 个问题单}, count: {kinds: [issue.opened], subjects: 2}}"
    write(tmp_path, TWO, TWO.replace("all: [", f"any: [{issues}, "))
    after = happens(house, "2026-01-07T08:00  change.merged  kit!4  cy", "2026-01-08T08:00  issue.opened  kit#1  cy")
    list(wiring.due(after, LATER))
    assert ledger.about("level/3/st") is not None
    (row,) = due(happens(after, REVERT.replace("kit!1", "kit!3")))
    assert (row["name"], [one["clause"].en for one in row["left"]]) == ("Cy Outsider", ["Two merged changes"])
    assert row["perhaps"].en.startswith("Not everything was read"), "issues were not"
    assert due(happens(after, "2026-01-09T08:00  issue.opened  kit#2  cy")) == ()


def test_changed_conditions_are_not_judged(house, tmp_path):
    after = happens(house, REVERT)
    write(tmp_path, "subjects: 2", "subjects: 3")
    assert due(House(after.folder)) == ()
    write(tmp_path, TWO, "all: []")
    assert due(House(after.folder)) == ()


def test_kept_with_a_reason_it_is_told_again_only_when_more_is_reverted(house):
    after = happens(house, REVERT)
    (row,) = due(after)
    work = [one["subject"] for one in row["work"]]
    with pytest.raises(NotAllowed):
        certifying.keep(row["ident"], work, actor=Actor("ann"), now=LATER, why="x")
    with pytest.raises(BadInput, match="reason"):
        certifying.keep(row["ident"], work, actor=SHELL, now=LATER, why=" ")
    with pytest.raises(BadInput, match="waits for a decision"):
        certifying.keep(row["ident"], [], actor=SHELL, now=LATER, why="x")
    certifying.keep(row["ident"], work, actor=SHELL, now=LATER, why="It went in again.")
    assert due(after) == ()
    assert numbers.one(1).letters == "ST"
    assert house.ask("number", id="ann").about["spelled"].startswith("ST")
    assert len(due(happens(after, REVERT.replace("kit!1", "kit!2").replace("kit!9", "kit!8")))) == 1
