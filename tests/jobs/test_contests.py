"""MindCon from the sign-up to the approved result, replayed on a log with known gaming; who may do what; on both databases."""

from __future__ import annotations

import inspect
import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from folkmoot.charter.amending.surgery import dumped
from folkmoot.charter.contest_templates import templates
from folkmoot.charter.native.writer import plain_of
from folkmoot.charter.reader import read_charter
from folkmoot.jobs import contests
from folkmoot.lake.append import append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import contests as ledger
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.community import Repository
from folkmoot.model.contest_log import ContestAct as Act
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Sighting
from folkmoot.model.facts import account_made
from folkmoot.model.groups import Group, Kind
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.ask import ask
from folkmoot.reports.contest_points import key_like
from folkmoot.reports.homes import Homes
from tests.reports.facts import asking, events_of

SHELL = Actor("cli:root", operator=True)
BO = Actor("bo", "192.0.2.7", people=("bo",))
BEFORE, DURING = datetime(2020, 12, 1), datetime(2020, 12, 20)
REVIEW, LATE = datetime(2020, 12, 30), datetime(2021, 1, 4)
MINDCON = "mindcon-2020"
CITIES = {"ann": "shanghai", "cy": "shanghai", "dee": "beijing", "eve": "shenzhen", "fay": "wuhan", "gus": "beijing"}
OLD = 'account_created_at="2019-01-01"'
LOG = f"""
    2020-12-14T02:00  repo.starred    kit     ann  {OLD}
    2020-12-14T03:00  repo.starred    docs    ann  {OLD}
    2020-12-14T09:00  repo.starred    kit     cy   {OLD}
    2020-12-15T09:00  repo.unstarred  kit     cy
    2020-12-16T09:00  repo.starred    kit     cy   {OLD}
    2020-12-14T10:00  repo.starred    kit     eve  account_created_at="2020-12-13"
    2020-12-14T11:00  repo.starred    docs    eve  account_created_at="2020-12-13"
    2020-12-17T08:00  change.merged   kit!1   dee  {OLD} merged_by="gitee:bo" labels=["kind/bug"] title="one"
    2020-12-17T09:00  change.merged   kit!2   dee  {OLD} merged_by="gitee:dee" labels=["kind/bug"] title="two"
    2020-12-18T08:00  change.merged   kit!3   fay  {OLD} merged_by="gitee:bo" labels=["kind/bug"] title="three"
    2020-12-19T08:00  change.merged   kit!9   bo   {OLD} merged_by="gitee:dee" reverts="gitee:example/kit!3" title="four"
    2020-12-18T09:00  change.merged   kit!4   ann  {OLD} merged_by="gitee:bo" labels=["kind/model"] title="model"
    2020-12-18T10:00  change.merged   kit!5   cy   {OLD} merged_by="gitee:bo" labels=["kind/model"] title="copied"
    2020-12-21T02:00  repo.starred    kit     gus  {OLD}
    2020-12-21T03:00  repo.starred    kit     github:gus {OLD}
"""

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def homes(tmp_path) -> Homes:
    entry = plain_of(templates()[MINDCON]) | {"organizers": ["bo"]}
    free = {
        "id": "camp", "title": "Camp", "begins": "2020-12-14", "ends": "2020-12-20", "organizers": ["bo"], "teams": "free", "team_most": 2,
        "scoring": [{"id": "star", "kind": "repo.starred", "points": "1.5"}],
    }  # fmt: skip
    people = [{"id": "bo", "name": "Bo", "accounts": ["gitee:bo"]}]
    (tmp_path / "c").mkdir()
    words = dumped(
        {"community": {"name": "Example", "zone": "Asia/Shanghai"}, "people": people, "contests": [entry, free]}
    )
    (tmp_path / "c" / "community.yaml").write_text(words, "utf-8")
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(LOG)))
    append_sightings(lake, [Sighting("gitee:gus", "Gus", also="github:gus", why="verified", source="github")])
    return Homes(read_charter(tmp_path / "c"), lake)


