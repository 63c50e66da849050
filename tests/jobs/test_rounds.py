"""A selection round from its opening to the commit, on both databases; two people at once, nobody looking, people who leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import promoting, round_votes, rounds, voting
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Coverage
from folkmoot.model.rounds import RoundPlan
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import seen
from tests.reports.facts import events_of

BO, DEE, ANN, CY, OUT = (
    Actor(name, "192.0.2.7", people=(name,)) for name in ("bo", "dee", "ann", "cy", "out")
)  # fmt: skip
SHELL = Actor("cli:root", operator=True)
NOBODY = Actor("eve", "192.0.2.9")
OPENS, UNTIL = datetime(2026, 3, 1), datetime(2026, 3, 15)
NOW, LATER = datetime(2026, 3, 3, 9), datetime(2026, 3, 16, 9)
PLAN = RoundPlan("spring", "kit", ("reviewer", "committer"), "2026-03-01", "2026-03-14", zone="UTC")
FILES = {
    "community.yaml": """\
community:
  name: Example
  zone: UTC
people:
- {id: ann, name: Ann, accounts: [gitee:ann]}
- {id: bo, name: Bo, accounts: [gitee:bo]}
- {id: cy, name: Cy, accounts: [gitee:cy]}
- {id: dee, name: Dee, accounts: [gitee:dee]}
- {id: out, name: Out, accounts: [gitee:out]}
ladders:
- id: own
  groups: [kit]
  steps:
  - {role: member}
  - role: reviewer
    all:
    - {count: {kinds: [change.reviewed], subjects: 2}}
  - role: committer
    all:
    - {count: {kinds: [change.merged], subjects: 2}}
    - {vote: {rule: maintainers}}
  - {role: maintainer, all: [{role: committer}, {vote: {}}]}
""",
    "kit.yaml": """\
# Kit: who serves, newest last
group:
  kind: sig
  slug: kit
  name: Kit
  repositories: [{repo: "gitee:example/kit"}]
  roles:
  - person: bo
    role: maintainer
  - person: dee
    role: maintainer
  - person: ann  # since the beginning
    role: member
""",
}
EVENTS = """
    2026-01-10T00:00  change.merged    kit!1  gitee:ann
    2026-01-11T00:00  change.merged    kit!2  gitee:ann
    2026-01-12T00:00  change.reviewed  kit!3  gitee:cy
    2026-01-13T00:00  change.reviewed  kit!4  gitee:cy
    2026-03-14T23:00  change.merged    kit!5  gitee:out
    2026-03-15T01:00  change.merged    kit!6  gitee:out
