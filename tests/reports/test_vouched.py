"""What people have recorded counts on ladders: motions that passed, and who stands up for whom, as of a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from folkmoot.ledger import motions, rounds
from folkmoot.model.actor import Actor
from folkmoot.model.community import Organization
from folkmoot.model.groups import Term
from folkmoot.model.ladder import AskedVote, Clause, Ladder, LadderStep, Sponsors, Verdict
from folkmoot.model.motion import Motion, Outcome
from folkmoot.model.motion_plain import outcome_plain
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.rounds import RoundAct
from folkmoot.model.text import Text
from folkmoot.reports.standing import standing
from folkmoot.rules.bylaws import BUILT_IN
from tests.reports.ladders import GROUP, charter, homes_with

pytestmark = pytest.mark.django_db
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
BO = Actor("bo", people=("bo",))
OPENED, CLOSED, AFTER = datetime(2024, 5, 1), datetime(2024, 5, 9), datetime(2024, 6, 1)
LADDER = Ladder(
    "own",
    steps=(
        LadderStep("member", all=(Clause(judged=Text("Comes along")),)),
        LadderStep("maintainer", all=(Clause(role="member"), Clause(vote=AskedVote("maintainers")))),
        LadderStep(
            "approver", all=(Clause(sponsors=Sponsors(2, ("maintainer", "chair"), group="any", organizations=2)),)
        ),
    ),
)


@pytest.fixture
def homes(tmp_path):
    group = replace(GROUP, roles=(*GROUP.roles, Term("dee", "chair", since=date(2023, 1, 1))))
    known = charter(LADDER, group=group)
    organizations = (Organization("Example University"), Organization("Example Company"))
    people = (
        known.people[0],
        replace(known.people[1], affiliations=(Affiliation("Example University"),)),
        Person("dee", "Dee", ("gitee:dee",), affiliations=(Affiliation("Example Company"),)),
    )
    of = replace(known, people=people, community=replace(known.community, organizations=organizations))
    return replace(homes_with(tmp_path / "lake", "", of=of), ledger=True)


def moved(rule="maintainers", about="round:3:ann:maintainer", kind="promotion"):
    return motions.open_motion(
        Motion(0, "kit", kind, Text("Ann"), BUILT_IN[rule], (), OPENED, "bo", about=about), actor=BO, now=OPENED
    )


def closed(number, word):
    content = {"outcome": outcome_plain(Outcome(word, Text("Counted", "已计票"), "mail", CLOSED))}
    motions.append(number, 0, "close", content=content, actor=BO, now=CLOSED)


def voted(homes, at=AFTER):
    return standing(homes, "kit", "ann", "maintainer", at).root.below[1].word


def test_a_vote_is_met_only_from_the_moment_its_motion_passed(homes):
    assert voted(homes) is NOT_MET
    number = moved()
    assert voted(homes) is UNKNOWN
    closed(number, "passed")
    assert [voted(homes, at) for at in (OPENED, CLOSED, AFTER)] == [NOT_MET, UNKNOWN, MET]
    assert standing(homes, "kit", "ann", "maintainer", AFTER).word is MET
    assert standing(homes, "kit", "bo", "maintainer", AFTER).root.below[1].word is NOT_MET


@pytest.mark.parametrize("word", ["failed", "lapsed", "withdrawn"])
def test_a_motion_that_did_not_pass_is_not_met_and_another_one_may_pass(homes, word):
    closed(moved(), word)
    assert voted(homes) is NOT_MET
    closed(moved(about="round:4:ann:maintainer"), "passed")
    assert voted(homes) is MET


@pytest.mark.parametrize(
    ("rule", "about", "kind"),
    [
        ("lazy", "round:3:ann:maintainer", "promotion"),
        ("maintainers", "round:3:ann:approver", "promotion"),
        ("maintainers", "round:3:joann:maintainer", "promotion"),
        ("maintainers", "round:3:ann:maintainer", "motion"),
        ("maintainers", "", "promotion"),
    ],
)
def test_a_motion_by_another_rule_or_about_something_else_meets_nothing(homes, rule, about, kind):
    closed(moved(rule, about, kind), "passed")
    assert voted(homes) is NOT_MET


def test_sponsors_are_unknown_until_somebody_stands_up(homes):
    def word(at=AFTER):
        return standing(homes, "kit", "ann", "approver", at).word

    assert word() is UNKNOWN
    number = rounds.open_one("round", "kit", {}, after=0, actor=BO, now=OPENED)
    sponsor = RoundAct(1, OPENED, "sponsor", "bo", "ann", "approver", content={"by": "bo"})
    rounds.append("round", number, sponsor, BO)
    assert (word(OPENED), word()) == (UNKNOWN, NOT_MET)
    rounds.append("round", number, replace(sponsor, ordinal=2, at=CLOSED, content={"by": "dee"}), BO)
    assert (word(CLOSED), word()) == (NOT_MET, MET)
