"""What holds of every vote: order and repetition mean nothing, and more in favour never turns against."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.motion import Act, Stage
from folkmoot.rules.counting import Heard, count_of, hear
from folkmoot.rules.voting import judge
from tests.rules.motions import MONDAY, NAMES, motion_of, rule_of

AFTER = MONDAY + timedelta(days=30)
BARS = ["more than 1/2", "at least 1/2", "at least 2/3", "more than 65 %", "at least 3", ""]
CHOICES = ["yes", "no", "abstain"]


@st.composite
def rules(draw):
    stages = draw(st.sampled_from([
        (Stage("mail", 7),), (Stage("live", 1), Stage("mail", 7), Stage("lapse", 0)), (Stage("lapse", 3),),
        (Stage("mail", 3, working=True), Stage("lapse", 2)),
    ]))  # fmt: skip
    return rule_of(
        draw(st.sampled_from(BARS)), of=draw(st.sampled_from(["electors", "cast", "present"])), stages=stages,
        quorum=draw(st.sampled_from(BARS)), abstentions=draw(st.booleans()), objections=draw(st.integers(0, 2)),
        casting=draw(st.booleans()), early=draw(st.booleans()),
    )  # fmt: skip


ballots = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CHOICES))


def cast(said: dict[str, str], order: list[str] | None = None) -> tuple[Act, ...]:
    """Return the votes, all within the first hour, in some order."""
    return tuple(
        Act(number, MONDAY + timedelta(seconds=number), "vote", elector=who, choice=said[who], channel="mail")
        for number, who in enumerate(order or sorted(said), 1)
    )


@given(rules(), ballots, st.integers(1, 10), st.randoms())
def test_the_order_of_votes_never_matters(rule, said, number, random):
    motion, order = motion_of(rule, number), sorted(said)
    random.shuffle(order)
    one, other = judge(motion, cast(said), AFTER), judge(motion, cast(said, order), AFTER)
    assert (one.word, one.channel, one.count, one.needs) == (other.word, other.channel, other.count, other.needs)


@given(rules(), ballots, st.integers(1, 10), st.sampled_from(NAMES))
def test_doubling_a_vote_never_matters(rule, said, number, who):
    motion = motion_of(rule, number)
    once = cast(said)
    twice = once
    if who in said:
        act = next(one for one in once if one.elector == who)
        twice = (*once, replace(act, ordinal=len(once) + 1, at=MONDAY + timedelta(seconds=len(once) + 1)))
    one, other = judge(motion, once, AFTER), judge(motion, twice, AFTER)
    assert (one.word, one.channel, one.count) == (other.word, other.channel, other.count)


@given(rules(), ballots, st.integers(1, 10), st.sampled_from(NAMES))
def test_a_vote_in_favour_never_turns_passed_into_anything_else(rule, said, number, who):
    """Also not instead of a vote against or an abstention: quorums count all alike."""
    motion = motion_of(rule, number)
    before = judge(motion, cast(said), AFTER)
    after = judge(motion, cast({**said, who: "yes"}), AFTER)
    if before.word == "passed" and before.channel != "lapse":
        assert after.word == "passed"


@given(rules(), ballots, st.integers(1, 10))
def test_votes_in_favour_that_are_needed_are_enough_and_one_less_is_not(rule, said, number):
    rule = replace(rule, stages=(Stage("mail", 7),), early=False, casting=False)
    motion = motion_of(rule, number)
    needs = judge(motion, cast(said), MONDAY + timedelta(days=1)).needs
    rest = [one for one in NAMES[:number] if one not in said]

    def with_more(more: int) -> str:
        return judge(motion, cast({**said, **dict.fromkeys(rest[:more], "yes")}), AFTER).word

    if needs.yes is None:
        assert all(with_more(more) != "passed" for more in range(len(rest) + 1))
    else:
        assert with_more(needs.yes) == "passed"
        assert all(with_more(more) != "passed" for more in range(needs.yes))


@given(rules(), ballots, st.integers(1, 10), st.lists(st.sampled_from(CHOICES), min_size=10, max_size=10))
def test_what_is_settled_stays_so_whatever_the_rest_do(rule, said, number, rest):
    motion = motion_of(replace(rule, early=False), number)
    settled = judge(motion, cast(said), MONDAY + timedelta(hours=2)).settled
    more = {who: choice for who, choice in zip(NAMES[:number], rest, strict=False) if who not in said}
    if settled:
        assert judge(motion, cast({**said, **more}), AFTER).word == settled


@given(rules(), ballots, st.integers(0, 10))
def test_the_arithmetic_adds_up(rule, said, number):
    motion = motion_of(rule, number)
    heard = hear(motion, cast(said))
    count = count_of(motion, heard, "mail")
    assert count.yes + count.no + count.abstain + count.silent == count.electors == number
    assert count.here <= count.electors
    assert count_of(motion, Heard(), "mail").cast == 0


@given(rules(), ballots, st.integers(1, 10), st.integers(0, 40))
def test_judging_again_later_gives_the_same_decision(rule, said, number, days):
    """What was decided stays decided: only an open motion changes with time."""
    motion, acts = motion_of(rule, number), cast(said)
    early = judge(motion, acts, MONDAY + timedelta(days=days))
    late = judge(motion, acts, AFTER + timedelta(days=60))
    if early.word != "open":
        assert (early.word, early.count) == (late.word, late.count)
    assert late.word != "open"
