"""What the demo's people have recorded in camps: who checked in on which day, what waits for a coach, who stopped when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs.camp_publishing import publish
from folkmoot.jobs.camps import settle
from folkmoot.jobs.demo.recorded import seats
from folkmoot.jobs.moving import day_of
from folkmoot.ledger.programmes import append
from folkmoot.model.actor import Actor
from folkmoot.model.camp import PROGRAMME
from folkmoot.model.programme import Act
from folkmoot.model.scope import day_start
from folkmoot.reports.camp_course import Camp, every_camp
from folkmoot.reports.homes import Homes
from folkmoot.rules import camps as rules

CLERK = Actor("cli:demo", "demo", operator=True)
CROWD = 12  # people in a camp, beside those who can be signed in as
LASTS = (21, 21, 20, 21, 18, 15, 9, 6, 3, 21, 19, 12)  # the last day on which each of them checks in
WORDS = (
    "Done, and it took two hours.",
    "跑通了，第一次有点慢。",
    "The guide helped; the third step was unclear.",
    "收获很大。",
)


def record(homes: Homes) -> None:
    """Record the camps as far as each has come."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    seated = seats(homes.charter, day_of(homes, now))
    crowd = [one.id for one in homes.charter.people if one.accounts and one.id not in seated.values()]
    for turn, camp in enumerate(reversed(every_camp(homes))):
        people = [
            *(seated[name] for name in ("member", "outsider") if name in seated),
            *[*crowd[turn * CROWD :], *crowd][:CROWD],
        ]
        for place, person in enumerate(dict.fromkeys(people)):
            _walk(camp, person, place, now)
    settle(homes, now)
    publish(homes, now)


def _walk(camp: Camp, person: str, place: int, now: datetime) -> None:
    """Record one person's camp: most days in the evening, one a day late, one never."""
    actor, log = Actor(person[:100], "demo", people=(person,)), f"{camp.plan.id}/{person}"
    begins = day_start(rules.first_of(camp.plan), camp.zone)
    at = min(begins - timedelta(days=3, hours=place), now)
    number = 1
    append(PROGRAMME, log, Act(number, at, "sign_up", actor.name, person, content={"named": place % 4 != 3}), actor)
    for day in range(1, min(LASTS[place % len(LASTS)], rules.length_of(camp.plan)) + 1):
        task = rules.task_of(camp.plan, day)
        late = (day + place) % 11 == 0
        at = day_start(rules.date_of(camp.plan, day), camp.zone) + timedelta(
            days=int(late), hours=20, minutes=(place * 7 + day) % 60
        )
        if at > now or (day + place) % 13 == 0 or (task.proof == "change" and place % 3):
            continue
        link = f"https://notes.example.org/{camp.plan.id}/{place}/{day}" if task.proof in ("link", "change") else ""
        content = {
            "day": day,
            "words": WORDS[(day + place) % len(WORDS)] if task.proof == "words" else "",
            "link": link,
        }
        number += 1
        append(PROGRAMME, log, Act(number, at, "check_in", actor.name, person, content=content), actor)
        if (task.coach or task.proof == "change") and at + timedelta(days=3) < now:
            number += 1
            said = Act(
                number, at + timedelta(hours=15), "confirm", CLERK.name, person, content={"day": day, "ok": True}
            )
            append(PROGRAMME, log, said, CLERK)
