"""Selection rounds by their acts: stages, candidates, votes that are asked for, days that come again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Term
from folkmoot.model.ladder import AskedVote, Clause, ClauseVerdict, Count, Ladder, LadderStep, Sponsors, Verdict
from folkmoot.model.rounds import RoundAct, RoundPlan
from folkmoot.model.text import Text
from folkmoot.rules.rounds import asked_votes, coming, course_of, ended_terms, opened, suggested, without_votes

PLAN = RoundPlan("spring", "kit", ("reviewer",), "2026-03-01", "2026-03-14", zone="Asia/Shanghai")
ONE = opened(PLAN, "", "UTC", datetime(2026, 2, 1))
NOW = datetime(2026, 3, 5)
EVIDENCE = {"word": "met", "asks": [{"rule": "", "group": "kit", "recused": True}]}
MET, NOT, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
VOTE, COUNT = Clause(vote=AskedVote("maintainers")), Clause(count=Count(("change.merged",), events=1))


def acts(*said: tuple) -> list[RoundAct]:
    return [
        RoundAct(number, NOW, verb, "bo", person, "reviewer", content=more[0] if more else {})
        for number, (verb, person, *more) in enumerate(said, 1)
    ]


def frozen(**words) -> tuple:
    return ("freeze", "", {"evidence": {f"{name}:reviewer": {**EVIDENCE, **said} for name, said in words.items()}})


def test_days_are_those_of_the_zone():
    assert (ONE.opens_at, ONE.until_at) == (datetime(2026, 2, 28, 16), datetime(2026, 3, 14, 16))
    with pytest.raises(BadInput, match="end before"):
        opened(RoundPlan("x", "kit", ("reviewer",), "2026-03-02", "2026-03-01"), "", "UTC", NOW)


@pytest.mark.parametrize(
    ("said", "outcomes", "state", "stage"),
    [
        ((("nominate", "ann"),), {}, "nominated", "nominations"),
        ((("nominate", "ann", {"accepted": True}),), {}, "standing", "nominations"),
        ((("nominate", "ann"), ("decline", "ann")), {}, "declined", "nominations"),
        ((("nominate", "ann"), ("decline", "ann"), ("nominate", "ann"), ("accept", "ann")), {}, "standing", "nominations"),
        ((("nominate", "ann"), frozen()), {}, "silent", "closed"),
        ((("nominate", "ann", {"accepted": True}), frozen()), {}, "gone", "closed"),
        ((("nominate", "ann", {"accepted": True}), frozen(ann={})), {}, "ready", "voting"),
        ((("nominate", "ann", {"accepted": True}), frozen(ann={"asks": []})), {}, "granted", "decided"),
        ((("nominate", "ann", {"accepted": True}), frozen(ann={"asks": [], "word": "unknown"})), {}, "ready", "voting"),
        ((("nominate", "ann", {"accepted": True}), frozen(ann={"word": "not met"})), {}, "short", "closed"),
    ],
)  # fmt: skip
def test_where_a_candidate_stands(said, outcomes, state, stage):
    course = course_of(ONE, acts(*said), NOW, outcomes)
    assert (course.candidacies[0].state, course.stage) == (state, stage)


@pytest.mark.parametrize(
    ("words", "state"),
    [({7: "open"}, "voting"), ({7: "passed"}, "granted"), ({7: "failed"}, "refused"), ({7: "lapsed"}, "refused"), ({}, "voting")],
)  # fmt: skip
def test_a_motion_decides(words, state):
    said = acts(("nominate", "ann", {"accepted": True}), frozen(ann={}), ("put", "ann", {"motions": [7]}))
    assert course_of(ONE, said, NOW, words).candidacies[0].state == state


@pytest.mark.parametrize(
    ("branch", "serves", "state"), [("", False, "promoted"), ("b", False, "proposed"), ("b", True, "promoted")]
)
def test_applied(branch, serves, state):
    done = ("apply", "", {"people": [["ann", "reviewer"]], "branch": branch, "commit": "c"})
    said = acts(("nominate", "ann", {"accepted": True}), frozen(ann={"asks": []}), done)
    assert course_of(ONE, said, NOW, {}, [("ann", "reviewer")] if serves else []).candidacies[0].state == state


def test_one_person_under_two_ids_is_one_candidate():
    said = acts(("nominate", "ann"), ("accept", "ann-a"))
    course = course_of(ONE, said, NOW, {}, same=lambda one: one.removesuffix("-a"))
    assert [one.state for one in course.candidacies] == ["standing"]


@pytest.mark.parametrize(
    ("tree", "asked", "otherwise"),
    [
        (Clause(all=(COUNT, VOTE)), 1, MET),
        (Clause(any=(COUNT, VOTE)), 0, MET),  # the count alone meets it
        (COUNT, 0, MET),
        (Clause(all=(COUNT, Clause(judged=Text("Knows the code")))), 1, MET),
        (Clause(all=(VOTE, Clause(sponsors=Sponsors(2)))), 1, NOT),  # too few sponsors: no vote heals that
    ],
)
def test_what_a_vote_decides_and_what_it_does_not(tree, asked, otherwise):
    def found(clause: Clause) -> ClauseVerdict:
        word = MET if clause.count else NOT
        return ClauseVerdict(clause, word, below=tuple(found(one) for one in clause.below)) if not clause.below else ClauseVerdict(
            clause, NOT if clause.all else MET, below=tuple(found(one) for one in clause.below)
        )  # fmt: skip

    root = found(tree)
    assert (len(asked_votes(root, PLAN)), without_votes(root)) == (asked, otherwise)


def test_a_declared_round_comes_again():
    plan = RoundPlan("half", "kit", ("reviewer",), "2026-03-01", "2026-03-14", every_months=6)
    assert coming(plan, datetime(2026, 1, 1), "UTC")[1] == "half@2026-03-01"
    assert coming(plan, datetime(2027, 8, 1), "UTC")[1] == "half@2027-03-01"
    assert coming(plan, datetime(2027, 9, 1), "UTC")[0].nominations_until == "2027-09-14"


@pytest.mark.parametrize(
    ("today", "last", "begins"),
    [("2026-02-10", None, "2026-03-01"), ("2026-03-02", None, "2026-09-01"), ("2026-12-01", None, "2027-03-01"),
     ("2026-08-20", "2026-07-01", "2027-03-01")],
)  # fmt: skip
def test_suggested_days(today, last, begins):
    found = suggested(date.fromisoformat(today), date.fromisoformat(last) if last else None)
    assert (str(found[0]), (found[1] - found[0]).days) == (begins, 13)


def test_lower_roles_end_and_say_why_they_began():
    ladder = Ladder("own", steps=tuple(LadderStep(role) for role in ("member", "reviewer", "committer")))
    terms = (
        Term("ann", "member", cause="joined"),
        Term("ann", "committer"),
        Term("bo", "member"),
        Term("ann", "member", repo="x:y/z"),
    )
    last = date(2026, 3, 1)
    assert ended_terms(terms, {"ann"}, "reviewer", ladder, last, "motion 7") == (
        Term("ann", "member", until=last, cause="joined; motion 7"),
    )
    assert ended_terms(terms, {"ann"}, "reviewer", None, last, "") == ()


@given(st.lists(st.sampled_from(["nominate", "accept", "decline", "withdraw", "sponsor"]), max_size=12))
def test_whatever_people_do_nobody_is_promoted_without_evidence(verbs):
    said = acts(*[(verb, "ann", {"by": "bo"}) for verb in verbs])
    course = course_of(ONE, said, ONE.until_at + timedelta(days=1), {}, [])
    assert not course.in_state("granted", "promoted", "voting")
