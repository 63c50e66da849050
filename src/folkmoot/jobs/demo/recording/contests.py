"""What the demo's people have recorded about the contests: sign-ups, teams, decisions, a disqualification, appeals, the approval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import contests as job
from folkmoot.jobs.demo.contests import CAST, OVER, RUNS, Player
from folkmoot.jobs.demo.flows.contests import second_of
from folkmoot.jobs.demo.recorded import seats
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.reports.contest_points import waiting_in
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
COPIED = "marek-stone"  # whose models were copies
ROBOT = "bai-ruoxi"  # whose change a robot has merged in their name
TEAMS = (("Cache Foxes", ("linnea-moss", "liu-tingyu")), ("捉虫小队", ("bai-ruoxi", "pavel-brook", "ines-vale")),
         ("Night Owls", ("tomas-reed", "orla-finch")))  # fmt: skip


def record(homes: Homes) -> None:
    """Record both contests, as far as each has come."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    if OVER in homes.charter.contest_by_id:
        _over(homes)
    _runs(homes, now)


def _own(player: Player) -> tuple[str, ...]:
    return (f"gitee:{player.login}",)


def _actor(player: Player) -> Actor:
    return Actor(player.login, "demo")


def _over(homes: Homes) -> None:
    """Record the contest that is over: some models were copies, and one appeal was right."""
    moments = job.seen(homes, OVER, datetime(2000, 1, 1)).course.moments
    before, after = moments.begins - timedelta(days=2), moments.ends + timedelta(hours=3)
    for one in CAST:
        job.enter(homes, OVER, _own(one), actor=_actor(one), now=before, city=one.city)
        if one.second:
            _second(one, before)
    for award in waiting_in(job.seen(homes, OVER, after).live):
        copied = award.deed.account == f"gitee:{COPIED}"
        why = "The same weights as a model of 2019." if copied else ""
        job.verify(homes, OVER, award.key, ok=not copied, own=(), actor=CLERK, now=after, why=why)
    job.disqualify(
        homes,
        OVER,
        person=f"gitee:{COPIED}",
        actor=CLERK,
        now=after,
        why="Both models are copies; the review shows the sources.",
    )
    _appealed(homes, after + timedelta(days=1))
    job.approve(
        homes, OVER, actor=CLERK, now=moments.review_until - timedelta(hours=1), why="Every appeal is answered."
    )


def _second(one: Player, now: datetime) -> None:
    """Let a second account sign up too, as somebody does whose accounts nobody has joined yet."""
    from folkmoot.ledger import contests as ledger
    from folkmoot.model.contest_log import ContestAct

    last = ledger.version(OVER)
    ledger.append(
        OVER, [ContestAct(last + 1, now, "enter", one.login, second_of(one), content={"city": one.second, "accounts": {}})], _actor(one)
    )  # fmt: skip


def _appealed(homes: Homes, now: datetime) -> None:
    players = {one.login: one for one in CAST}
    live = job.seen(homes, OVER, now).live
    own = live.awards[f"gitee:{ROBOT}"]
    taken = next(one for one in own if one.by == "self-merged")
    said = "I did not merge it: the merge queue acts in the author's name."
    act = job.appeal(homes, OVER, _own(players[ROBOT]), said, actor=_actor(players[ROBOT]), now=now, key=taken.key)
    job.answer(
        homes, OVER, act.ordinal, granted=True, own=(), actor=CLERK, now=now, why="The log of the merge queue shows it."
    )
    act = job.appeal(
        homes, OVER, _own(players[COPIED]), "I have trained them myself.", actor=_actor(players[COPIED]), now=now
    )
    job.answer(homes, OVER, act.ordinal, granted=False, own=(), actor=CLERK, now=now, why="No training log was shown.")


def _runs(homes: Homes, now: datetime) -> None:
    """Record the contest that runs: teams, and events that wait for a reviewer."""
    moments = job.seen(homes, RUNS, datetime(2000, 1, 1)).course.moments
    before = moments.begins - timedelta(days=2)
    players = {one.login: one for one in CAST}
    for place, one in enumerate(CAST):
        job.enter(
            homes, RUNS, _own(one), actor=_actor(one), now=before, city=("shanghai", "beijing", "shenzhen")[place % 3]
        )
    for name, (first, *mates) in TEAMS:
        act = job.found(homes, RUNS, _own(players[first]), name, actor=_actor(players[first]), now=before)
        for mate in mates:
            job.join(homes, RUNS, _own(players[mate]), act.team, actor=_actor(players[mate]), now=before)
    day = day_of(homes, now)
    for name, person in seats(homes.charter, day).items():
        if name == "member" and now < moments.ends:
            job.enter(
                homes,
                RUNS,
                (person,),
                actor=Actor(name, "demo", people=(person,)),
                now=max(before, moments.begins),
                city="shanghai",
            )
