"""The hard cases of identity, from sightings and decisions to answers: each is one test."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.jobs.correct import correct, undo
from folkmoot.lake.append import append_sightings
from folkmoot.ledger import corrections
from folkmoot.model.actor import Actor
from folkmoot.model.event import Sighting
from folkmoot.model.identity import Correction
from folkmoot.model.people import account_of
from folkmoot.reports.homes import Homes
from tests.reports.facts import CHARTER, asking, by, homes_of
from tests.rules.facts import ANN, ANN_HOME, BO, decided, person, saw, who

pytestmark = pytest.mark.django_db

SHELL = Actor("cli:bo", operator=True)

BEFORE_AND_AFTER = """
2024-01-10T00:00  commit.authored  kit@a  github:dee
2024-02-10T00:00  commit.authored  kit@b  github:dee
2024-03-10T00:00  change.merged    kit!1  github:dee-new
2024-03-11T00:00  issue.opened     kit#2  github:ghost
"""


def homes(folder, *made: Correction) -> Homes:
    found = homes_of(folder / "lake", BEFORE_AND_AFTER, corrections=made)
    seen = [Sighting(f"github:{login}", also="github-id:42", why="verified") for login in ("dee", "dee-new")]
    append_sightings(found.lake, seen)
    return Homes(CHARTER, found.lake, made, "cases")


def test_a_renamed_login_is_counted_as_one_person(tmp_path):
    """github:dee is renamed to github:dee-new in March: one person with three events, found under both names."""
    asked = asking(homes(tmp_path))
    (row,) = [row for row in asked("people").rows if row["events"]]
    assert (row["id"], row["events"]) == ("github:dee", 3) or (row["id"], row["events"]) == ("github:dee-new", 3)
    for name in ("github:dee", "github:dee-new"):
        assert asked("person", id=name).about["id"] == row["id"]
        assert [one["account"] for one in asked("person", id=name).about["accounts"]] == [
            "github:dee",
            "github:dee-new",
        ]
    assert "id:42" not in str(asked("person", id="github:dee"))


def test_an_employer_change_counts_each_event_where_they_were_then(tmp_path):
    """Works until 31 January, Labs from then until 29 February, unknown afterwards."""
    asked = asking(homes(
        tmp_path,
        Correction("1", "affiliate", "github:dee", "Works", until=date(2024, 1, 31)),
        Correction("2", "affiliate", "github:dee", "Labs", since=date(2024, 2, 1), until=date(2024, 2, 29)),
    ))  # fmt: skip
    counted = by(asked("activity", by="org"), "organization")
    assert {name: row["events"] for name, row in counted.items()} == {"Works": 1, "Labs": 1, None: 2}
    assert asked("events", org="Labs").found == 1
    assert asked("people", org="Works").rows[0]["events"] == 1


def test_a_shared_address_does_not_join_people():
    """
    team@   seen under the names of seven people, and in merged branches of Ann and Bo
    desk@   the profiles of Ann and Bo show it
    """
    team = account_of("team@example.org")
    rows = [saw(team, f"Person {letter}") for letter in "ABCDEFG"]
    rows += [
        saw("gitee:ann", "Ann Author", also=team, why="merged-branch"),
        saw("gitee:bo", also=team, why="merged-branch"),
    ]
    rows += [saw("gitee:ann", also=ANN, why="verified"), saw("gitee:bo", also=BO, why="verified")]
    desk = account_of("desk@example.org")
    rows += [saw("gitee:ann", also=desk, why="mail"), saw("gitee:bo", also=desk, why="verified")]
    found = who(rows)
    assert len({found.person_of[one] for one in ("gitee:ann", "gitee:bo", team, desk)}) == 4
    assert found.person_of["gitee:ann"] == found.person_of[ANN]
    assert not any(one.why == "name" and team in (one.account, one.other) for one in found.suggestions)
    assert {one.account for one in found.suggestions if one.other == desk} == {"gitee:ann", "gitee:bo"}


def test_two_people_with_one_name_stay_two():
    rows = [saw(ANN, "Wei Wang", "example.org"), saw(ANN_HOME, "Wei Wang", "example.net"), saw("gitee:wei", "Wei Wang")]
    found = who(rows)
    assert len(found.people) == 3
    refused = who(rows, (), decided(("refuse", ANN, ANN_HOME)))
    assert not any({one.account, one.other} == {ANN, ANN_HOME} for one in refused.suggestions)


def test_one_person_with_five_accounts_is_one():
    """Declared, renamed, by .mailmap, by a profile's address and by an operator: five ways to one person."""
    rows = [
        saw("github:ann", also="github-id:42", why="verified"), saw("github:annie", also="github-id:42", why="verified"),
        saw(ANN, also=ANN_HOME, why="mailmap"), saw("github:annie", also=ANN, why="mail"), saw("atomgit:a-a"),
    ]  # fmt: skip
    found = who(rows, [person("ann", "github:ann", name="Ann")], decided(("merge", "ann", "atomgit:a-a")))
    assert set(found.people) == {"ann"}
    assert found.people["ann"].accounts == tuple(sorted(("github:ann", "github:annie", "atomgit:a-a", ANN, ANN_HOME)))
    assert {one.why for one in found.people["ann"].reasons} == {"declared", "renamed", "mailmap", "mail", "corrected"}