def _enter(homes: Homes, contest: str = MINDCON) -> None:
    for name, city in CITIES.items():
        actor = Actor(name, "192.0.2.8")
        contests.enter(
            homes, contest, (f"gitee:{name}",), actor=actor, now=BEFORE, city=city if contest == MINDCON else ""
        )


def _rows(homes: Homes, table: str, at: datetime = LATE) -> list[tuple[object, ...]]:
    answer = asking(homes)("leaderboard", id=MINDCON, table=table, at=at.isoformat())
    return [(row["rank"], row["id"], row["points"]) for row in answer.rows]


def _key(homes: Homes, who: str, rule: str) -> str:
    rows = asking(homes)("contest-points", id=MINDCON, who=f"gitee:{who}", at=LATE.isoformat()).rows
    return next(row["key"] for row in rows if row["rule"] == rule)


def test_mindcon_replayed_on_a_log_with_gaming_gives_the_known_ranking(homes):
    _enter(homes)
    contests.verify(homes, MINDCON, _key(homes, "ann", "model"), ok=True, own=("bo",), actor=BO, now=REVIEW)
    contests.verify(
        homes, MINDCON, _key(homes, "cy", "model"), ok=False, own=("bo",), actor=BO, now=REVIEW, why="A copy."
    )
    assert _rows(homes, "people") == [
        (1, "gitee:ann", 220), (2, "gitee:dee", 100), (3, "gitee:gus", 10), (4, "gitee:cy", 0), (4, "gitee:eve", 0), (4, "gitee:fay", 0),
    ]  # fmt: skip
    assert _rows(homes, "teams")[:4] == [
        (1, "shanghai", 220),
        (2, "beijing", 110),
        (3, "shenzhen", 0),
        (3, "wuhan", 0),
    ]
    assert [rank for rank, _city, _points in _rows(homes, "teams")[4:]] == [None] * 8, "nobody came from eight cities"
    taken = {
        who: [row["by"] for row in asking(homes)("contest-points", id=MINDCON, who=f"gitee:{who}", at=LATE.isoformat()).rows
              if row["state"] == "taken"]
        for who in CITIES
    }  # fmt: skip
    assert taken == {
        "ann": [], "cy": ["withdrawn-star", "first-star", "refused"], "dee": ["self-merged"], "eve": ["fresh-account"] * 2,
        "fay": ["reverted"], "gus": ["linked-accounts"],
    }  # fmt: skip
    assert _rows(homes, "people", datetime(2020, 12, 14, 2, 30))[0] == (1, "gitee:ann", 10), "as of any moment"
    assert _rows(homes, "people", datetime(2020, 12, 18, 12))[1][1] == "gitee:fay", "before it was reverted"


def test_what_collectors_tell_of_ages_and_reverts_is_judged(homes):
    """Hal's account is a day old, by what its forge told a collector; a commit reverts the merge of Ida's change.

    2020-12-16T02:00  repo.starred    kit    hal
    2020-12-16T03:00  change.merged   kit!7  ida  account_created_at="2019-01-01" merged_by="gitee:bo" labels=["kind/bug"] head="abc"
    2020-12-17T03:00  commit.authored kit    bo   reverts=["abc","def"]
    """
    log = inspect.cleandoc(test_what_collectors_tell_of_ages_and_reverts_is_judged.__doc__).split("\n", 2)[2]
    append_events(homes.lake, list(events_of(log)))
    made = datetime(2020, 12, 15, 2)
    append_measurements(homes.lake, [account_made("gitee:hal", made, source="gitee", seen_at=DURING)])
    homes = Homes(homes.charter, homes.lake)
    for name in ("hal", "ida"):
        contests.enter(homes, MINDCON, (f"gitee:{name}",), actor=Actor(name), now=BEFORE, city="wuhan")
    answers = [
        asking(homes)("contest-points", id=MINDCON, who=f"gitee:{name}", at=LATE.isoformat()) for name in ("hal", "ida")
    ]
    assert [[(row["state"], row["by"]) for row in one.rows] for one in answers] == [
        [("taken", "fresh-account")], [("taken", "reverted")],
    ]  # fmt: skip


