"""Ladders: leaves, and/or over three values, time in role, sponsors, votes; more reading never takes anything away."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.groups import Term
from folkmoot.model.ladder import AskedVote, Clause, Count, Ladder, LadderStep, Sponsors, Verdict
from folkmoot.model.text import Text
from folkmoot.rules.ladder import Done, Facts, Sponsor, all_of, any_of, before, judge, nearness, stands

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
DAY, AT = date(2026, 6, 30), datetime(2026, 7, 1)
FIVE = Count(("change.merged",), subjects=5)
TEN = Count(("change.commented",), events=10, others=True)
MERGED, COMMENTS = Clause(count=FIVE), Clause(count=TEN)
REVIEWER, VOTE = Clause(role="reviewer"), Clause(vote=AskedVote("maintainers"))
LADDER = Ladder(
    "kit",
    steps=(
        LadderStep("member", all=(Clause(count=Count(("meeting.attended",), subjects=2)),)),
        LadderStep("reviewer", all=(Clause(role="member"), COMMENTS)),
        LadderStep("committer", all=(REVIEWER, MERGED)),
        LadderStep("maintainer", all=(Clause(role="committer"), VOTE)),
    ),
)
WORDS = st.sampled_from(list(Verdict))


def facts(**known):
    return Facts("kit", "ann", DAY, **known)


def held(*terms):
    return facts(terms=[("kit", term) for term in terms])


def word(clause, known):
    return judge(clause, known, LADDER).word


@pytest.mark.parametrize(
    ("words", "both", "one"),
    [
        ((MET, MET), MET, MET),
        ((MET, NOT_MET), NOT_MET, MET),
        ((MET, UNKNOWN), UNKNOWN, MET),
        ((NOT_MET, UNKNOWN), NOT_MET, UNKNOWN),
        ((NOT_MET, NOT_MET), NOT_MET, NOT_MET),
        ((UNKNOWN, UNKNOWN), UNKNOWN, UNKNOWN),
        ((), UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_over_three_values(words, both, one):
    assert (all_of(words), any_of(words)) == (both, one)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_not_of_and_is_or_of_nots(words):
    other = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}
    assert other[all_of(words)] == any_of(other[one] for one in words)


@pytest.mark.parametrize(
    ("have", "unread", "expected"),
    [(5, (), MET), (4, (), NOT_MET), (4, ("change.merged",), UNKNOWN), (5, ("change.merged",), MET), (0, (), NOT_MET)],
)
def test_enough_is_met_however_little_was_read_and_too_little_is_no_only_where_all_was(have, unread, expected):
    found = judge(MERGED, facts(done={FIVE: Done(subjects=have)}, unread={FIVE: unread}), LADDER)
    assert (found.word, found.tallies[0].have, found.tallies[0].lacks) == (expected, have, max(0, 5 - have))


def test_every_number_that_a_count_says_must_be_reached():
    asked = Count(("change.reviewed",), events=10, subjects=2, months=3, amount=60, age="3m")
    enough = Done(events=10, subjects=2, amount=60, months=3, first=date(2026, 3, 30))
    assert word(Clause(count=asked), facts(done={asked: enough})) is MET
    for name, less in (("events", 9), ("subjects", 1), ("months", 2), ("amount", 59.5), ("first", date(2026, 3, 31))):
        short = Done(**{**{one: getattr(enough, one) for one in enough.__dataclass_fields__}, name: less})
        assert word(Clause(count=asked), facts(done={asked: short})) is NOT_MET, name


def test_a_count_that_says_no_number_is_unknown():
    nothing = Count(("change.merged",))
    assert word(Clause(count=nothing), facts(done={nothing: Done(events=99)})) is UNKNOWN
    assert word(Clause(), facts()) is UNKNOWN
    assert word(Clause(judged=Text("Knows the code")), facts()) is UNKNOWN


@pytest.mark.parametrize(
    ("role", "until", "expected"),
    [("reviewer", None, MET), ("committer", None, MET), ("member", None, NOT_MET), ("reviewer", date(2026, 6, 29), NOT_MET),
     ("emeritus-reviewer", None, NOT_MET), ("reviewer", date(2026, 6, 30), MET)],
)  # fmt: skip
def test_a_role_is_held_as_of_the_day_or_one_above_it(role, until, expected):
    assert word(REVIEWER, held(Term("ann", role, date(2025, 1, 1), until))) is expected


def test_a_role_of_another_group_is_another_role():
    elsewhere = facts(terms=[("docs", Term("ann", "committer"))])
    assert word(REVIEWER, elsewhere) is NOT_MET
    assert word(Clause(role="committer", group="docs"), elsewhere) is MET
    assert word(Clause(role="committer", group="any"), elsewhere) is MET
    assert word(Clause(role="reviewer", group="any"), elsewhere) is NOT_MET  # above it only on this very ladder


LONG = Clause(role="member", lasting="3m")


@pytest.mark.parametrize(
    ("terms", "expected", "days"),
    [
        ([Term("ann", "member", date(2026, 3, 30))], MET, 92),
        ([Term("ann", "member", date(2026, 3, 31))], NOT_MET, 91),
        ([Term("ann", "member")], UNKNOWN, None),
        ([], NOT_MET, 0),
        (
            [Term("ann", "member", date(2025, 1, 1), date(2026, 5, 31)), Term("ann", "reviewer", date(2026, 6, 1))],
            MET,
            545,
        ),
        (
            [Term("ann", "member", date(2025, 1, 1), date(2026, 5, 30)), Term("ann", "reviewer", date(2026, 6, 1))],
            NOT_MET,
            29,
        ),
        ([Term("ann", "member", None, date(2026, 5, 31)), Term("ann", "member", date(2026, 6, 1))], UNKNOWN, 29),
        ([Term("ann", "member"), Term("ann", "member", date(2025, 1, 1))], MET, 545),
        ([Term("ann", "member", date(2026, 7, 1))], NOT_MET, 0),
    ],
)
def test_time_in_role_runs_without_a_break_and_what_does_not_say_when_it_began_is_unknown(terms, expected, days):
    found = judge(LONG, held(*terms), LADDER)
    assert (found.word, found.tallies[0].have) == (expected, days)


def sponsor(name, organization="Example University", role="reviewer", group="kit"):
    return Sponsor(name, frozenset({(group, role)}), organization)


TWO = Clause(sponsors=Sponsors(2, ("reviewer", "approver"), organizations=2))


@pytest.mark.parametrize(
    ("sponsors", "expected"),
    [
        (None, UNKNOWN),
        ((), NOT_MET),
        ((sponsor("bo"),), NOT_MET),
        ((sponsor("bo"), sponsor("cy", "Example Company")), MET),
        ((sponsor("bo"), sponsor("cy")), NOT_MET),
        ((sponsor("bo"), sponsor("cy", None)), UNKNOWN),
        ((sponsor("bo", None), sponsor("cy", None)), UNKNOWN),
        ((sponsor("bo"), sponsor("bo", "Example Company")), NOT_MET),
        ((sponsor("bo"), sponsor("ann", "Example Company")), NOT_MET),
        ((sponsor("bo"), sponsor("cy", "Example Company", role="member")), NOT_MET),
        ((sponsor("bo"), sponsor("cy", "Example Company", group="docs")), NOT_MET),
    ],
)
def test_sponsors_hold_a_role_come_from_different_organisations_and_nobody_is_their_own(sponsors, expected):
    assert word(TWO, facts(sponsors=sponsors)) is expected


def test_a_sponsor_of_whichever_group_where_the_ladder_says_so():
    anywhere = Clause(sponsors=Sponsors(1, ("reviewer",), group="any"))
    assert word(anywhere, facts(sponsors=(sponsor("cy", group="docs"),))) is MET


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_activity_meets_a_vote(merged, comments):
    """However much somebody has done, the maintainers' vote stays to be held; ``ready`` says that nothing else is left."""
    known = facts(
        done={FIVE: Done(subjects=merged), TEN: Done(events=comments)}, terms=[("kit", Term("ann", "committer"))]
    )
    found = stands(LADDER, LADDER.steps[3], known, AT)
    assert (found.word, found.ready, found.holds) == (NOT_MET, MET, False)


