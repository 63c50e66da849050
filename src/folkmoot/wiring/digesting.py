"""The weekly digest of a workspace: which week is due, its document, and sending it where the settings say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from folkmoot.jobs.digest import Letter, Told, send, waiting
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.board import WEEKDAYS
from folkmoot.press.digest import document_of
from folkmoot.press.document import Document
from folkmoot.press.page import page_of
from folkmoot.press.plain import text_of
from folkmoot.wiring.alerting import ROBOT, channels_of
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House

MORNING = timedelta(hours=7)  # of the community's own day: nobody reads it earlier, and collecting has had the night


def edition(weekday: str, today: date) -> date:
    """Return the last day of the week whose digest is the newest one due: the day before the digest's weekday."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(weekday)) % 7 + 1)


def answered(house: House, *, week: str = "", group: str = "", now: datetime | None = None) -> Answer:
    """Return the digest of the newest week that is due, or of the week with a day in it."""
    today = _local(house, now or clock()).date()
    day = week or edition(house.charter.board.digest, today).isoformat()
    return house.answer("digest", {"week": day, "group": group}, today)


def printed(house: House, answer: Answer, language: str, now: datetime | None = None) -> Document:
    """Return an answer of the report ``digest`` as a document."""
    name, address = house.charter.community.name, house.settings.address
    return document_of(answer, language=language, community=name, made_at=now or clock(), address=address)


def send_digest(
    house: House, names: Iterable[str], actor: Actor, *, week: str = "", group: str = "", again: bool = False,
    now: datetime | None = None,
) -> Told:  # fmt: skip
    """Send a digest to channels. Errors: WorkspaceBroken for a channel that is set up wrongly."""
    now = now or clock()
    answer = answered(house, week=week, group=group, now=now)

    def letter(language: str) -> Letter:
        document = printed(house, answer, language, now)
        return Letter(f"[{document.community}] {document.title}", text_of(document), page_of(document, contents=False))

    about = ",".join(sorted(answer.scope.groups))
    channels = channels_of(house.settings)
    return send(answer.about["first"], letter, channels, names, about=about, again=again, actor=actor, now=now)


def send_due(house: House, actor: Actor = ROBOT, now: datetime | None = None) -> Told:
    """Send the newest digest that is due to those channels of ``digest_to`` that do not have it.

    Edges: it is due from seven in the morning of the charter's day; after days on which nothing ran it is sent late.
    """
    now = now or clock()
    last = edition(house.charter.board.digest, (_local(house, now) - MORNING).date())
    names = waiting(last - timedelta(days=6), house.settings.digest_to, now=now)
    return send_digest(house, names, actor, week=last.isoformat(), now=now) if names else Told()


def _local(house: House, now: datetime) -> datetime:
    """Return what the community's clocks show at a UTC moment."""
    return now.replace(tzinfo=UTC).astimezone(ZoneInfo(house.charter.community.zone)).replace(tzinfo=None)
