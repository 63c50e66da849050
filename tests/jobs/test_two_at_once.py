"""Rounds, petitions and changes of the charter when several people act at the same moment, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from folkmoot.charter.amending.amend import amend_roster
from folkmoot.charter.reader import read_charter
from folkmoot.jobs import founding, joining, moving, promoting, rounds, voting
from folkmoot.jobs.amend import amend
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions, petitions
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Term
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import seen
from tests.jobs.test_rounds import ANN, BO, CY, DEE, EVENTS, FILES, LATER, NOW, OPENS, OUT, PLAN
from tests.ledgers import at_once
from tests.reports.facts import events_of

SLUGS = count(1)


@pytest.fixture
def slug() -> str:
    """Return a group of the test's own: what tests record here stays until the last of them is done."""
    return f"kit{next(SLUGS)}"


@pytest.fixture
def homes(tmp_path, kit, slug, database) -> Homes:
    del database
    files = {
        name: text.replace("[kit]", f"[{slug}]").replace("slug: kit", f"slug: {slug}") for name, text in FILES.items()
    }
    kit.commit("The charter", files)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(EVENTS)))
    read = [
        Coverage("test", "gitee:example/kit", kind, OPENS - timedelta(days=2000), LATER, LATER)
        for kind in ("change.merged", "change.reviewed")
    ]
    append_coverage(lake, read)
    return Homes(read_charter(kit.folder), lake)


@pytest.fixture
def number(homes, slug) -> int:
    return rounds.open_round(homes, replace(PLAN, group=slug), actor=BO, now=NOW)


def _verbs(number: int, verb: str) -> int:
    return Audit.objects.filter(about=f"round {number}", verb=f"round.{verb}").count()


class TestRounds:
    def test_a_group_has_one_open_round(self, homes, slug):
        made = at_once(
            *[lambda: rounds.open_round(homes, replace(PLAN, group=slug), actor=BO, now=NOW) for _ in range(4)]
        )
        assert len([one for one in made if isinstance(one, int)]) == 1

    def test_somebody_is_nominated_once_and_sponsored_once_by_each(self, homes, number):
        made = at_once(
            *[
                lambda who=who: rounds.nominate(homes, number, "ann", "committer", actor=who, now=NOW)
                for who in (BO, DEE, BO, ANN)
            ]
        )
        assert len([one for one in made if not isinstance(one, Exception)]) == 1
        assert all("already" in str(one) for one in made if isinstance(one, Exception))
        made = at_once(
            *[
                lambda who=who: rounds.sponsor(homes, number, "ann", "committer", actor=who, now=NOW)
                for who in (BO, DEE, BO, DEE)
            ]
        )
        assert len([one for one in made if not isinstance(one, Exception)]) == 2
        [one] = seen(homes, number, NOW).course.candidacies
        assert sorted(one.sponsors) == ["bo", "dee"]

    def test_a_nomination_is_answered_once(self, homes, number):
        rounds.nominate(homes, number, "ann", "committer", actor=BO, now=NOW)
        at_once(
            *[lambda verb=verb: rounds.answer(homes, number, verb, "ann", "committer", actor=ANN, now=NOW)
              for verb in ("accept", "decline", "accept")]
        )  # fmt: skip
        assert _verbs(number, "accept") + _verbs(number, "decline") == 1

    def test_two_who_advance_freeze_once_and_put_each_to_one_vote(self, homes, number):
        rounds.nominate(homes, number, "", "committer", actor=ANN, now=NOW)
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        at_once(*[lambda: rounds.advance(homes, number, LATER) for _ in range(4)])
        course = seen(homes, number, LATER).course
        assert _verbs(number, "freeze") == 1
        assert [(one.key, one.state, len(one.motions)) for one in course.candidacies] == [
            ("ann:committer", "voting", 1), ("cy:reviewer", "granted", 0),
        ]  # fmt: skip
        assert len(motions.about(f"round:{number}:ann:committer")) == 1

    def test_a_nomination_at_the_freezing_is_in_it_or_refused(self, homes, number):
        rounds.nominate(homes, number, "", "committer", actor=ANN, now=NOW)
        late, _frozen = at_once(
            lambda: rounds.nominate(homes, number, "", "reviewer", actor=CY, now=LATER),
            lambda: rounds.freeze(homes, number, actor=BO, now=LATER),
        )
        assert "nominations are over" in str(late)

    def test_two_who_apply_it_make_one_commit(self, homes, number, kit):
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        rounds.advance(homes, number, LATER)
        made = at_once(*[lambda who=who: promoting.apply(homes, number, actor=who, now=LATER) for who in (BO, DEE, BO)])
        assert [one for one in made if not isinstance(one, Exception)]
        assert kit("rev-list", "--count", "HEAD") == "2"
        assert kit("show", "HEAD:kit.yaml").count("person: cy") == 1
        assert _verbs(number, "apply") == 1
        assert kit("status", "--porcelain") == ""

    def test_a_withdrawal_and_the_vote_on_it_agree(self, homes, number):
        """Ann withdraws while the vote on her is closed: she is not promoted, whichever came first is told."""
        rounds.nominate(homes, number, "", "committer", actor=ANN, now=NOW)
        rounds.advance(homes, number, LATER)
        [motion] = seen(homes, number, LATER).course.candidacies[0].motions
        for who in (BO, DEE):
            voting.vote(homes, motion, "yes", actor=who, now=LATER)
        at_once(
            lambda: rounds.answer(homes, number, "withdraw", "ann", "committer", actor=ANN, now=LATER),
            lambda: moving.close_one(motion, LATER),
        )
        assert len([act for act in motions.acts(motion) if act.verb in ("close", "withdraw")]) == 1
        assert seen(homes, number, LATER).course.candidacies[0].state == "withdrawn"


