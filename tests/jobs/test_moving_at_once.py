"""What two people at once come to with a motion, on both databases: each thread commits, as two workers of the portal do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from folkmoot.jobs import moving, voting
from folkmoot.ledger import audit, motions
from folkmoot.ledger.models import Audit
from folkmoot.reports.homes import Homes
from tests.jobs.committee import ANN, BO, CY, NOW, homes_in, move
from tests.ledgers import at_once


@pytest.fixture
def homes(tmp_path, monkeypatch) -> Homes:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    return homes_in(tmp_path)


def test_numbers_are_never_given_twice(homes, database):
    made = at_once(*[lambda: move(homes, rule="majority") for _ in range(6)])
    assert len({one for one in made if isinstance(one, int)}) == 6


def test_one_motion_about_a_thing(homes, database):
    made = at_once(*[lambda: move(homes, rule="majority", about="sig:new") for _ in range(4)])
    assert len([one for one in made if isinstance(one, int)]) == 1
    assert all("still open" in str(one) for one in made if not isinstance(one, int))


def test_a_double_vote_counts_once_and_all_is_kept(homes, database):
    number = move(homes, rule="majority")
    choices = ["yes", "no", "abstain", "yes"]
    made = at_once(
        *[lambda choice=choice: voting.vote(homes, number, choice, actor=ANN, now=NOW) for choice in choices],
    )
    acts = motions.acts(number)
    assert [act.ordinal for act in acts] == [1, 2, 3, 4]
    assert sorted(act.choice for act in acts) == sorted(choices)
    assert not [one for one in made if isinstance(one, Exception)]
    standing = moving.seen(number, NOW).standing
    assert [(one.elector, one.choice) for one in standing.votes] == [("ann", acts[-1].choice)]


def test_several_electors_at_once_are_all_heard(homes, database):
    number = move(homes, rule="majority")
    at_once(*[lambda who=who: voting.vote(homes, number, "yes", actor=who, now=NOW) for who in (ANN, BO, CY)])
    assert moving.seen(number, NOW).standing.count.yes == 3


def test_two_closers_close_once(homes, database):
    number = move(homes, rule="majority")
    late = NOW + timedelta(days=7)
    made = at_once(*[lambda: moving.close_one(number, late) for _ in range(4)])
    assert len([one for one in made if one is not None]) == 1
    assert [act.verb for act in motions.acts(number)] == ["close"]
    assert Audit.objects.filter(about=f"motion {number}", verb="motion.close").count() == 1


def test_a_vote_and_the_end_at_once_agree(homes, database):
    """The chair ends the meeting's vote while Cy still votes: he is counted, or told that it is over."""
    for _turn in range(5):
        number = move(homes)
        voting.roll_call(homes, number, ["ann", "bo", "cy"], actor=ANN, now=NOW)
        voting.vote(homes, number, "yes", actor=ANN, now=NOW)
        voted, ended = at_once(
        lambda n=number: voting.vote(homes, n, "no", actor=CY, now=NOW),
            lambda n=number: moving.end_stage(homes, n, actor=ANN, now=NOW + timedelta(hours=1)),
        )  # fmt: skip
        acts = motions.acts(number)
        assert acts[-1].verb == "close"
        assert [act.ordinal for act in acts] == list(range(1, len(acts) + 1))
        heard = any(act.verb == "vote" and act.elector == "cy" for act in acts)
        assert heard == (not isinstance(voted, Exception))
        assert ended.count.no == int(heard)
        again = moving.seen(number, NOW + timedelta(days=9)).standing
        assert (again.word, again.count) == (ended.word, ended.count)


def test_the_key_of_a_withdrawn_vote_is_destroyed(homes, tmp_path, database):
    number = move(homes, rule="sealed")
    voting.vote_in_secret(homes, number, "yes", actor=CY, now=NOW)
    assert list((tmp_path / "keys").iterdir())
    moving.withdraw(homes, number, actor=ANN, now=NOW, why="a slip")
    assert not list((tmp_path / "keys").iterdir())
    assert motions.outcome(number).word == "withdrawn"


def test_a_secret_vote_and_a_recusal_at_once_agree(homes, database):
    number = move(homes, rule="sealed")
    cast, left = at_once(
        lambda: voting.vote_in_secret(homes, number, "yes", actor=CY, now=NOW),
        lambda: voting.recuse(homes, number, actor=CY, now=NOW),
    )  # fmt: skip
    assert isinstance(cast, Exception) != isinstance(left, Exception)
    [(_number, outcome)] = [one for one in moving.close_due(NOW + timedelta(days=7)) if one[0] == number]
    assert outcome.count.yes == int(isinstance(cast, str))


def test_a_double_secret_vote_is_one_ballot(homes, database):
    number = move(homes, rule="sealed")
    made = at_once(*[lambda: voting.vote_in_secret(homes, number, "yes", actor=ANN, now=NOW) for _ in range(3)])
    assert len([one for one in made if isinstance(one, str)]) == 1
    assert dict(moving.close_due(NOW + timedelta(days=7)))[number].count.yes == 1


def test_each_fact_changes_the_word_that_answers_are_kept_by(homes, database):
    before = audit.version()
    move(homes, rule="majority")
    assert audit.version() != before
