"""Offers to host for each other as recorded, and their answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import cast

from django.db import IntegrityError, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import HostAnswer, HostOffer
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.schedule import Offer, Word
from folkmoot.model.text import Text


def offers(group: str = "", series: str = "") -> tuple[Offer, ...]:
    """Return every offer, oldest first, with what became of it; of one group, or one of its series."""
    rows = HostOffer.objects.select_related("answer").order_by("pk")
    rows = rows.filter(group=group) if group else rows
    rows = rows.filter(series=series) if series else rows
    return tuple(_noun(row) for row in rows)


def offer(
    key: tuple[str, str, date], giver: str, taker: str, *, back: date | None, actor: Actor, now: datetime, why: str
) -> Offer:
    """Record that somebody asks another to host, with its audit row; the caller has asked whether they may."""
    must_be_words(giver, taker, why)
    group, series, day = key
    with transaction.atomic():
        row = HostOffer.objects.create(
            group=group, series=series, day=day, giver=giver, taker=taker, back=back, at=now.replace(tzinfo=UTC),
            who=actor.name, why=why.strip(),
        )  # fmt: skip
        after = {"id": row.pk, "giver": giver, "taker": taker, "back": back and back.isoformat()}
        note(actor, "host.offer", _noun(row).key, after=after, why=why.strip())
    return _noun(row)


def answer(offer: Offer, word: Word, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Record the answer to an offer, with its audit row: once. Errors: BadInput when it is answered already."""
    must_be_words(why)
    try:
        with transaction.atomic():
            HostAnswer.objects.create(
                offer_id=offer.id, word=word, at=now.replace(tzinfo=UTC), who=actor.name, why=why.strip()
            )
            note(actor, f"host.{word}", offer.key, after={"offer": offer.id}, why=why.strip())
    except IntegrityError as error:
        raise BadInput(
            Text("this offer is answered already.", "该换班请求已有答复。"),
            where=offer.key,
            mend=Text("Look at it again.", "请重新查看。"),
        ) from error


def _noun(row: HostOffer) -> Offer:
    found: HostAnswer | None = getattr(row, "answer", None)
    return Offer(
        row.pk, row.at.astimezone(UTC).replace(tzinfo=None), row.who, row.why, row.group, row.series, row.day, row.giver,
        row.taker, row.back, cast("Word", found.word) if found else "open",
        found.at.astimezone(UTC).replace(tzinfo=None) if found else None,
    )  # fmt: skip