class TestPetitions:
    def test_somebody_asks_once_and_is_answered_once(self, homes, slug):
        made = at_once(*[lambda: joining.ask(homes, slug, actor=OUT, now=NOW) for _ in range(4)])
        [asked] = [one for one in made if not isinstance(one, Exception)]
        made = at_once(
            *[lambda who=who, verb=verb: joining.answer(homes, asked.number, verb, actor=who, now=NOW, why="so")
              for who, verb in ((BO, "accept"), (DEE, "accept"), (BO, "refuse"), (DEE, "refuse"))],
            lambda: joining.withdraw(asked.number, actor=OUT, now=NOW),
        )  # fmt: skip
        assert len([one for one in made if not isinstance(one, Exception)]) == 1
        assert len(petitions.one("join", asked.number).acts) == 1

    def test_two_who_write_it_down_make_one_commit(self, homes, slug, kit):
        asked = joining.ask(homes, slug, actor=OUT, now=NOW)
        joining.answer(homes, asked.number, "accept", actor=BO, now=NOW)
        at_once(*[lambda who=who: joining.apply(homes, slug, actor=who, now=NOW) for who in (BO, DEE, BO)])
        assert kit("rev-list", "--count", "HEAD") == "2"
        assert kit("show", "HEAD:kit.yaml").count("person: out") == 1
        assert [act.verb for act in petitions.one("join", asked.number).acts] == ["accept", "done"]

    def test_what_somebody_else_has_just_written_is_not_written_again(self, homes, slug, kit):
        """Who was accepted stands in the file already, and is not marked as done yet."""
        asked = joining.ask(homes, slug, actor=OUT, now=NOW)
        joining.answer(homes, asked.number, "accept", actor=BO, now=NOW)
        file = kit.folder / "kit.yaml"
        before = file.read_text()
        assert joining.apply(homes, slug, actor=BO, now=NOW, branch="draft")
        after = kit("show", "draft:kit.yaml") + "\n"
        assert after != before
        kit.commit("Somebody else", {"kit.yaml": after})
        with pytest.raises(BadInput, match="has changed since"):
            joining.apply(homes, slug, actor=DEE, now=NOW)
        assert file.read_text() == after
        assert kit("rev-list", "--count", "HEAD") == "2"

    def test_a_group_is_proposed_once(self, homes):
        said = {"slug": f"graphs{next(SLUGS)}", "name_en": "Graphs", "scope": "Graphs.", "people": "ann bo cy"}
        made = at_once(*[lambda who=who: founding.propose(homes, said, actor=who, now=NOW) for who in (ANN, CY, OUT)])
        assert len([one for one in made if isinstance(one, int)]) == 1


class TestTheCharter:
    def test_of_two_changes_of_one_file_neither_is_written_over(self, homes, slug, kit):
        """Whoever comes second planned on what is no longer so, and is told to look at the new difference."""
        day = date(2026, 3, 2)
        changes = [
            amend_roster(homes.charter, slug, begin=[Term(who, "reviewer", day, cause="motion 1")])
            for who in ("cy", "out")
        ]
        made = at_once(
            *[lambda change=change: amend(homes.charter, change, message="", actor=Actor("bo")) for change in changes]
        )
        assert sum("has changed since" in str(one) for one in made) == 1
        text = kit("show", "HEAD:kit.yaml")
        assert text.count("person: cy") + text.count("person: out") == 1
        assert (kit.folder / "kit.yaml").read_text().strip() == text.strip()
        assert kit("rev-list", "--count", "HEAD") == "2"
