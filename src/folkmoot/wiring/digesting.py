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
from folkmoot.wiring.house import House

MORNING = timedelta(hours=7)  # of the community's own day: nobody reads it earlier, and collecting has had the night


def edition(weekday: str, today: date) -> date:
    """Return the last day of the week whose digest is the newest one due: the day before the digest's weekday."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(weekday)) % 7 + 1)


def answered(house: House, *, week: str = "", group: str = "") -> Answer:
    """Return the digest of the newest week that is due, or of the week with a day in it."""
    day = week or edition(house.charter.board.digest, house.today()).isoformat()
    return house.ask("digest", week=day, group=group)


def printed(house: House, answer: Answer, language: str) -> Document:
    """Return an answer of the report ``digest`` as a document."""
    return document_of(
        answer,
        language=language,
        community=house.charter.community.name,
        made_at=_now(),
        address=house.settings.address,
    )


def letter_of(house: House, answer: Answer, language: str) -> Letter:
    """Return an answer of the report ``digest`` as it is sent."""
    document = printed(house, answer, language)
    return Letter(f"[{document.community}] {document.title}", text_of(document), page_of(document, contents=False))


def send_digest(
    house: House, names: Iterable[str], actor: Actor, *, week: str = "", group: str = "", again: bool = False
) -> Told:
    """Send a digest to channels. Errors: WorkspaceBroken for a channel that is set up wrongly."""
    answer = answered(house, week=week, group=group)
    return send(
        answer.about["first"], lambda language: letter_of(house, answer, language), channels_of(house.settings), names,
        about=",".join(sorted(answer.scope.groups)), again=again, actor=actor, now=_now(),
    )  # fmt: skip


def send_due(house: House, actor: Actor = ROBOT, now: datetime | None = None) -> Told:
    """Send the newest digest that is due to those channels of ``digest_to`` that do not have it.

    Edges: it is due from seven in the morning of the charter's day; after a day on which nothing ran it is sent late.
    """
    now = now or _now()
    zone = ZoneInfo(house.charter.community.zone)
    today = (now.replace(tzinfo=UTC).astimezone(zone) - MORNING).date()
    last = edition(house.charter.board.digest, today)
    names = waiting(last - timedelta(days=6), house.settings.digest_to, now=now)
    return send_digest(house, names, actor, week=last.isoformat()) if names else Told()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
