"""What is found of a credential that somebody shows: its signature, and what our own ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from folkmoot.model.certificate import Certificate, Key, Step, Verified
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.reports.certificates import by_serial
from folkmoot.reports.days import local_day
from folkmoot.reports.holders import holders
from folkmoot.reports.homes import Homes
from folkmoot.reports.number import hides
from folkmoot.rules.canonical import read
from folkmoot.rules.verifying import ASKS, differences, good, verify, wrong

MOST = 20  # places named that differ


@dataclass(frozen=True)
class Examined:
    """What was found, with the certificate of ours that it is or was (None: we know none), and where it differs from it."""

    verified: Verified
    issued: Certificate | None = None
    changed: tuple[tuple[str, str, str], ...] = ()  # place, as issued, as shown

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.verified.ok

    @property
    def steps(self) -> tuple[tuple[Text, Step], ...]:
        """Each question in words, with what was found."""
        return tuple((ASKS[step.asks], step) for step in self.verified.steps)


def examined(
    homes: Homes, raw: bytes, keys: Mapping[str, Key], *, now: datetime, revocations: bool = True
) -> Examined:  # fmt: skip
    """Return what is found of a credential: verified by its own signature first, then against what was issued.

    Edges: one of ours that was changed is told of with the places; one with a key of ours that we never issued is told of, too.
    """
    found = verify(raw, keys, now=now)
    if found.credential is None:
        return Examined(found)
    issued = _issued(str(found.credential.get("id", "")))
    if issued is None:
        never = wrong("ledger", Text("No certificate of this portal has its id.", "本门户未签发过该标识的证书。"))
        return Examined(replace(found, steps=(*found.steps, never)))
    changed = tuple(differences(found.credential, read(issued.document)))[:MOST]
    holder = by_serial(holders(homes)).get(issued.serial)
    if holder is not None and hides(homes, holder):  # whoever knows an id must not learn a name from it
        changed = tuple((place, "…", is_now) for place, _was, is_now in changed)
    step = (
        wrong("ledger", Text("It is not what we issued under this id.", "与本门户以该标识签发的内容不一致。"))
        if changed
        else good(
            "ledger", Text(f"We issued it on {_day(homes, issued.at)}.", f"由本门户于 {_day(homes, issued.at)} 签发。")
        )
    )
    steps = [*found.steps, step]
    if revocations:
        steps.append(_revoked(homes, issued))
    return Examined(replace(found, steps=tuple(steps)), issued, changed)


def _revoked(homes: Homes, issued: Certificate) -> Step:
    if issued.revoked_at is None:
        return good("status", Text("It is not revoked.", "未被吊销。"))
    why, day = homes.faces.masked_words(issued.revoked_why), _day(homes, issued.revoked_at)
    return wrong("status", Text(f"Revoked on {day}: {why}", f"已于 {day} 吊销：{why}"))


def _day(homes: Homes, at: datetime) -> date:
    return local_day(at, homes.charter.community.zone)


def _issued(said: str) -> Certificate | None:
    from folkmoot.ledger import certificates

    try:
        return certificates.one(said.rstrip("/").rpartition("/")[2])
    except BadInput:
        return None
