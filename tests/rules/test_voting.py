"""Tables of cases: what a motion comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from folkmoot.model.motion import Portion, Stage
from folkmoot.rules.bylaws import COMMITTEE, CONSENSUS, LAZY, MAINTAINERS, MAJORITY, QUALIFIED, TWO_THIRDS
from folkmoot.rules.voting import judge
from tests.rules.motions import MONDAY, acts_of, motion_of, rule_of, votes

AFTER = MONDAY + timedelta(days=30)


def came_to(rule, said: str, number: int = 5, now: datetime = AFTER) -> str:
    return judge(motion_of(rule, number), acts_of(said), now).word


@pytest.mark.parametrize(
    ("threshold", "of", "number", "cast", "word"),
    [
        # exactly half is no majority; a quarter more than half of the electors is
        ("more than 1/2", "electors", 4, (2, 0, 0), "failed"),
        ("more than 1/2", "electors", 4, (3, 0, 0), "passed"),
        ("at least 1/2", "electors", 4, (2, 2, 0), "passed"),
        # of votes cast: a tie fails, abstentions stand apart
        ("more than 1/2", "cast", 6, (2, 2, 0), "failed"),
        ("more than 1/2", "cast", 6, (2, 1, 3), "passed"),
        ("more than 1/2", "cast", 6, (1, 0, 0), "passed"),
        ("more than 1/2", "cast", 6, (0, 0, 6), "failed"),
        ("more than 1/2", "cast", 6, (0, 0, 0), "failed"),
        # of those who take part: an abstention weighs like a vote against
        ("more than 1/2", "present", 6, (2, 1, 1), "failed"),
        ("more than 1/2", "present", 6, (3, 1, 1), "passed"),
        # two thirds, to the vote
        ("at least 2/3", "electors", 9, (6, 3, 0), "passed"),
        ("at least 2/3", "electors", 9, (5, 4, 0), "failed"),
        ("more than 2/3", "electors", 9, (6, 3, 0), "failed"),
        ("at least 2/3", "cast", 9, (4, 2, 3), "passed"),
        ("at least 2/3", "cast", 10, (6, 4, 0), "failed"),
        # 65 % of twenty would be thirteen, of ten six and a half: seven are more
        ("more than 65 %", "electors", 10, (6, 0, 0), "failed"),
        ("more than 65 %", "electors", 10, (7, 0, 0), "passed"),
        ("at least 70 %", "electors", 10, (7, 0, 0), "passed"),
        ("more than 70 %", "electors", 10, (7, 0, 0), "failed"),
        ("at least 33.3 %", "electors", 3, (1, 0, 0), "passed"),
        ("at least 33.4 %", "electors", 3, (1, 0, 0), "failed"),
        # plain numbers
        ("at least 3", "cast", 5, (2, 0, 0), "failed"),
        ("at least 3", "cast", 5, (3, 2, 0), "passed"),
        ("more than 3", "cast", 5, (3, 2, 0), "failed"),
        # all of them
        ("at least 1/1", "electors", 3, (3, 0, 0), "passed"),
        ("at least 1/1", "electors", 3, (2, 0, 1), "failed"),
    ],
)  # fmt: skip
def test_thresholds(threshold, of, number, cast, word):
    assert came_to(rule_of(threshold, of=of), votes(*cast), number) == word


def test_abstentions_that_count_weigh_against():
    rule = rule_of("more than 1/2")
    assert came_to(rule, votes(2, 1, 1)) == "passed"
    assert came_to(replace(rule, abstentions=True), votes(2, 1, 1)) == "failed"


@pytest.mark.parametrize(
    ("quorum", "number", "cast", "word"),
    [
        ("more than 1/2", 6, (3, 0, 0), "lapsed"),  # exactly half is no quorum of more than half
        ("at least 1/2", 6, (3, 0, 0), "passed"),
        ("more than 1/2", 6, (3, 0, 1), "passed"),  # an abstention takes part
        ("at least 5", 6, (4, 0, 0), "lapsed"),
        ("at least 5", 6, (3, 2, 0), "passed"),
        ("at least 5", 4, (4, 0, 0), "lapsed"),  # there are not as many
        ("at least 1/3", 9, (0, 0, 0), "lapsed"),
        ("at least 1/3", 10, (3, 0, 0), "lapsed"),  # three and a third are asked for
        ("at least 1/3", 10, (4, 0, 0), "passed"),
        ("", 9, (1, 0, 0), "passed"),
    ],
)  # fmt: skip
def test_quorums(quorum, number, cast, word):
    assert came_to(rule_of(quorum=quorum), votes(*cast), number) == word


def test_recusals_reduce_the_electorate_and_the_base_of_the_quorum():
    """
    ann  yes
    bo   yes
    cy   recuse
    dee  recuse
    """
    rule = rule_of("more than 1/2", of="electors", quorum="more than 1/2")
    two = "ann yes\nbo yes\n"
    assert came_to(rule, two) == "lapsed"  # two of five
    assert came_to(rule, two + "cy recuse\ndee recuse") == "passed"  # two of three
    standing = judge(motion_of(rule), acts_of(two + "cy recuse\ndee recuse"), AFTER)
    assert (standing.count.electors, standing.count.recused, standing.count.whole) == (3, 2, 3)
    assert came_to(rule, "ann yes\nann recuse\nbo yes\ncy yes\ndee no\neli no") == "failed"  # her vote no longer counts
    everybody = "\n".join(f"{name} recuse" for name in ("ann", "bo", "cy", "dee", "eli"))
    assert came_to(rule, everybody) == "lapsed"
    assert came_to(rule_of(), everybody) == "failed"


def test_a_recused_person_s_vote_and_objection_do_not_count_in_whatever_order():
    rule = rule_of(objections=1)
    assert came_to(rule, "ann yes\nbo object") == "failed"
    assert came_to(rule, "ann yes\nbo object\nbo recuse") == "passed"
    assert came_to(rule, "ann yes\nbo recuse\nbo object") == "passed"


def test_who_is_not_of_the_electorate_changes_nothing():
    assert came_to(rule_of(), "jo no\nivy object\nann yes", number=5) == "passed"


def test_the_last_vote_counts():
    assert came_to(rule_of(), "ann yes\nbo no\nann no\nbo yes\ncy yes") == "passed"
    assert came_to(rule_of(), "ann yes\nann yes\nann yes\nbo no\ncy no") == "failed"


def test_the_chair_decides_a_tie_only_where_the_rule_says_so_and_there_is_one():
    rule = rule_of(casting=True)
    assert came_to(rule, "ann yes\nbo no") == "passed"
    assert came_to(rule, "ann no\nbo yes") == "failed"
    assert came_to(rule, "bo yes\ncy no") == "failed"  # the chair is silent
    assert came_to(rule_of(), "ann yes\nbo no") == "failed"
    assert came_to(rule, "ann abstain\nbo yes\ncy no") == "failed"
    two = replace(
        motion_of(rule), electors=tuple(replace(one, roles=("chair",)) for one in motion_of(rule).electors[:2])
    )
    assert judge(two, acts_of("ann yes\nbo no"), AFTER).word == "failed"
    assert came_to(rule_of("at least 2/3", casting=True), "ann yes\nbo no") == "failed"  # no tie of a majority


def test_further_conditions():
    """More than 65 % of everybody, two maintainers among them: Ann and Bo maintain."""
    assert came_to(QUALIFIED, votes(4)) == "passed"
    assert came_to(QUALIFIED, "ann yes\ncy yes\ndee yes\neli yes") == "failed"
    assert came_to(QUALIFIED, "ann yes\nbo yes\ncy yes") == "failed"
    rule = rule_of(also=(Portion(("maintainer",), "more than 1/2"),))
    assert came_to(rule, "ann yes\ncy yes\ndee yes") == "failed"
    assert came_to(rule, "ann yes\nbo yes\ncy no") == "passed"


def test_vetoes_stop_while_they_stand():
    assert came_to(CONSENSUS, votes(3)) == "passed"
    assert came_to(CONSENSUS, votes(2)) == "failed"
    assert came_to(CONSENSUS, votes(4) + "\neli object") == "failed"
    assert came_to(CONSENSUS, votes(4) + "\neli object\neli retract") == "passed"
    assert came_to(rule_of(objections=2), votes(3) + "\ndee object") == "passed"
    assert came_to(rule_of(objections=2), votes(3) + "\ndee object\neli object") == "failed"


def test_lazy_consensus():
    assert came_to(LAZY, "") == "passed"
    assert came_to(LAZY, "ann yes") == "passed"
    assert came_to(LAZY, "ann object") == "failed"
    assert came_to(LAZY, "ann object\nann retract") == "passed"
    assert came_to(LAZY, "ann no") == "failed"  # a vote against is no silence
    assert came_to(LAZY, "ann no\nann yes") == "passed"
    assert came_to(LAZY, "jo object") == "passed"  # only electors object


def test_the_committee_s_chain():
    """
    live: five of nine are there        decided in the meeting
    live: four are there                by mail for a week, votes of the meeting stay
    by mail: four have voted            by lapse, unless an objection stands
    """
    live = "\n".join(f"{name} yes live" for name in ("ann", "bo", "cy"))
    here = "- present ann,bo,cy,dee,eli\n"
    standing = judge(motion_of(COMMITTEE, 9), acts_of(here + live + "\n- stage 0"), MONDAY + timedelta(hours=6))
    assert (standing.word, standing.channel) == ("passed", "live")
    few = "- present ann,bo,cy,dee\n" + live
    standing = judge(motion_of(COMMITTEE, 9), acts_of(few + "\n- stage 0"), MONDAY + timedelta(hours=6))
    assert (standing.word, standing.channel) == ("open", "mail")
    assert standing.ends_at == MONDAY + timedelta(days=7, hours=5)
    assert standing.count.yes == 3
    mailed = few + "\n- stage 0\n+3d dee no\n+3d eli no"
    assert came_to(COMMITTEE, mailed, 9) == "passed"
    standing = judge(motion_of(COMMITTEE, 9), acts_of(few + "\n- stage 0\n+3d dee abstain"), AFTER)
    assert (standing.word, standing.channel) == ("passed", "lapse")
    assert [one.ended for one in standing.spans] == ["no quorum", "no quorum", "decided"]
    assert came_to(COMMITTEE, few + "\n- stage 0\n+3d dee no", 9) == "failed"
    assert came_to(COMMITTEE, few + "\n- stage 0\n+3d dee object", 9) == "failed"
    assert came_to(COMMITTEE, few + "\n- stage 0\n+3d dee object\n+4d dee retract", 9) == "passed"


def test_a_quorum_that_says_no_decides_and_nothing_lapses_into_approval():
    said = "- present ann,bo,cy\nann no live\nbo no live\ncy yes live\n- stage 0"
    standing = judge(motion_of(COMMITTEE), acts_of(said), AFTER)
    assert (standing.word, standing.channel) == ("failed", "live")


def test_whoever_leaves_the_room_is_no_longer_there_and_whoever_voted_was():
    gone = "- present ann,bo,cy\n- present ann,bo\n- stage 0"
    assert judge(motion_of(COMMITTEE), acts_of(gone), MONDAY + timedelta(hours=4)).channel == "mail"
    voted = "- present ann,bo,cy\ncy yes live\n- present ann,bo\n- stage 0"
    assert judge(motion_of(COMMITTEE), acts_of(voted), MONDAY + timedelta(hours=5)).channel == "live"


def test_what_is_written_down_at_the_moment_of_the_end_still_counts():
    """Whoever writes the votes down and ends the stage may do so in one moment: then their order tells."""
    said = acts_of("- present ann,bo,cy\nann yes live\nbo yes live\n- stage 0\ncy no")
    at_once = tuple(replace(act, at=MONDAY) for act in said)
    standing = judge(motion_of(COMMITTEE), at_once, MONDAY)
    assert (standing.word, standing.channel, standing.count.no) == ("passed", "live", 0)


def test_what_happens_at_the_end_of_the_window_or_after_it_changes_nothing():
    rule = rule_of()
    assert came_to(rule, "ann no\n+7d bo yes\n+8d cy yes") == "failed"
    assert came_to(rule, "ann yes\n+7d bo object") == "passed"
    assert came_to(rule, "ann yes\n+8d ann recuse") == "passed"


@pytest.mark.parametrize(("said", "word"), [
    (votes(3), "passed"), (votes(0, 3), "failed"), (votes(2, 2), "open"), (votes(2, 2, 1), "failed"), ("", "open"),
])  # fmt: skip
def test_a_rule_that_closes_early_is_due_when_the_rest_can_change_nothing(said, word):
    standing = judge(motion_of(replace(MAINTAINERS, roles=())), acts_of(said), MONDAY + timedelta(days=1))
    assert (standing.word, standing.due) == (word, word != "open")


def test_an_objection_may_be_taken_back_so_it_ends_nothing_early():
    rule = rule_of("more than 1/2", of="electors", objections=1, early=True)
    standing = judge(motion_of(rule), acts_of(votes(3) + "\neli object"), MONDAY + timedelta(days=1))
    assert (standing.word, standing.settled) == ("open", "")
    assert standing.needs.yes is None


def test_a_withdrawn_motion_is_over():
    acts = acts_of("ann yes\n- withdraw")
    standing = judge(motion_of(rule_of()), acts, AFTER)
    assert (standing.word, standing.at) == ("withdrawn", acts[-1].at)


def test_working_days_move_the_end():
    """Opened on Thursday the 5th: five working days end with Thursday the 12th, or later with a holiday between."""
    thursday = datetime(2026, 3, 5, 20)
    rule = rule_of(stages=(Stage("mail", 5, working=True),))
    motion = replace(motion_of(rule, zone="Asia/Shanghai"), opened_at=thursday)
    # 20:00 in UTC is already Friday in Shanghai
    assert judge(motion, (), thursday).ends_at == datetime(2026, 3, 13, 16)
    off = replace(motion, days_off=(datetime(2026, 3, 9).date(),), days_on=(datetime(2026, 3, 14).date(),))
    assert judge(off, (), thursday).ends_at == datetime(2026, 3, 14, 16)


def test_a_first_stage_ends_when_whoever_opened_it_said():
    motion = replace(motion_of(COMMITTEE), first_ends_at=MONDAY + timedelta(hours=2))
    assert judge(motion, (), MONDAY + timedelta(hours=1)).channel == "live"
    assert judge(motion, (), MONDAY + timedelta(hours=2)).channel == "mail"


@pytest.mark.parametrize(("rule", "number", "said", "quorum", "yes"), [
    (MAJORITY, 9, "", 3, 3),
    (MAJORITY, 9, votes(1, 1), 1, 1),
    (MAJORITY, 9, votes(1, 3), 0, 3),
    (MAJORITY, 9, votes(2, 1), 0, 0),
    (TWO_THIRDS, 9, votes(4), 0, 2),
    (TWO_THIRDS, 9, votes(4, 4), 0, None),
    (COMMITTEE, 9, "- present ann,bo,cy,dee", 1, 1),
    (COMMITTEE, 9, "- present ann,bo,cy,dee\nann no live\nbo no live", 1, 3),
    (QUALIFIED, 10, "cy yes\ndee yes\neli yes\nfay yes\ngus yes\nhal yes", 0, 2),
])  # fmt: skip
def test_what_is_still_needed(rule, number, said, quorum, yes):
    needs = judge(motion_of(replace(rule, roles=()), number), acts_of(said), MONDAY + timedelta(hours=9)).needs
    assert (needs.quorum, needs.yes) == (quorum, yes)


def test_a_secret_motion_is_counted_from_its_ballots():
    motion = motion_of(rule_of(quorum="at least 1/2"), 4, secret=True)
    running = judge(motion, (), MONDAY, voted=("ann", "bo"))
    assert (running.word, running.count.here, running.needs.yes) == ("open", 2, None)
    over = judge(motion, (), AFTER, voted=("ann", "bo"))
    assert (over.word, over.due) == ("open", True)  # the box is still shut
    assert judge(motion, (), AFTER, voted=("ann", "bo"), ballots=("no", "yes")).word == "failed"
    assert judge(motion, (), AFTER, voted=("ann", "bo"), ballots=("yes", "yes")).word == "passed"
    assert judge(motion, (), AFTER, voted=("ann",)).due
    assert judge(motion, (), AFTER).word == "lapsed"


def test_sentences_say_the_numbers_in_both_languages():
    standing = judge(
        motion_of(COMMITTEE, 9), acts_of("- present ann,bo\nann yes live\nbo no live"), MONDAY + timedelta(hours=4)
    )
    assert standing.why.en == "1 in favour, 1 against; 9 may vote."
    assert standing.why.zh == "1 票赞成，1 票反对；共 9 位选民。"
    assert standing.needs.says.en == "3 more in favour to pass; 3 more to take part for the quorum."
    assert standing.needs.says.zh == "还需 3 票赞成；还需 3 人参与以达法定人数。"


def test_the_silence_of_nobody_agrees_to_nothing():
    everybody = "\n".join(f"{name} recuse" for name in ("ann", "bo", "cy", "dee", "eli"))
    assert came_to(LAZY, everybody) == "lapsed"
    assert came_to(COMMITTEE, everybody) == "lapsed"
    assert came_to(LAZY, everybody.removesuffix("eli recuse")) == "passed"
    running = judge(motion_of(LAZY), acts_of(everybody), MONDAY + timedelta(days=1))
    assert (running.word, running.needs.yes, running.needs.says.en) == (
        "open", None, "It cannot pass: nobody is left who may object.",
    )  # fmt: skip


def test_less_than_half_is_no_tie_for_the_chair():
    """
    of those present:  1 for, 1 against, 3 silent     the rule asks for more than half of five
    with abstentions:  2 for, 2 against, 1 abstains   and so it does here
    """
    present = replace(rule_of(of="present", casting=True, stages=(Stage("live", 1),)))
    room = "- present ann,bo,cy,dee,eli\nann yes live\nbo no live"
    assert came_to(present, room) == "failed"
    assert came_to(present, "- present ann,bo\nann yes live\nbo no live") == "passed"
    weighing = rule_of(casting=True, abstentions=True)
    assert came_to(weighing, "ann yes\nbo yes\ncy no\ndee no\neli abstain") == "failed"
    assert came_to(weighing, "ann yes\nbo yes\ncy no\ndee no") == "passed"


def test_nothing_passes_early_while_an_objection_may_still_be_raised():
    rule = rule_of("more than 1/2", of="electors", objections=1, early=True)
    day = MONDAY + timedelta(days=1)
    for said in (votes(3), votes(5)):
        standing = judge(motion_of(rule), acts_of(said), day)
        assert (standing.word, standing.settled) == ("open", "")
    assert came_to(rule, votes(5) + "\n+3d eli object") == "failed"
    against = judge(motion_of(rule), acts_of(votes(0, 3)), day)
    assert (against.word, against.due) == ("failed", True)  # no objection can save it


def test_why_says_what_decided():
    def why(rule, said):
        return judge(motion_of(rule), acts_of(said), AFTER).why.en

    assert "it takes among them: maintainer, at least 2" in why(QUALIFIED, "ann yes\ncy yes\ndee yes\neli yes")
    assert "3 of 5 is not enough: it takes more than 65 % of the electors" in why(QUALIFIED, votes(3))
    assert why(rule_of(casting=True), "ann yes\nbo no").endswith("The chair decides the tie.")
    assert why(rule_of(), votes(2, 1)).endswith("2 of 3 is enough: it takes more than half of the votes cast.")
