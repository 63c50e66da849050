"""What is recorded about the demo's campaigns: visits by code, who says they came by one, a cost, lessons, a review."""

from __future__ import annotations

from datetime import datetime, timedelta

from folkmoot.jobs.demo.campaigns import BRAND, RUNS, WORKED
from folkmoot.ledger import programmes
from folkmoot.model.actor import Actor
from folkmoot.model.scope import Scope, day_start
from folkmoot.reports.homes import Homes
from folkmoot.rules.campaigns import PROGRAMME, TOUCHES

VISITOR = Actor("visitor", "portal")
CLERK = Actor("cli:demo", "demo", operator=True)
VISITS = {"docs-summer-video": 17, "docs-summer-class": 9, "metro-line-2": 8, "metro-line-9": 5, "first-change-mail": 4}
CAME = 7  # people who said so when they signed in


def record(homes: Homes) -> None:
    """Record what became of the campaigns."""
    for plan in homes.charter.campaigns:
        if plan.id not in (WORKED, BRAND, RUNS):
            continue
        begins = day_start(plan.begins, homes.charter.community.zone)
        for touch in plan.touch:
            for number in range(VISITS.get(touch.code, 3)):
                _act(TOUCHES, touch.code, "touch", VISITOR, begins + timedelta(hours=7 * number + 2))
        if plan.id == WORKED:
            _worked(homes, begins, plan.touch[0].code)


def _worked(homes: Homes, begins: datetime, code: str) -> None:
    """Record who came by a code, what was learnt, and the review."""
    events = homes.events(Scope())
    mine = events.filter(events.actor.endswith("-docs") & (events.kind == "issue.opened"))
    for row in sorted(homes.rows(mine.select("actor", "at")), key=lambda row: (row["at"], row["actor"]))[:CAME]:
        who = str(row["actor"])
        at = row["at"] - timedelta(hours=1)
        _act(PROGRAMME, WORKED, "arrive", Actor(who.partition(":")[2], "demo"), at, person=who, code=code)
    after = begins + timedelta(days=34)
    _act(PROGRAMME, WORKED, "lesson", CLERK, after, why="Prepare sixty pages, not thirty, before the first day.")
    _act(PROGRAMME, WORKED, "lesson", CLERK, after, why="第一个小时的答复最重要：值班表比奖品有用。")
    known = max((one.sure_at for one in homes.coverage if one.sure_at), default=after)
    _act(
        PROGRAMME, WORKED, "review", CLERK, max(after, min(known, after + timedelta(days=70))),
        why="Worth repeating each summer: the newcomers came for a page and some stayed for the project.",
    )  # fmt: skip


def _act(programme: str, subject: str, verb: str, actor: Actor, at: datetime, **more: str) -> None:
    programmes.record(programme, subject, programmes.acts(programme, subject), verb, actor=actor, now=at, **more)