@pytest.mark.parametrize("outcome", list(Verdict))
def test_a_vote_is_what_came_of_its_motion(outcome):
    known = facts(votes={AskedVote("maintainers"): outcome}, terms=[("kit", Term("ann", "committer"))])
    assert stands(LADDER, LADDER.steps[3], known, AT).word is outcome


def test_who_holds_a_role_above_holds_this_one():
    known = held(Term("ann", "maintainer"))
    assert [stands(LADDER, step, known, AT).holds for step in LADDER.steps] == [True] * 4
    assert not any(stands(LADDER, step, facts(), AT).holds for step in LADDER.steps)


def test_a_step_that_asks_nothing_is_unknown():
    empty = LadderStep("fellow")
    assert stands(LADDER, empty, facts(), AT).word is UNKNOWN


def test_nearness_is_the_mean_of_and_the_best_of_or_and_knows_no_votes():
    known = facts(done={FIVE: Done(subjects=3), TEN: Done(events=5)})
    tree = Clause(all=(MERGED, VOTE, Clause(any=(COMMENTS, REVIEWER, VOTE))))
    assert nearness(judge(tree, known, LADDER)) == pytest.approx((0.6 + 0.5) / 2)
    assert nearness(judge(VOTE, known, LADDER)) == 1.0


def test_all_and_any_of_a_step_are_both_asked():
    step = LadderStep("reviewer", all=(MERGED,), any=(COMMENTS, REVIEWER))
    known = facts(done={FIVE: Done(subjects=5)})
    assert stands(LADDER, step, known, AT).word is NOT_MET
    assert stands(LADDER, step, facts(done={FIVE: Done(subjects=5), TEN: Done(events=10)}), AT).word is MET


