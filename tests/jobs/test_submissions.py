"""A submission contest from the hand-in to the table: quotas, turns, leases taken over, faults of the platform; on both databases."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from folkmoot.jobs import contests
from folkmoot.jobs import submissions as job
from folkmoot.jobs.judging.working import LEASE, Done, Worker
from folkmoot.ledger import submissions as ledger
from folkmoot.ledger.models import Audit, SubmissionAct, SubmissionTurn
from folkmoot.model.actor import Actor
from folkmoot.model.contest_log import Standings
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.homes import Homes
from tests.jobs.entries import ANSWERS, bench_at, homes_at, packed, store_at
from tests.ledgers import connected, new_address
from tests.reports.facts import asking

BEFORE, NOW, REVIEW = datetime(2026, 2, 20), datetime(2026, 3, 3, 4), datetime(2026, 3, 20)
BO = Actor("bo", "192.0.2.7", people=("bo",))
CY = Actor("cy", "192.0.2.9")
PEOPLE = ("ann", "bea", "cy", "dee")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture(autouse=True)
def ledger_of(database: str) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclasses.dataclass
class Stage:
    """A contest with people in it, and a clock that stands until it is moved."""

    folder: Path
    homes: Homes
    now: datetime = NOW

    def __post_init__(self) -> None:
        for contest in ("quiz", "other"):
            for name in PEOPLE:
                contests.enter(self.homes, contest, (f"gitee:{name}",), actor=Actor(name), now=BEFORE)

    def bench(self):
        from folkmoot.jobs.judging.judge import Bench

        return Bench(self.folder / "charter", self.folder / "hidden", (self.folder,))

    def hand_in(self, who: str, content: bytes | str, contest: str = "quiz"):
        data = packed({"answers.txt": content}) if isinstance(content, str) else content
        upload = job.Upload(f"{who}.zip", [data])
        own = (f"gitee:{who}",)
        return job.hand_in(
            self.homes, self.bench(), store_at(self.folder), contest, own, upload, actor=Actor(who), now=self.now
        )

    def worker(self, name: str = "") -> Worker:
        return Worker(self.bench(), store_at(self.folder), lambda: self.now, name, beating=False)

    def work(self) -> list[Done]:
        done = []
        while one := self.worker().turn(self.fresh()):
            done.append(one)
            self.now += timedelta(seconds=1)
        return done

    def fresh(self) -> Homes:
        return dataclasses.replace(self.homes)

    def standings(self, contest: str = "quiz", at: datetime | None = None) -> Standings:
        return contests.seen(self.fresh(), contest, at or self.now).live


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    bench_at(tmp_path)
    return Stage(tmp_path, homes_at(tmp_path, quota={"a_day": 2, "in_all": 3, "waiting": 2, "uploads": 6}))


def ranked(seen: Standings) -> list[tuple[object, ...]]:
    return [
        (one.rank, one.id.removeprefix("gitee:"), str(one.points), one.counted, one.out) for one in seen.people_ranked
    ]


def test_the_best_entry_of_each_ranks_exactly_and_equal_ones_by_who_was_first(stage):
    """
    ann  7 of 8, then 8 of 8     bea  8 of 8, later than ann     cy  1 of 8: below a quarter     dee  nothing
    """
    stage.hand_in("ann", "a b c d e f g x")
    stage.now += timedelta(hours=1)
    stage.hand_in("ann", ANSWERS)
    stage.now += timedelta(hours=1)
    stage.hand_in("bea", ANSWERS + " ")
    stage.hand_in("cy", "a x x x x x x x")
    assert {one.state for one in stage.work()} == {"scored"}
    assert ranked(stage.standings()) == [
        (1, "ann", "1.0000", 2, ""), (2, "bea", "1.0000", 1, ""), (None, "cy", "0.1250", 1, "below-threshold"),
        (None, "dee", "0", 0, "nothing-scored"),
    ]  # fmt: skip
    told = asking(stage.fresh())("leaderboard", id="quiz", at=stage.now.isoformat())
    assert [(row["metric_share"], row["metric_size"], row["beats"]) for row in told.rows[:3]] == [
        ("1.0000", "8", True), ("1.0000", "8", True), ("0.1250", "8", False),
    ]  # fmt: skip
    assert told.sentence.zh.endswith("以正确率 1.0000 领先。")
    assert ranked(stage.standings(at=NOW))[0][2:4] == ("0", 0), "as of a moment before anything was scored"


def test_what_is_refused_at_the_door_is_not_recorded(stage):
    with pytest.raises(BadInput, match=r"x\.exe is a program"):
        stage.hand_in("ann", packed({"x.exe": "MZ"}))
    with pytest.raises(BadInput, match="no zip archive"):
        stage.hand_in("ann", b"words " * 20)
    with pytest.raises(BadInput, match="larger than 1 MB"):
        stage.hand_in("ann", b"x" * 3_000_000)
    assert ledger.tried("quiz") == 0
    assert [one for one in (stage.folder / "submissions").rglob("*") if one.is_file()] == []


def test_only_scored_runs_count_and_the_day_is_that_of_the_contests_zone(stage):
    assert stage.hand_in("ann", packed({"other.txt": "a"})).number
    stage.hand_in("ann", "NaN")
    with pytest.raises(BadInput, match="2 of your entries wait"):
        stage.hand_in("ann", "a")
    assert [one.state for one in stage.work()] == ["refused", "failed"]
    for said in ("a b", "a b c"):
        stage.hand_in("ann", said)
    stage.work()
    with pytest.raises(BadInput, match="2 scored runs today") as told:
        stage.hand_in("ann", "a b c d")
    assert told.value.said_in("zh").startswith("今天的 2 次评分已用完。")
    stage.now = datetime(2026, 3, 3, 15, 59)
    with pytest.raises(BadInput, match="today"):
        stage.hand_in("ann", "a b c d")
    stage.now = datetime(2026, 3, 3, 16, 1)  # after midnight in Shanghai
    stage.hand_in("ann", "a b c d")
    stage.work()
    with pytest.raises(BadInput, match="all of your 3 scored runs"):
        stage.hand_in("ann", "a b c d e")


def test_uploads_are_limited_and_the_same_bytes_are_not_scored_twice(stage):
    stage.hand_in("ann", ANSWERS)
    with pytest.raises(BadInput, match="same file as your entry"):
        stage.hand_in("ann", ANSWERS)
    stage.hand_in("bea", ANSWERS)
    stage.work()
    for number in range(6):
        stage.hand_in("cy", packed({f"{number}.txt": "a"}))
        stage.work()
    with pytest.raises(BadInput, match="6 times today"):
        stage.hand_in("cy", ANSWERS)


def test_who_hands_in(stage):
    with pytest.raises(BadInput, match="take no part"):
        stage.hand_in("gus", ANSWERS)
    contests.disqualify(stage.homes, "quiz", person="gitee:dee", actor=BO, now=NOW, why="Copied.")
    with pytest.raises(BadInput, match="disqualified: Copied"):
        stage.hand_in("dee", ANSWERS)
    stage.now = REVIEW
    with pytest.raises(BadInput, match="no entries at this time"):
        stage.hand_in("ann", ANSWERS)
    with pytest.raises(BadInput, match="nothing is handed in"):
        job.plan_of(contests.seen(stage.homes, "week", NOW))
    with pytest.raises(NotAllowed):
        job.all_of(contests.seen(stage.homes, "quiz", NOW), CY, 0, 10)
    assert job.all_of(contests.seen(stage.homes, "quiz", NOW), BO, 0, 10) == (0, ())


def test_contests_take_turns_and_in_each_its_entrants_do(stage):
    """ann floods quiz before anybody else comes; others wait for one of her runs, not for all."""
    first = [stage.hand_in("ann", said).number for said in ("a", "a b")]
    bea = stage.hand_in("bea", "a b c").number
    other = stage.hand_in("cy", "a", "other").number
    places = job.places(stage.now, [first[1], bea])
    assert (places[first[1]], places[bea]) == ((4, 4), (3, 4))
    assert [one.number for one in stage.work()] == [first[0], other, bea, first[1]]
    late = stage.hand_in("bea", "a b c d").number
    early = stage.hand_in("dee", "a b c d e").number
    assert [one.number for one in stage.work()] == [early, late], "who had no turn yet goes first, whoever came first"


def test_a_worker_that_stops_loses_its_lease_and_what_it_then_says_counts_for_nothing(stage):
    number = stage.hand_in("ann", ANSWERS).number
    lease = ledger.take([number], "one", actor=BO, now=stage.now, length=LEASE)
    assert lease is not None
    assert stage.worker("two").turn(stage.fresh()) is None, "somebody holds it"
    assert ledger.beat(lease, stage.now + LEASE / 2, LEASE)
    stage.now += LEASE
    assert stage.worker("two").turn(stage.fresh()) is None, "its heart has beaten"
    stage.now += LEASE
    done = stage.worker("two").turn(stage.fresh())
    assert done == Done(number, "quiz", "scored")
    assert not ledger.beat(lease, stage.now, LEASE)
    assert not ledger.end(lease, "failed", actor=BO, now=stage.now), "too late"
    found = ledger.one(number)
    assert [act.verb for act in found.acts] == ["begin", "begin", "end"]
    assert found.state == "scored"
    assert SubmissionTurn.objects.count() == 0


def test_it_ends_once_whatever_is_tried(stage):
    number = stage.hand_in("ann", ANSWERS).number
    stage.work()
    for verb in ("end", "begin"):
        with pytest.raises(DatabaseError), transaction.atomic():
            SubmissionAct.objects.create(
                submission_id=number, contest="quiz", entrant="gitee:ann", ordinal=2 if verb == "begin" else 9, verb=verb,
                state="failed", content={}, at=Audit.objects.latest("pk").at, who="x",
            )  # fmt: skip
    assert not ledger.withdraw(number, actor=BO, now=stage.now)


def test_a_fault_of_the_platform_is_tried_twice_more_and_costs_nothing(stage):
    number = stage.hand_in("ann", "CRASH").number
    assert [(one.number, one.again, one.state) for one in stage.work()] == [
        (number, True, "waiting"), (number, True, "waiting"), (number, False, "broke"),
    ]  # fmt: skip
    found = ledger.one(number)
    assert found.acts[-1].content["fault"] == "platform"
    assert "the scorer's own fault" in found.acts[-1].content["detail"]
    row = Audit.objects.filter(verb="submission.end").latest("pk")
    assert "detail" not in row.after
    for said in ("a", "a b"):
        stage.hand_in("ann", said)
    assert {one.state for one in stage.work()} == {"scored"}, "both runs of the day are left"


def test_what_stops_every_worker_ends_as_the_platforms_fault(stage):
    number = stage.hand_in("ann", ANSWERS).number
    for turn in range(3):
        assert ledger.take([number], str(turn), actor=BO, now=stage.now, length=LEASE)
        stage.now += 2 * LEASE
    assert [one.state for one in stage.work()] == ["broke"]


def test_taken_back_while_it_waits_and_by_its_owner_alone(stage):
    number = stage.hand_in("ann", ANSWERS).number
    with pytest.raises(NotAllowed):
        job.withdraw(stage.homes, "quiz", ("gitee:bea",), number, actor=CY, now=stage.now)
    job.withdraw(stage.homes, "quiz", ("gitee:ann",), number, actor=CY, now=stage.now)
    with pytest.raises(BadInput, match="runs already, or it is over"):
        job.withdraw(stage.homes, "quiz", ("gitee:ann",), number, actor=CY, now=stage.now)
    assert stage.work() == []
    assert ledger.one(number).state == "withdrawn"


def test_nothing_is_approved_while_entries_wait_and_the_approved_table_stands(stage):
    stage.hand_in("ann", ANSWERS)
    with pytest.raises(BadInput, match="1 entries still wait"):
        contests.approve(stage.fresh(), "quiz", actor=BO, now=datetime(2026, 3, 25))
    stage.work()
    act = contests.approve(stage.fresh(), "quiz", actor=BO, now=datetime(2026, 3, 25))
    assert act.content["tables"]["people"][0] == ["gitee:ann", 1, "1", ""]
    assert contests.seen(stage.fresh(), "quiz", datetime(2026, 4, 1)).stage == "final"


def test_teams_hand_in_as_one(stage):
    for name in ("ann", "bea", "cy"):
        contests.enter(stage.homes, "teams", (f"gitee:{name}",), actor=Actor(name), now=BEFORE)
    contests.found(stage.homes, "teams", ("gitee:ann",), "Lions", actor=Actor("ann"), now=BEFORE)
    team = next(iter(contests.seen(stage.homes, "teams", BEFORE).live.teams))
    contests.join(stage.homes, "teams", ("gitee:bea",), team, actor=Actor("bea"), now=BEFORE)
    stage.hand_in("ann", "a b", "teams")
    stage.hand_in("bea", ANSWERS, "teams")
    with pytest.raises(BadInput, match="2 of your entries wait"):
        stage.hand_in("ann", "a b c", "teams")
    with pytest.raises(BadInput, match="you are in none"):
        stage.hand_in("cy", "a b c", "teams")
    stage.work()
    assert [(one.rank, one.id, str(one.points), one.counted) for one in stage.standings("teams").teams_ranked] == [
        (1, team, "1.0000", 2)
    ]