def test_a_contest_is_due_while_appeals_wait_and_until_its_result_is_approved(homes):
    """MindCon is reviewed from 2020-12-27 to 2021-01-03; a committee sees the contests of every group."""
    _enter(homes)
    groups = (Group(Kind.COMMITTEE, "tsc", Text("TSC")), Group(Kind.CHAPTER, "lake", Text("Lake")))
    plans = tuple(one for one in homes.charter.contests if one.id == MINDCON)
    homes = Homes(replace(homes.charter, groups=groups, contests=plans), homes.lake)

    def due(day: datetime, group: str = "tsc") -> list[tuple[str, bool]]:
        asked = Question("due", Scope(groups=(group,)), day.date(), (("kind", "contests"),))
        return [(str(row["why"]), row["overdue"]) for row in ask(homes, asked).rows]

    assert due(DURING) == []
    contests.appeal(homes, MINDCON, ("gitee:ann",), "Look again.", actor=Actor("ann"), now=DURING)
    assert due(REVIEW) == [("1 appeal waits for an answer; the result is not approved", False)]
    assert due(LATE) == [("1 appeal waits for an answer; the result is not approved", True)]
    assert due(LATE, "lake") == []


def test_the_beginning_of_a_key_is_enough_where_it_is_one_events(homes):
    _enter(homes)
    key = _key(homes, "ann", "model")
    live = contests.seen(homes, MINDCON, REVIEW).live
    assert key_like(live, f"{key[:12]}…") == key
    assert [key_like(live, said) for said in ("", "…", "none")] == ["", "…", "none"]


def test_points_are_told_as_exactly_as_they_are_given(homes):
    _enter(homes, "camp")
    answer = asking(homes)("contest-points", id="camp", who="gitee:cy", at=LATE.isoformat())
    assert str(answer.sentence) == "1.5 points from 1 event; 0 wait for a reviewer, and 1 does not count."


def test_a_star_of_a_mirror_is_one_of_its_repository(homes):
    """Gus stars a repository on one forge, and its mirror on the other.

    2020-12-22T04:00  repo.starred  github:example/docs  github:gus  account_created_at="2019-01-01"
    2020-12-22T05:00  repo.starred  docs                 gus         account_created_at="2019-01-01"
    """
    append_events(homes.lake, list(events_of(test_a_star_of_a_mirror_is_one_of_its_repository.__doc__)))
    mirrored = Repository("gitee:example/docs", mirrors=("github:example/docs",))
    community = replace(homes.charter.community, repositories=(mirrored,))
    homes = Homes(replace(homes.charter, community=community), homes.lake)
    contests.enter(homes, MINDCON, ("gitee:gus",), actor=Actor("gus"), now=BEFORE, city="wuhan")
    rows = asking(homes)("contest-points", id=MINDCON, who="gitee:gus", at=LATE.isoformat()).rows
    assert sorted((row["at"].hour, row["state"], row["by"]) for row in rows) == [
        (2, "counted", "star"), (3, "taken", "linked-accounts"), (4, "counted", "star"), (5, "taken", "linked-accounts"),
    ]  # fmt: skip


def test_sign_up_has_its_time_and_place(homes):
    ann = Actor("ann", "192.0.2.8")
    with pytest.raises(NotAllowed, match="account of a forge"):
        contests.enter(homes, MINDCON, (), actor=ann, now=BEFORE, city="shanghai")
    with pytest.raises(BadInput, match="no city"):
        contests.enter(homes, MINDCON, ("gitee:ann",), actor=ann, now=BEFORE, city="atlantis")
    contests.enter(homes, MINDCON, ("gitee:ann",), actor=ann, now=BEFORE, city="shanghai")
    with pytest.raises(BadInput, match="already"):
        contests.enter(homes, MINDCON, ("gitee:ann",), actor=ann, now=BEFORE, city="beijing")
    contests.leave(homes, MINDCON, ("gitee:ann",), actor=ann, now=BEFORE)
    contests.enter(homes, MINDCON, ("gitee:ann",), actor=ann, now=DURING, city="beijing")
    with pytest.raises(BadInput, match="begun"):
        contests.leave(homes, MINDCON, ("gitee:ann",), actor=ann, now=DURING)
    with pytest.raises(BadInput, match="at this time"):
        contests.enter(homes, MINDCON, ("gitee:cy",), actor=ann, now=REVIEW, city="beijing")
    with pytest.raises(BadInput, match="no contest"):
        contests.enter(homes, "none", ("gitee:cy",), actor=ann, now=BEFORE)
    assert [act.verb for act in ledger.acts(MINDCON)] == ["enter", "leave", "start", "enter"]