"""


@pytest.fixture
def homes(tmp_path, kit) -> Homes:
    kit.commit("The charter", FILES)
    return _homes(kit, tmp_path)


def _homes(kit, tmp_path, read_until: datetime = LATER) -> Homes:
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(EVENTS)))
    kinds = ("change.merged", "change.reviewed")
    began = datetime(2020, 1, 1)
    append_coverage(
        lake, [Coverage("test", "gitee:example/kit", kind, began, read_until, read_until) for kind in kinds]
    )
    return Homes(read_charter(kit.folder), lake)


def _again(homes: Homes, kit) -> Homes:
    """Return the homes with the charter as it stands by now."""
    return replace(homes, charter=read_charter(kit.folder))


def _opened(homes: Homes, **fields) -> int:
    return rounds.open_round(homes, replace(PLAN, **fields), actor=BO, now=NOW)


def _states(homes: Homes, number: int, now: datetime = LATER) -> dict[str, str]:
    return {one.key: one.state for one in seen(homes, number, now).course.candidacies}


@pytest.mark.usefixtures("ledger")
class TestOneRound:
    def test_from_its_opening_to_the_commit(self, homes, kit):
        number = _opened(homes)
        rounds.nominate(homes, number, "ann", "committer", actor=BO, now=NOW, why="Knows the kit.")
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        rounds.sponsor(homes, number, "ann", "committer", actor=DEE, now=NOW)
        assert _states(homes, number, NOW) == {"ann:committer": "nominated", "cy:reviewer": "standing"}
        rounds.answer(homes, number, "accept", "ann", "committer", actor=ANN, now=NOW)
        assert rounds.advance(homes, number, NOW) == ()
        assert rounds.advance(homes, number, LATER) == ("freeze", "motion 1")
        assert rounds.advance(homes, number, LATER) == ()
        assert _states(homes, number) == {"ann:committer": "voting", "cy:reviewer": "granted"}
        motion = motions.motion(1)
        assert (motion.about, motion.kind, motion.group) == (f"round:{number}:ann:committer", "promotion", "kit")
        for who in (BO, DEE):
            voting.vote(homes, 1, "yes", actor=who, now=LATER)
        end = LATER + timedelta(days=10)
        rounds.advance(homes, number, end)
        assert _states(homes, number, end) == {"ann:committer": "granted", "cy:reviewer": "granted"}
        done = promoting.apply(homes, number, actor=BO, now=end)
        assert kit("rev-parse", "HEAD") == done.commit
        shown = kit("show", "--format=", "HEAD")
        assert "+    role: committer" in shown
        assert "-" not in [line[0] for line in shown.splitlines()[5:]]  # no line of the file goes, no comment moves
        roles = read_charter(kit.folder).group_by_slug["kit"].roles
        assert [(one.person, one.role, str(one.since), str(one.until), one.cause) for one in roles if one.person in "ann cy"] == [
            ("ann", "member", "None", "2026-03-25", f"motion 1, round {number}"),
            ("ann", "committer", "2026-03-26", "None", f"motion 1, round {number}"),
            ("cy", "reviewer", "2026-03-26", "None", f"round {number}"),
        ]  # fmt: skip
        after = _again(homes, kit)
        assert _states(after, number, end) == {"ann:committer": "promoted", "cy:reviewer": "promoted"}
        assert seen(after, number, end).course.stage == "closed"
        with pytest.raises(BadInput, match="nobody is granted"):
            promoting.apply(after, number, actor=BO, now=end)
        assert kit("rev-list", "--count", "HEAD") == "2"

    def test_nobody_is_promoted_by_activity_alone_where_the_ladder_asks_for_a_vote(self, homes):
        number = _opened(homes)
        rounds.nominate(homes, number, "", "committer", actor=ANN, now=NOW)
        rounds.advance(homes, number, LATER)
        with pytest.raises(BadInput, match="nobody is granted"):
            promoting.apply(homes, number, actor=BO, now=LATER)
        rounds.advance(homes, number, LATER + timedelta(days=20))  # nobody votes
        assert _states(homes, number, LATER + timedelta(days=20)) == {"ann:committer": "refused"}

    def test_evidence_counts_up_to_the_deadline_and_stays_as_it_was(self, homes, kit):
        """Out merged one change an hour before the deadline and one an hour after it: one short of two, for ever."""
        number = _opened(homes, exceptions=True)
        rounds.nominate(homes, number, "", "committer", actor=OUT, now=NOW)
        rounds.advance(homes, number, LATER)
        one = seen(homes, number, LATER).course.of("out", "committer")
        assert (one.state, one.word, one.evidence["events"]["0"]["total"]) == ("short", "not met", 1)
        before = seen(homes, number, LATER).course.frozen.content
        append_events(homes.lake, list(events_of("2026-02-01T00:00  change.merged  kit!9  gitee:out")))
        grown = Homes(homes.charter, homes.lake)
        assert seen(grown, number, LATER).course.frozen.content == before
        with pytest.raises(BadInput, match="needs a reason"):
            round_votes.put(grown, number, "out", "committer", actor=BO, now=LATER)
        with pytest.raises(NotAllowed):
            round_votes.put(grown, number, "out", "committer", actor=ANN, now=LATER, why="please")
        [motion] = round_votes.put(grown, number, "out", "committer", actor=BO, now=LATER, why="wrote the design")
        assert "wrote the design" in motions.motion(motion).text
        assert motions.motion(motion).why == "wrote the design"

    def test_without_exceptions_too_little_is_not_put_to_the_vote(self, homes):
        number = _opened(homes)
        rounds.nominate(homes, number, "", "committer", actor=OUT, now=NOW)
        assert rounds.advance(homes, number, LATER) == ("freeze",)
        with pytest.raises(BadInput, match="allows no exceptions"):
            round_votes.put(homes, number, "out", "committer", actor=BO, now=LATER, why="please")

    def test_what_was_not_read_is_unknown_and_goes_to_the_vote_as_that(self, kit, tmp_path):
        kit.commit("The charter", FILES)
        homes = _homes(kit, tmp_path, read_until=datetime(2026, 3, 10))
        number = _opened(homes)
        rounds.nominate(homes, number, "", "committer", actor=OUT, now=NOW)
        assert rounds.advance(homes, number, LATER) == ()  # it is waited for
        assert rounds.advance(homes, number, LATER + timedelta(days=3)) == ("freeze", "motion 1")
        one = seen(homes, number, LATER + timedelta(days=3)).course.of("out", "committer")
        assert (one.word, one.state) == ("unknown", "voting")
        assert "unknown" in motions.motion(1).text

    def test_who_may_do_what(self, homes):
        number = _opened(homes)
        for actor in (NOBODY, OUT, ANN, Actor("")):
            with pytest.raises(NotAllowed, match="only those who lead"):
                rounds.open_round(homes, replace(PLAN, roles=("member",)), actor=actor, now=NOW)
        with pytest.raises(NotAllowed, match="nobody whom the charter"):
            rounds.nominate(homes, number, "", "reviewer", actor=NOBODY, now=NOW)
        with pytest.raises(NotAllowed, match="only those who serve"):
            rounds.nominate(homes, number, "ann", "reviewer", actor=OUT, now=NOW)
        rounds.nominate(homes, number, "Cy", "reviewer", actor=ANN, now=NOW)
        for verb in ("accept", "decline"):
            with pytest.raises(NotAllowed, match="only the candidate"):
                rounds.answer(homes, number, verb, "cy", "reviewer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="for themselves"):
            rounds.sponsor(homes, number, "cy", "reviewer", actor=CY, now=NOW)
        with pytest.raises(BadInput, match="already"):
            rounds.nominate(homes, number, "cy", "reviewer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="serves as maintainer"):
            rounds.nominate(homes, number, "bo", "committer", actor=DEE, now=NOW)
        with pytest.raises(BadInput, match="does not give"):
            rounds.nominate(homes, number, "ann", "maintainer", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="nominations are over"):
            rounds.nominate(homes, number, "", "reviewer", actor=OUT, now=LATER)
        with pytest.raises(BadInput, match="is not over"):
            _opened(homes)
        rounds.answer(homes, number, "decline", "cy", "reviewer", actor=CY, now=NOW, why="next time")
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        assert _states(homes, number, NOW) == {"cy:reviewer": "standing"}

    def test_nobody_writes_their_own_promotion(self, homes, kit):
        number = rounds.open_round(homes, PLAN, actor=SHELL, now=NOW)
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        rounds.advance(homes, number, LATER)
        raised = Actor("cy", operator=True, people=("cy",))
        with pytest.raises(NotAllowed, match="their own promotion"):
            promoting.apply(homes, number, actor=raised, now=LATER)
        with pytest.raises(NotAllowed, match="only those who lead"):
            promoting.apply(homes, number, actor=ANN, now=LATER)
        assert kit("rev-list", "--count", "HEAD") == "1"
        assert promoting.patch_of(homes, number, actor=BO, now=LATER).startswith("From 0000")

    def test_on_a_branch_the_charter_waits_for_its_merge(self, homes, kit):
        number = _opened(homes)
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        rounds.advance(homes, number, LATER)
        promoting.apply(homes, number, actor=BO, now=LATER, branch="round-1")
        assert _states(_again(homes, kit), number) == {"cy:reviewer": "proposed"}
        kit("merge", "--quiet", "round-1")
        assert _states(_again(homes, kit), number) == {"cy:reviewer": "promoted"}

    def test_a_nominee_who_leaves_and_one_who_withdraws_are_not_promoted(self, homes, kit):
        number = _opened(homes)
        rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
        rounds.nominate(homes, number, "", "committer", actor=ANN, now=NOW)
        rounds.nominate(homes, number, "out", "reviewer", actor=BO, now=NOW)
        rounds.advance(homes, number, LATER)
        rounds.answer(homes, number, "withdraw", "ann", "committer", actor=ANN, now=LATER, why="no time")
        assert motions.outcome(1).word == "withdrawn"
        files = {
            **FILES,
            "community.yaml": FILES["community.yaml"].replace("- {id: cy, name: Cy, accounts: [gitee:cy]}\n", ""),
        }
        kit.commit("Cy has left", files)
        homes = _again(homes, kit)
        assert _states(homes, number) == {
            "cy:reviewer": "granted",
            "ann:committer": "withdrawn",
            "out:reviewer": "silent",
        }
        promoting.apply(homes, number, actor=BO, now=LATER)
        assert "cy" not in kit("show", "HEAD:kit.yaml")

    def test_a_declared_round_opens_by_itself_once_and_comes_again(self, homes):
        homes = replace(homes, charter=replace(homes.charter, rounds=(replace(PLAN, every_months=6),)))
        assert rounds.advance_due(homes, datetime(2026, 2, 1)) == ()
        [(number, said)] = rounds.advance_due(homes, NOW)
        assert (said, seen(homes, number, NOW).round.key) == ("open", "spring@2026-03-01")
        assert rounds.advance_due(homes, NOW) == ()
        assert rounds.open_declared(homes, "spring@2026-03-01", actor=BO, now=NOW) == number
        done = rounds.advance_due(homes, datetime(2026, 9, 2))
        assert (number, "freeze") in done
        assert seen(homes, number + 1, datetime(2026, 9, 2)).round.key == "spring@2026-09-01"

    def test_an_announced_round_is_opened_before_its_day_once(self, homes):
        homes = replace(homes, charter=replace(homes.charter, rounds=(replace(PLAN, every_months=6),)))
        summer, key = datetime(2026, 7, 1, 9, 30), "spring@2026-09-01"
        with pytest.raises(NotAllowed):
            rounds.open_declared(homes, key, actor=ANN, now=summer)
        number = rounds.open_declared(homes, key, actor=BO, now=summer, why="two people wait")
        it = seen(homes, number, summer)
        assert (it.course.stage, it.round.opens_at, it.round.until_at) == ("nominations", summer, datetime(2026, 9, 15))
        assert rounds.open_declared(homes, key, actor=BO, now=summer) == number
        rounds.nominate(homes, number, "", "reviewer", actor=ANN, now=summer)
        assert not [said for said in rounds.advance_due(homes, datetime(2026, 9, 2)) if said[1] == "open"]
