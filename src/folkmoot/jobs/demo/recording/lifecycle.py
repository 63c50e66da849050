"""What the demo's people ask for their groups: to wake the one that rests, to merge two, to found one that still lacks people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import founding, lifecycle, moving
from folkmoot.jobs.demo.recorded import seats
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on

DAY = timedelta(days=1)


def record(homes: Homes) -> None:
    """Record a revival that is voted on, a merger that is talked about, an archiving taken back, and a group that lacks people."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today = moving.day_of(homes, now)
    known = {name: Actor(name, "demo", people=(who,)) for name, who in seats(homes.charter, today).items()}
    if not {"chair", "seat"} <= known.keys():
        return
    committee = next(one for one in homes.charter.groups if one.kind is Kind.COMMITTEE)
    asleep = next((one for one in homes.charter.groups if one.status == "dormant"), None)
    if asleep is not None:
        _revived(homes, asleep, committee, known, now)
    working = [
        one for one in homes.charter.groups if one.kind is Kind.WG and one.status == "active" and leads_on(one, today)
    ]
    sigs = [one for one in homes.charter.groups if one.kind is Kind.SIG and one.status == "active"]
    if working and sigs:
        _merged(homes, min(working, key=lambda one: (len(one.repositories), one.slug)), sigs[-1], known, now)
    said = {
        "slug": "robotics", "kind": "wg", "name_en": "Robotics", "name_zh": "机器人", "lead": known["seat"].people[0],
        "people": list(known["seat"].people), "scope": "Examples and drivers for arms, rovers and the cameras on them.",
    }  # fmt: skip
    number = founding.propose(homes, said, actor=known["seat"], now=now - 12 * DAY)
    founding.comment(
        number, "Two of us would join once there is a proposal to read.", actor=known["chair"], now=now - 9 * DAY
    )


def _revived(homes: Homes, group: Group, committee: Group, known: dict[str, Actor], now: datetime) -> None:
    why = "Changes are merged there again since summer, and three people ask for a meeting. It should have leads who answer."
    number = lifecycle.ask(homes, group.slug, {"what": "revive", "why": why}, actor=known["seat"], now=now - 9 * DAY)
    lifecycle.comment(number, "Good. Who would lead it?", actor=known["chair"], now=now - 8 * DAY)
    lifecycle.put(homes, number, group=committee.slug, actor=known["chair"], now=now - DAY)


def _merged(homes: Homes, group: Group, sig: Group, known: dict[str, Actor], now: datetime) -> None:
    archive = {"what": "archive", "why": "Its goal was reached with the last release."}
    first = lifecycle.ask(homes, group.slug, archive, actor=known["chair"], now=now - 30 * DAY)
    lifecycle.withdraw(first, actor=known["chair"], now=now - 28 * DAY, why="A merger keeps its people together.")
    why = "Both meet with mostly the same people, and what the working group was founded for is now everyday work."
    number = lifecycle.ask(
        homes, group.slug, {"what": "merge", "into": sig.slug, "why": why}, actor=known["seat"], now=now - 3 * DAY
    )  # fmt: skip
    lifecycle.comment(number, "Please keep the Tuesday meeting.", actor=known["chair"], now=now - 2 * DAY)