def test_signing_up_needs_the_log_of_acts_and_not_the_events_of_the_lake(homes):
    assert homes.identity.person_of
    shutil.rmtree(homes.lake.folder / "events")
    _enter(homes)
    assert set(contests.seen(homes, MINDCON, BEFORE).who.entries) == {f"gitee:{name}" for name in CITIES}


def test_teams_are_founded_joined_and_left_until_the_start(homes):
    _enter(homes, "camp")
    who = {name: Actor(name, "192.0.2.8") for name in CITIES}
    contests.found(homes, "camp", ("gitee:ann",), "Red  Lions", actor=who["ann"], now=BEFORE)
    with pytest.raises(BadInput, match="already"):
        contests.found(homes, "camp", ("gitee:cy",), "red lions", actor=who["cy"], now=BEFORE)
    team = next(iter(contests.seen(homes, "camp", BEFORE).live.teams))
    contests.join(homes, "camp", ("gitee:cy",), team, actor=who["cy"], now=BEFORE)
    with pytest.raises(BadInput, match="full"):
        contests.join(homes, "camp", ("gitee:dee",), team, actor=who["dee"], now=BEFORE)
    with pytest.raises(BadInput, match="in a team"):
        contests.join(homes, "camp", ("gitee:cy",), team, actor=who["cy"], now=BEFORE)
    contests.part(homes, "camp", ("gitee:cy",), actor=who["cy"], now=BEFORE)
    contests.join(homes, "camp", ("gitee:dee",), team, actor=who["dee"], now=BEFORE)
    assert contests.seen(homes, "camp", BEFORE).live.teams[team].members == ("gitee:ann", "gitee:dee")
    with pytest.raises(BadInput, match="begun"):
        contests.part(homes, "camp", ("gitee:dee",), actor=who["dee"], now=DURING - timedelta(days=5))


def test_nobody_decides_about_themselves_and_only_reviewers_decide(homes):
    _enter(homes)
    key = _key(homes, "ann", "model")
    with pytest.raises(NotAllowed, match="reviewers"):
        contests.verify(homes, MINDCON, key, ok=True, own=("gitee:ann",), actor=Actor("ann", "192.0.2.8"), now=REVIEW)
    with pytest.raises(NotAllowed, match="own points"):
        contests.verify(homes, MINDCON, key, ok=True, own=("gitee:ann",), actor=SHELL, now=REVIEW)
    with pytest.raises(BadInput, match="reason"):
        contests.verify(homes, MINDCON, key, ok=False, own=("bo",), actor=BO, now=REVIEW)
    with pytest.raises(BadInput, match="does not wait"):
        contests.verify(
            homes, MINDCON, _key(homes, "dee", "bugfix"), ok=False, own=("bo",), actor=BO, now=REVIEW, why="no"
        )
    with pytest.raises(NotAllowed, match="organise"):
        contests.disqualify(homes, MINDCON, person="gitee:cy", actor=Actor("ann", "192.0.2.8"), now=REVIEW, why="x")


def test_several_events_are_decided_together_or_none_of_them(homes):
    _enter(homes)
    waiting, counted = _key(homes, "ann", "model"), _key(homes, "dee", "bugfix")
    for keys in ((waiting, counted), (waiting, "no such event"), ()):
        with pytest.raises(BadInput):
            contests.verify(homes, MINDCON, *keys, ok=True, own=("bo",), actor=BO, now=REVIEW)
    assert "verify" not in [act.verb for act in ledger.acts(MINDCON)]
    contests.verify(homes, MINDCON, waiting, waiting, ok=True, own=("bo",), actor=BO, now=REVIEW)
    assert [act.content["key"] for act in ledger.acts(MINDCON) if act.verb == "verify"] == [waiting]


