"""Talks and calls for topics as they stand at a moment: what people asked, and what became of it on the agendas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.model.meeting import Occurrence
from folkmoot.model.petition import Petition
from folkmoot.model.sitting import Shared, Sitting, Topic
from folkmoot.model.sitting_plain import agenda_of, occurrence_of
from folkmoot.model.talk import Call, Talk
from folkmoot.model.text import Text
from folkmoot.reports.calendar import Schedule, occurrences, schedule
from folkmoot.reports.homes import Homes

ANSWERED = {"refused": "declined", "withdrawn": "withdrawn"}
NEAR = timedelta(days=3)
AHEAD = timedelta(days=200)  # as far as meetings are looked up first
MOVED = timedelta(days=400)  # further than that nobody moves a meeting


def every_talk(homes: Homes, now: datetime, group: str = "") -> tuple[Talk, ...]:
    """Return every talk as it stands at a moment, of a group or of all, the newest first.

    Beside those that were proposed: topics that stand on an agenda with who presents them. Edges: none without a ledger.
    """
    if not homes.ledger:
        return ()
    from folkmoot.ledger.meetings import with_talks
    from folkmoot.ledger.petitions import every

    asked = every("talk", group)
    placed = {one.number: at for one in asked if (at := place_of(one))}
    sittings = {one.key: one for one in with_talks(group, [topic for _key, topic in placed.values()])}
    taken = {topic for _key, topic in placed.values()} | _once_placed(asked)
    found = _where(homes, sittings, now)
    talks = [_talk(one, sittings.get(placed.get(one.number, ("", 0))[0]), found, now) for one in asked]
    talks += [
        _direct(sitting, topic, found, now)
        for sitting in sittings.values() for topic in sitting.topics
        if topic.presenter and topic.id not in taken and topic.state == "accepted"
    ]  # fmt: skip
    return tuple(sorted(talks, key=lambda one: one.at, reverse=True))


def one_talk(homes: Homes, number: int, now: datetime) -> Talk:
    """Return a talk that was proposed. Errors: BadInput when there is none."""
    from folkmoot.ledger.meetings import with_talks
    from folkmoot.ledger.petitions import one

    asked = one("talk", number)
    place = place_of(asked)
    sittings = {each.key: each for each in with_talks(asked.group, [place[1]])} if place else {}
    sitting = sittings.get(place[0]) if place else None
    found = _where(homes, {sitting.key: sitting}, now) if sitting else {}
    return _talk(asked, sitting, found, now)


def place_of(one: Petition) -> tuple[str, int] | None:
    """Return the meeting and the topic that a talk was put on last; None: it is on no agenda."""
    if one.state != "accepted":
        return None
    last = next((act for act in reversed(one.acts) if act.content.get("meeting")), None)
    return (str(last.content["meeting"]), int(last.content["topic"])) if last else None


def _once_placed(asked: Iterable[Petition]) -> set[int]:
    return {int(act.content["topic"]) for one in asked for act in one.acts if act.content.get("topic")}


def _talk(one: Petition, sitting: Sitting | None, found: Mapping[str, Occurrence], now: datetime) -> Talk:
    place, said = place_of(one), wanted_of(one)
    topic = next((each for each in sitting.topics if place and each.id == place[1]), None) if sitting else None
    where = found.get(place[0]) if place else None
    state = ANSWERED.get(one.state, "waiting")
    if place:
        state = stands(sitting, topic, where, now)
    answered = next((act for act in reversed(one.acts) if act.verb in ("accept", "move", "refuse", "withdraw")), None)
    own = shared_of(one)
    return Talk(
        one.number, one.group, Text(str(said.get("title_en", "")), str(said.get("title_zh", ""))), state, one.at, one.person,
        one.by, presents=bool(said.get("presents", True)), abstract=str(said.get("abstract", "")),
        minutes=_minutes(sitting, place, said.get("minutes")), wish=str(said.get("wish", "")), meeting=place[0] if place else "",
        topic=place[1] if place else 0, where=where, reason=answered.why if answered else "",
        links=(*own, *(each for each in (sitting.links if sitting else ()) if each.url not in {mine.url for mine in own})),
    )  # fmt: skip


def wanted_of(one: Petition) -> dict[str, Any]:
    """Return what a talk is about, as it was last written."""
    found = dict(one.wanted)
    for act in one.acts:
        if act.verb == "edit":
            found |= act.content
    return found


def shared_of(one: Petition) -> tuple[Shared, ...]:
    """Return the links that belong to a talk itself, oldest first; one that was taken away is gone."""
    found: dict[str, Shared] = {}
    for act in one.acts:
        if act.verb == "share":
            found.pop(str(act.content["url"]), None)
            if act.content.get("held", True):
                found[str(act.content["url"])] = Shared(str(act.content["kind"]), str(act.content["url"]))
    return tuple(found.values())


def _minutes(sitting: Sitting | None, place: tuple[str, int] | None, said: int | None) -> int | None:
    """Return how long it takes: as the agenda has it, else as it was asked for."""
    if not sitting or not place:
        return said
    ordered = next((one.minutes for one in sitting.order if one.ref == f"topic:{place[1]}"), None)
    return ordered or next((one.minutes for one in sitting.topics if one.id == place[1]), None) or said


def _direct(sitting: Sitting, topic: Topic, found: Mapping[str, Occurrence], now: datetime) -> Talk:
    """Return a topic that was put on an agenda directly, with who presents it."""
    where = found.get(sitting.key)
    return Talk(
        None, sitting.group, topic.title, stands(sitting, topic, where, now), topic.at, topic.presenter, abstract=topic.text,
        minutes=_minutes(sitting, (sitting.key, topic.id), topic.minutes), meeting=sitting.key, topic=topic.id, where=where,
        links=sitting.links,
    )  # fmt: skip


def stands(sitting: Sitting | None, topic: Topic | None, where: Occurrence | None, now: datetime) -> str:
    """Return where a talk stands that was put on an agenda: planned, given, past or displaced.

    Given is only what stood on the agenda of a meeting that was held and closed; of a meeting that nobody recorded it is
    unknown whether it was given.
    """
    if sitting is None or topic is None or topic.state == "withdrawn" or _is_out(sitting, topic):
        return "displaced"
    if sitting.closed_at:
        return "given"
    if where is None or where.cancelled:
        return "displaced"
    return "past" if where.ends_at <= now and not sitting.is_open else "planned"


def _is_out(sitting: Sitting, topic: Topic) -> bool:
    closed, ref = sitting.last("close") if sitting.closed_at else None, f"topic:{topic.id}"
    if closed and closed.content.get("agenda"):
        return ref not in {line.ref for line in agenda_of(closed.content["agenda"])}
    return any(one.ref == ref and one.out for one in sitting.order)


def _where(homes: Homes, sittings: Mapping[str, Sitting], now: datetime) -> dict[str, Occurrence]:
    """Return the meetings by their keys: as they were when they were opened, else as the calendar has them."""
    found: dict[str, Occurrence] = {}
    for key, sitting in sittings.items():
        opened = next((step for step in sitting.steps if step.word == "open" and step.content.get("occurrence")), None)
        if opened:
            found[key] = occurrence_of(opened.content["occurrence"])
    missing = sittings.keys() - found.keys()
    recorded = schedule(homes) if missing else Schedule()
    for group in sorted({sittings[key].group for key in missing}):
        found |= _looked_up(homes, {key for key in missing if sittings[key].group == group}, group, recorded, now)
    return found


def _looked_up(
    homes: Homes, keys: set[str], group: str, recorded: Schedule, now: datetime
) -> dict[str, Occurrence]:  # fmt: skip
    """Return the meetings of a group by their keys: most lie near, and a moved one lies no further than ``MOVED`` from its day."""
    found = {one.key: one for one in occurrences(homes, now - NEAR, now + AHEAD, group, recorded) if one.key in keys}
    if days := [datetime.fromisoformat(key.rpartition("/")[2]) for key in keys - found.keys()]:
        every = occurrences(homes, min(days) - MOVED, max(days) + MOVED, group, recorded)
        found |= {one.key: one for one in every if one.key in keys}
    return found


def planned_at(homes: Homes, now: datetime, group: str = "") -> dict[str, tuple[Talk, ...]]:
    """Return the talks that are ahead by the key of their meeting, in the order in which they were put there."""
    found: dict[str, tuple[Talk, ...]] = {}
    for one in sorted(every_talk(homes, now, group), key=lambda each: each.topic):
        if one.state == "planned":
            found[one.meeting] = (*found.get(one.meeting, ()), one)
    return found


@dataclass(frozen=True)
class Spoken:
    """What calendars tell of talks: those ahead by the key of their meeting, and when that changed, by group and series."""

    planned: Mapping[str, tuple[Talk, ...]] = field(default_factory=dict)
    changed: Mapping[tuple[str, str], tuple[datetime, ...]] = field(default_factory=dict)


def spoken(homes: Homes, now: datetime, group: str = "") -> Spoken:
    """Return what calendars tell of the talks that were proposed, as of a moment; nothing without a ledger.

    Every act about a talk that was ever put on a meeting of a series counts as a change of that series.
    """
    if not homes.ledger:
        return Spoken()
    from folkmoot.ledger.petitions import every

    changed: dict[tuple[str, str], tuple[datetime, ...]] = {}
    for one in every("talk", group):
        keys = {str(act.content["meeting"]) for act in one.acts if act.content.get("meeting")}
        for series in {(one.group, key.split("/")[1]) for key in keys}:
            changed[series] = (*changed.get(series, ()), *(act.at for act in one.acts))
    if not changed:
        return Spoken()
    proposed = {key: tuple(one for one in held if one.number) for key, held in planned_at(homes, now, group).items()}
    return Spoken({key: held for key, held in proposed.items() if held}, changed)


def calls(homes: Homes, group: str = "") -> tuple[Call, ...]:
    """Return the calls for topics, of a group or of all, the newest first."""
    if not homes.ledger:
        return ()
    from folkmoot.ledger.petitions import every

    return tuple(call_of(one) for one in every("call", group))


def call_of(one: Petition) -> Call:
    """Return a call that was read from the ledger."""
    said = one.wanted
    closed = one.decided.at if one.decided else None
    words = Text(str(said.get("says_en", "")), str(said.get("says_zh", "")))
    return Call(one.number, one.group, words, date.fromisoformat(str(said["until"])), one.at, one.by, closed)