@pytest.mark.parametrize(
    ("length", "day"),
    [("3m", date(2026, 3, 30)), ("30d", date(2026, 5, 31)), ("2w", date(2026, 6, 16)), ("9999y", date.min)],
)
def test_a_length_back(length, day):
    assert before(DAY, length) == day


LEAVES = st.sampled_from([MERGED, COMMENTS, REVIEWER, VOTE, Clause(judged=Text("Judged"))])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda below: st.sampled_from([Clause(all=tuple(below)), Clause(any=tuple(below))])
    ),
    max_leaves=8,
)


@given(TREES, st.integers(0, 12), st.integers(0, 12), st.integers(0, 5), st.booleans(), st.booleans())
def test_more_reading_never_turns_met_into_anything_else(tree, merged, comments, more, first, second):
    """Reading on adds events and takes kinds from the unread; what was met stays met, and "no" only comes of reading all."""

    def known(merged, comments, first, second):
        unread = {FIVE: ("change.merged",) if first else (), TEN: ("change.commented",) if second else ()}
        return facts(done={FIVE: Done(subjects=merged), TEN: Done(events=comments)}, unread=unread)

    less = judge(tree, known(merged, comments, first, second), LADDER).word
    on = judge(tree, known(merged + more, comments + more, False, False), LADDER).word
    if less is MET:
        assert on is MET
    if on is NOT_MET:
        assert less is not MET


@given(TREES, st.randoms(use_true_random=False))
def test_the_order_of_clauses_decides_nothing(tree, random):
    def mixed(clause):
        below = [mixed(one) for one in clause.below]
        random.shuffle(below)
        return Clause(all=tuple(below)) if clause.all else Clause(any=tuple(below)) if clause.any else clause

    known = facts(done={FIVE: Done(subjects=3), TEN: Done(events=10)}, unread={FIVE: ("change.merged",)})
    assert word(mixed(tree), known) is word(tree, known)
