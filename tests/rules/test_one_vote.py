"""Two electors who are one person: one vote from then on, the later one; what was decided before stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from folkmoot.model.motion import Count, Stage
from folkmoot.rules.one_vote import to_join
from folkmoot.rules.voting import judge
from tests.rules.motions import MONDAY, acts_of, motion_of, rule_of

HALF = rule_of(of="electors")


def count(said: str, number: int = 4) -> Count:
    return judge(motion_of(HALF, number), acts_of(said), MONDAY + timedelta(days=8)).count


def test_the_later_vote_holds_and_the_person_counts_once():
    """Bo and Cy vote before they are found to be one."""
    found = count("bo yes\ncy no\nann yes\ncy join bo")
    assert (found.electors, found.yes, found.no, found.whole) == (3, 1, 1, 3)
    assert count("cy no\nbo yes\ncy join bo").yes == 1
    assert count("cy no\nbo yes\ncy join bo\ncy no").no == 1
    assert count("cy no\nbo yes\ncy join bo\n- part") == count("cy no\nbo yes\ncy join bo")


def test_found_not_to_be_one_after_all_each_has_their_vote():
    found = count("bo yes\ncy no\ncy join bo\ncy part")
    assert (found.electors, found.yes, found.no) == (4, 1, 1)


def test_recused_under_one_id_is_recused_under_both():
    found = count("bo yes\ncy recuse\ncy join bo")
    assert (found.electors, found.recused, found.yes) == (2, 1, 0)


def test_whom_it_is_about_has_no_vote_under_another_id():
    motion = motion_of(HALF, 4)
    about = replace(
        motion,
        electors=tuple(
            replace(one, votes=False, why="subject") if one.person == "cy" else one for one in motion.electors
        ),
    )
    found = judge(about, acts_of("bo yes\ncy join bo"), MONDAY + timedelta(days=8)).count
    assert (found.electors, found.yes) == (2, 0)


def test_a_stage_that_was_over_keeps_its_arithmetic():
    """Two of four were no quorum live; that the four are three is found only in the vote by mail."""
    rule = rule_of(quorum="more than 1/2", stages=(Stage("live", 1), Stage("mail", 7)))
    motion = motion_of(rule, 4)
    acts = acts_of("+1h ann yes live\n+1h bo yes live\n+2d cy join dee")
    standing = judge(motion, acts, MONDAY + timedelta(days=3))
    assert [one.ended for one in standing.spans] == ["no quorum", ""]
    assert (standing.count.electors, standing.quorate) == (3, True)


def test_who_is_to_be_joined_and_parted():
    motion, one = motion_of(HALF, 3), {"cy": "bo"}
    assert list(to_join(motion, (), lambda who: one.get(who, who))) == [("cy", "bo")]
    assert list(to_join(motion, acts_of("cy join bo"), lambda who: one.get(who, who))) == []
    assert list(to_join(motion, acts_of("cy join bo"), lambda who: who)) == [("cy", "")]