def test_a_merge_split_back_is_exactly_as_before():
    rows = [
        saw(ANN, "Ann", "example.org", also=ANN_HOME, why="mailmap"), saw("github:ann", "Ann"),
        saw("gitee:bo", "Bo", also=BO, why="verified"),
    ]  # fmt: skip
    people = [person("ann", "gitee:ann", name="Ann Author")]

    def now():
        return who(rows, people, corrections.current())

    before = now()
    merged = [
        correct(now(), "merge", "ann", one, actor=SHELL, why="told me so") for one in (ANN, "github:ann", "gitee:bo")
    ]
    assert len(now().people["ann"].accounts) == 6
    correct(now(), "split", "gitee:bo", actor=SHELL, why="somebody else")
    assert now().person_of["gitee:bo"] != "ann"
    assert now().person_of[ANN] == "ann"
    for one in reversed(corrections.current()):
        undo(one.id, actor=SHELL, why="back again")
    assert len(merged) == 3
    assert now() == before
    assert now().suggestions == before.suggestions


HANDED_ON = """
2024-01-10T00:00  commit.authored  kit@a  github:dee        actor_id=42
2024-02-10T00:00  issue.opened     kit#1  github:dee-new    actor_id=42
2024-03-10T00:00  issue.opened     kit#2  github:dee        actor_id=99
2024-03-11T00:00  issue.opened     kit#3  github:dee
"""


def test_a_login_that_changed_hands_counts_for_who_held_it_then(tmp_path):
    """Dee (42) renames to dee-new; somebody else (99) takes github:dee. What tells no number is nobody's for sure."""
    found = homes_of(tmp_path / "lake", HANDED_ON)
    seen = [("dee", 42), ("dee-new", 42), ("dee", 99)]
    append_sightings(
        found.lake, [Sighting(f"github:{name}", also=f"github-id:{number}", why="verified") for name, number in seen]
    )
    asked = asking(Homes(CHARTER, found.lake, (), "handed"))
    counted = {row["id"]: row["events"] for row in asked("people").rows if row["events"]}
    assert counted == {"github:dee-new": 2, "github:dee": 2}
    assert {row["subject"] for row in asked("events", person="github:dee-new").rows} == {
        "gitee:example/kit@a", "gitee:example/kit#1",
    }  # fmt: skip
    assert any(row["subject"] == "github:dee" for row in asked("data").parts["findings"].rows)
    merged = Correction("1", "merge", "github:dee-new", "github:dee")
    asked = asking(Homes(CHARTER, found.lake, (merged,), "merged"))
    assert [row["events"] for row in asked("people").rows if row["events"]] == [4]
