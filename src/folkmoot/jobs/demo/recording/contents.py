"""What the demo's people have recorded about content: ideas, drafts, reviews, what was published, views, thanks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from folkmoot.jobs import content_steps as steps
from folkmoot.jobs import contents as job
from folkmoot.jobs.demo.contents import STORIES, Story
from folkmoot.jobs.moving import day_of
from folkmoot.lake.append import append_measurements
from folkmoot.model.actor import Actor
from folkmoot.model.content import Details, Piece
from folkmoot.model.event import Measurement
from folkmoot.model.facts import measured
from folkmoot.model.groups import Kind
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
SOURCE = "channels"
DAY = timedelta(days=1)


def record(homes: Homes) -> None:
    """Record every piece as far as it has come."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    numbers: dict[str, int] = {}
    told: list[Measurement] = []
    if not homes.charter.channels:
        return
    for place, one in enumerate(STORIES):
        piece = _told(homes, replace(one, group=_group(homes, one, place)), numbers.get(one.holder, 0), now)
        numbers[one.slug] = piece.number
        told += _views(homes, one, piece, now)
    if told:
        append_measurements(homes.lake, told)
    released = sorted(
        (one for one in homes.charter.releases if one.released_on), key=lambda one: one.released_on or now.date()
    )
    if released:
        job.from_release(homes, released[-1].id, "", actor=CLERK, now=now - 2 * DAY)


def _group(homes: Homes, one: Story, place: int) -> str:
    """Return whose a piece is: its group's, or another one's in a demo that has it not."""
    there = [each.slug for each in homes.charter.groups if each.kind is Kind.SIG and each.status == "active"]
    return one.group if one.group in homes.charter.group_by_slug else there[place % len(there)]


def _told(homes: Homes, one: Story, holder: int, now: datetime) -> Piece:
    """Record one piece from its idea on."""
    out = _moment(now, one.day)
    begun = min(out, now) - 16 * DAY
    details = Details(
        one.title, one.kind, one.group, one.says, one.channels, one.language, one.level, one.indicator, one.campaign,
        out if one.day else None, holder, one.part,
    )  # fmt: skip
    author, account = Actor(one.author, "demo"), (f"gitee:{one.author}",)
    if one.handed:
        piece = job.hand_in(
            homes, details, f"https://drafts.example/{one.slug}", actor=author, now=begun, accounts=account
        )
    else:
        proposer = CLERK if one.state == "idea" else author
        piece = job.propose(homes, details, actor=proposer, now=begun, accounts=() if proposer is CLERK else account)
    if one.author and not one.handed:
        piece = steps.take(homes, piece.number, actor=author, now=begun + DAY, accounts=account)
    return _on(homes, one, piece, author, now)


def _on(homes: Homes, one: Story, piece: Piece, author: Actor, now: datetime) -> Piece:
    """Record what came after a piece had its author."""
    number, begun = piece.number, piece.proposed_at
    if one.state == "dropped":
        return steps.drop(homes, number, actor=CLERK, now=begun + 2 * DAY, why=one.why)
    if one.state in ("draft", "review", "scheduled", "published") and not one.handed:
        piece = steps.submit(
            homes, number, actor=author, now=begun + 6 * DAY, link=f"https://drafts.example/{one.slug}"
        )
    if one.state == "draft":
        return steps.revise(homes, number, actor=CLERK, now=begun + 8 * DAY, why=one.why)
    if one.state in ("scheduled", "published"):
        out = _moment(now, one.day)
        piece = steps.schedule(homes, number, out, actor=CLERK, now=begun + 9 * DAY, channels=one.channels)
    return _out(homes, one, number, now) if one.state == "published" else piece


def _out(homes: Homes, one: Story, number: int, now: datetime) -> Piece:
    """Record where a piece was published, and thanks for it; of some nobody has read the views."""
    out = _moment(now, one.day)
    piece = job.seen(homes, number, now).piece
    for place, channel in enumerate(one.channels):
        at = out + place * timedelta(hours=1)
        url = f"{homes.charter.channel_by_id[channel].url}/{one.slug}"
        piece = steps.publish(homes, number, url, actor=CLERK, now=at, channel=channel, language=one.language, at=at)
    if one.slug == "fusion":
        last = now - 2 * DAY
        steps.read_views(
            homes,
            number,
            _grown(one.views, (last - out) / DAY),
            day=day_of(homes, last),
            actor=CLERK,
            now=last,
            channel="blog",
        )
    if one.thanks:
        piece = steps.thank(homes, number, one.thanks, actor=CLERK, now=out + 3 * DAY)
    return piece


def _views(homes: Homes, one: Story, piece: Piece, now: datetime) -> Iterator[Measurement]:
    """Yield what channels measure: those of the official account by day, others everything so far, a few days apart."""
    if not one.views or one.slug == "fusion":
        return
    for place in piece.publications:
        series = homes.charter.channel_by_id[place.channel].views
        if series is None:
            continue
        subject, days = series.subject.replace("{id}", one.slug), int((now - place.at) / DAY)
        share = one.views // len(piece.publications)
        for day in range(days) if series.counts == "daily" else sorted({1, 3, 7, 14, 30, days} - {0}):
            at = place.at + day * DAY + (timedelta(hours=1) if series.counts == "daily" else timedelta())
            amount = _grown(share, day + 1) - _grown(share, day) if series.counts == "daily" else _grown(share, day)
            if at <= now:
                yield measured(series.name, subject, at, float(amount), source=SOURCE, unit="views", seen_at=now)


def _grown(views: int, days: float) -> int:
    """Return how many views there are after some days: many at once, then fewer and fewer."""
    return round(views * (1 - math.exp(-days / 9)))


def _moment(now: datetime, days: int) -> datetime:
    """Return eight in the evening by the clocks of Shanghai, some days from now."""
    return (now + days * DAY).replace(hour=12, minute=0, second=0)