def test_appeals_have_a_deadline_an_answer_and_an_effect_and_the_result_is_approved_once(homes):
    _enter(homes)
    dee, cy = Actor("dee", "192.0.2.8"), Actor("cy", "192.0.2.8")
    keys = [
        row["key"] for row in asking(homes)("contest-points", id=MINDCON, who="gitee:dee", at=REVIEW.isoformat()).rows
    ]
    contests.appeal(homes, MINDCON, ("gitee:dee",), "A robot merged it.", actor=dee, now=REVIEW, key=keys[1])
    with pytest.raises(NotAllowed, match="somebody else's"):
        contests.appeal(homes, MINDCON, ("gitee:cy",), "Not fair.", actor=cy, now=REVIEW, key=keys[1])
    with pytest.raises(BadInput, match="not taken"):
        contests.appeal(homes, MINDCON, ("gitee:cy",), "Not fair.", actor=cy, now=datetime(2020, 12, 31, 16))
    contests.disqualify(homes, MINDCON, person="gitee:cy", actor=BO, now=REVIEW, why="Two models were copies.")
    with pytest.raises(BadInput, match=r"1 events wait .* 1 appeals"):
        contests.approve(homes, MINDCON, actor=BO, now=LATE)
    number = contests.seen(homes, MINDCON, REVIEW).live.appeals[0].ordinal
    contests.answer(homes, MINDCON, number, granted=True, own=("bo",), actor=BO, now=LATE, why="It was a robot.")
    contests.verify(homes, MINDCON, _key(homes, "ann", "model"), ok=True, own=("bo",), actor=BO, now=LATE)
    with pytest.raises(BadInput, match="appeal"):
        contests.approve(homes, MINDCON, actor=BO, now=REVIEW)
    contests.approve(homes, MINDCON, actor=BO, now=LATE)
    assert _rows(homes, "people", LATE + timedelta(days=9))[:2] == [(1, "gitee:ann", 220), (2, "gitee:dee", 200)]
    assert _rows(homes, "people", LATE)[-1] == (None, "gitee:cy", 0)
    with pytest.raises(BadInput, match="over"):
        contests.appeal(homes, MINDCON, ("gitee:dee",), "x", actor=BO, now=LATE + timedelta(days=1))
    contests.disqualify(homes, MINDCON, person="gitee:dee", actor=BO, now=LATE + timedelta(days=1), why="x")
    assert _rows(homes, "people", LATE + timedelta(days=9))[1] == (2, "gitee:dee", 200), "the approved result stands"
    about = asking(homes)("contest", id=MINDCON, at=LATE.isoformat()).about
    assert (about["stage"], about["changed"]) == ("final", 0)


def test_the_rules_are_those_of_the_start_whatever_the_charter_says_later(homes, tmp_path):
    _enter(homes)
    assert contests.start_due(homes, datetime(2020, 12, 14)) == [MINDCON, "camp"]
    assert contests.start_due(homes, datetime(2020, 12, 15)) == []
    path = tmp_path / "c" / "community.yaml"
    path.write_text(path.read_text("utf-8").replace("points: 10\n", "points: 90\n"), "utf-8")
    later = Homes(read_charter(tmp_path / "c"), homes.lake)
    assert later.charter.contest_by_id[MINDCON].scoring[0].points == 90
    assert _rows(later, "people")[1:3] == [(2, "gitee:ann", 20), (3, "gitee:gus", 10)]
    assert not asking(later)("contest", id=MINDCON, at=LATE.isoformat()).about["declared"]


def test_acts_are_append_only_audited_and_one_after_the_other(homes):
    _enter(homes)
    with pytest.raises(ledger.Overtaken):
        ledger.append(MINDCON, [Act(1, BEFORE, "enter", person="x")], SHELL)
    assert Audit.objects.filter(verb="contest.enter").count() == len(CITIES)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        _forced()


def _forced() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_contestact SET person = 'x'")
