"""An event of a chapter from its acts: stage, seats, the waiting list that moves up by itself, who came and who did not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from folkmoot.model.gathering import Announced, Gathering, Seat, Speaker, Stage, Told
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules.recurrence import zone_of

DOORS_OPEN = timedelta(hours=1)  # before the beginning: from then on people check in
AFTERWARDS = timedelta(days=7)  # after the end: so long those who organise it correct who was there
FORMAT = "%Y-%m-%d %H:%M"


def as_said(said: str) -> datetime | None:
    """Return a moment as clocks show it, from ``2026-11-24 19:00``; None for what is none."""
    try:
        return datetime.strptime(said, FORMAT)  # noqa: DTZ007 - the zone is another field
    except ValueError:
        return None


def in_utc(said: str, zone: str) -> datetime | None:
    """Return the UTC moment at which clocks in ``zone`` show ``said``; None where there is no such moment.

    Edges: an hour that clocks show twice is the first of the two, as in calendars; one that they leave out is none.
    """
    local, known = as_said(said), zone_of(zone)
    if local is None or known is None:
        return None
    at = local.replace(tzinfo=known).astimezone(UTC)
    return at.replace(tzinfo=None) if at.astimezone(known).replace(tzinfo=None) == local else None


def plain(it: Announced) -> dict[str, Any]:
    """Return what is announced as an act keeps it."""
    return {
        "group": it.group, "title": {"en": it.title.en, "zh": it.title.zh}, "says": {"en": it.says.en, "zh": it.says.zh},
        "venue": it.venue, "link": it.link, "begins": it.begins, "ends": it.ends, "until": it.until, "zone": it.zone,
        "capacity": it.capacity, "indicator": it.indicator, "campaign": it.campaign, "hosts": list(it.hosts),
        "speakers": [{"person": one.person, "title": one.title} for one in it.speakers],
    }  # fmt: skip


def announced_in(content: Mapping[str, Any]) -> Announced:
    """Return what an act announces."""

    def words(name: str) -> str:
        return str(content.get(name) or "")

    title, says = (Text(**dict(content.get(name) or {})) for name in ("title", "says"))
    speakers = tuple(Speaker(str(one["person"]), str(one.get("title") or "")) for one in content.get("speakers") or ())
    return Announced(
        words("group"), title, says, words("venue"), words("link"), words("begins"), words("ends"), words("until"), words("zone"),
        int(content.get("capacity") or 0), words("indicator"), words("campaign"), tuple(content.get("hosts") or ()), speakers,
    )  # fmt: skip


def stage_at(begins: datetime, ends: datetime, until: datetime, at: datetime, *, cancelled: bool) -> Stage:
    """Return how far an event has come at a moment."""
    if cancelled:
        return "cancelled"
    if at >= ends:
        return "over"
    if at >= begins:
        return "running"
    return "open" if at < until else "closed"


def folded(ident: str, acts: Iterable[Act], at: datetime, same: Callable[[str], str] = str) -> Gathering:
    """Return an event as it stands at a moment. ``same``: who somebody, or an account, turned out to be.

    Edges: of two entries of one person the first counts. The acts begin with the one that announces it.
    """
    known = [act for act in acts if act.at <= at]
    first = known[0]
    news = [act for act in known if act.verb in ("announce", "change")]
    said = announced_in(news[-1].content)
    begins, ends = (in_utc(one, said.zone) or first.at for one in (said.begins, said.ends))
    until = in_utc(said.until, said.zone) or begins
    dropped = next((act for act in known if act.verb == "cancel"), None)
    stage = stage_at(begins, ends, until, at, cancelled=dropped is not None)
    reported = next((act for act in reversed(known) if act.verb == "report"), None)
    counted = next((act for act in known if act.verb == "count"), None)
    calendar = [act for act in known if act.verb in ("change", "cancel")]
    return Gathering(
        ident, said, begins, ends, until, stage, _seats(known, said.capacity, same, over=stage == "over"),
        strangers=next((int(act.content.get("number") or 0) for act in reversed(known) if act.verb == "strangers"), 0),
        told=_told(reported) if reported else None, cancelled_why=dropped.why if dropped else "",
        counted_at=counted.at if counted else None, last=known[-1].ordinal, announced_at=first.at,
        changed_at=calendar[-1].at if calendar else first.at, changes=len(calendar),
    )  # fmt: skip


def _told(act: Act) -> Told:
    links, photos = (tuple(act.content.get(name) or ()) for name in ("links", "photos"))
    return Told(Text(**dict(act.content.get("says") or {})), links, photos, act.at, act.by)


def _seats(acts: Iterable[Act], capacity: int, same: Callable[[str], str], *, over: bool) -> tuple[Seat, ...]:
    """Return who is in the list. The first to register, or to come without, have the seats.

    Edges: whoever was let in beyond them is here, and takes nobody's seat.
    """
    listed: dict[str, Act] = {}
    here: dict[str, Act] = {}
    for act in acts:
        who = same(act.person)
        if act.verb == "register":
            listed.setdefault(who, act)
        elif act.verb == "unregister":
            listed.pop(who, None)
        elif act.verb == "arrive":
            here.setdefault(who, act)
        elif act.verb == "untick":
            here.pop(who, None)
    came = [who for who in here if who not in listed]
    places = {who: listed.get(who) or here[who] for who in (*listed, *came)}
    found, waits = [], 0
    for number, (who, act) in enumerate(sorted(places.items(), key=lambda one: one[1].ordinal)):
        arrived = here.get(who)
        if arrived is not None:
            by = str(arrived.content.get("by") or "hand")
            found.append(Seat(who, act.ordinal, act.at, "here", 0, arrived.at, by, who not in listed))
        elif not capacity or number < capacity:
            found.append(Seat(who, act.ordinal, act.at, "absent" if over else "seated"))
        else:
            waits += 1
            found.append(Seat(who, act.ordinal, act.at, "waiting", waits))
    return tuple(found)


def doors_open(it: Gathering, at: datetime) -> bool:
    """Return whether people check in by themselves: from an hour before it begins until it ends."""
    return it.stage != "cancelled" and it.begins_at - DOORS_OPEN <= at < it.ends_at


def may_correct(it: Gathering, at: datetime) -> bool:
    """Return whether those who organise it say who was there: from an hour before until a week after, and until it is settled."""
    if it.stage == "cancelled" or it.counted_at is not None:
        return False
    return it.begins_at - DOORS_OPEN <= at < it.ends_at + AFTERWARDS


def may_settle(it: Gathering, at: datetime) -> bool:
    """Return whether who was there stands for good: once a report is given, or a week after the end."""
    if it.stage != "over" or it.counted_at is not None:
        return False
    return it.told is not None or at >= it.ends_at + AFTERWARDS


def report_due(it: Gathering, at: datetime) -> bool:
    """Return whether those who organise it still owe a report."""
    return it.stage == "over" and it.told is None and at >= it.ends_at
