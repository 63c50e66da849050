"""A mail's head → the event that it was sent, and the sighting of who sent it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from folkmoot.model.event import Event, Sighting, stable_id
from folkmoot.model.facts import Facts, happened
from folkmoot.sources.mail.mbox import Raw
from folkmoot.sources.mail.people import Sender, decoded, sender_of, tidy, without_addresses

SOURCE = "mail"
SENT = "mail.sent"

FIRST, LAST = datetime(1980, 1, 1), datetime(2100, 1, 1)  # what no clock of a mail can rightly say lies outside
AHEAD = timedelta(days=14)  # how far a sender's clock may be ahead of the moment at which the mail arrived
LONGEST_TITLE = 200
DEEPEST = 3  # digests of digests

_ID = re.compile(r"<([^<>\s]+)>")
_PLAIN_DIGEST = re.compile(r"\bdigest,? vol(ume)?\.? \d+|\d+卷.*摘要", re.IGNORECASE)
_HEADS = BytesHeaderParser(policy=compat32)


class Reader:
    """Turns the mails of one list into facts, and counts those that tell too little.

    ``left_out``: reasons, and how many mails were left out for each. ``since_at``, ``until_at``: of the mails read.
    """

    def __init__(self, address: str, now: datetime | None = None) -> None:
        self.address = address.strip().lower()
        self.repo = repo_of(address)
        self.seen_at = now
        self.left_out: Counter[str] = Counter()
        self.since_at: datetime | None = None
        self.until_at: datetime | None = None

    def facts(self, raw: Raw) -> Facts:
        """Return what one mail tells; a digest tells of the mails in it, and is none itself."""
        events: list[Event] = []
        sightings: list[Sighting] = []
        for head, envelope in _parts(_HEADS.parsebytes(raw.head), raw):
            mail = self._event(_said(head), envelope)
            if not mail:
                continue
            event, sender = mail
            events.append(event)
            sightings.append(Sighting(sender.account, sender.name, sender.domain, source=SOURCE, repo=self.repo))
            self.since_at = min(self.since_at or event.at, event.at)
            self.until_at = max(self.until_at or event.at, event.at)
        return Facts(tuple(events), sightings=tuple(sightings))

    def _event(self, said: dict[str, list[str]], envelope: bytes) -> tuple[Event, Sender] | None:
        title = decoded(_first(said, "subject"))
        if _is_plain_digest(title, said):
            return self._left("a digest in plain text")
        others = tuple(_first(said, name) for name in ("x-original-from", "reply-to", "x-mailfrom") if name in said)
        sender = sender_of(_first(said, "from") or _first(said, "sender"), others, self.address)
        if not sender:
            return self._left("no sender")
        at = moment_of(said, envelope)
        if at is None:
            return self._left("no date that can be true")
        ids = _ID.findall(_first(said, "message-id")) or _first(said, "message-id").split()[:1]
        key = id_of(ids[0]) if ids else stable_id("mail without id", sender.account, at.isoformat(), title)
        parent = _parent(said)
        extra: dict[str, object] = {"title": without_addresses(title)[:LONGEST_TITLE], "list": self.address}
        if not ids:
            extra["without_id"] = True
        if _first(said, "auto-submitted").lower() not in ("", "no"):
            extra["automatic"] = True
        if _first(said, "x-spam-flag").lower() == "yes" or _first(said, "x-spam-status").lower().startswith("yes"):
            extra["spam"] = True
        event = happened(
            SENT, at, sender.account, repo=self.repo, subject=f"{self.repo}/{key}",
            parent=f"{self.repo}/{id_of(parent)}" if parent else "", source=SOURCE,
            seen_at=self.seen_at, extra=extra,
        )  # fmt: skip
        return event, sender

    def _left(self, why: str) -> tuple[Event, Sender] | None:
        self.left_out[why] += 1
        return None


def repo_of(address: str) -> str:
    """Return what a list is called in the lake: ``mail:dev@lists.example.org``."""
    return "mail:" + "-".join(address.lower().split())


def id_of(message_id: str) -> str:
    """Return the hash by which a mail is known: a Message-ID may hold an address, so it is not kept itself."""
    return stable_id("message-id", message_id.strip("<> \t"))


def moment_of(said: dict[str, list[str]], envelope: bytes = b"") -> datetime | None:
    """Return when a mail was sent, in UTC; None when nothing in it can be true.

    Edges: a zone of ``-0000`` or none is taken as UTC. A date that cannot be read, lies outside 1980 to 2100, or is
    two weeks after the mail's arrival gives way to the arrival: the topmost ``Received``, else the line before it.
    Errors: none.
    """
    arrived = next(
        (at for line in said.get("received", [])[:1] if (at := _moment(line.rpartition(";")[2]))), None
    ) or _moment(re.sub(rb"^From .*?(?=\b[A-Z][a-z]{2},? )", b"", envelope).decode("latin-1"))
    sent = _moment(_first(said, "date"))
    if sent and not (arrived and sent > arrived + AHEAD):
        return sent
    return arrived


def _moment(written: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(written.strip())
        at = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    except (ValueError, TypeError, IndexError, OverflowError):  # people's clocks write anything
        return None
    return at if FIRST <= at < LAST else None


def _said(message: Message) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        said.setdefault(name.lower(), []).append(str(value).replace("\r", "").replace("\n", ""))
    return said


def _first(said: dict[str, list[str]], name: str) -> str:
    return said.get(name, [""])[0].strip()


def _parent(said: dict[str, list[str]]) -> str:
    """Return the Message-ID of what a mail answers; a thread's last reference stands in for it."""
    answered: list[str] = _ID.findall(_first(said, "in-reply-to"))
    threaded: list[str] = _ID.findall(_first(said, "references"))
    return (answered[:1] or threaded[-1:] or [""])[0]


def _is_plain_digest(title: str, said: dict[str, list[str]]) -> bool:
    return bool(_PLAIN_DIGEST.search(title)) and not title.lower().startswith("re:") and not _parent(said)


def _parts(head: Message, raw: Raw) -> Iterator[tuple[Message, bytes]]:
    """Yield a mail's head, or those of the mails in a digest."""
    if not raw.body or head.get_content_maintype() != "multipart":
        yield head, raw.envelope
        return
    inside = list(_inside(BytesParser(policy=compat32).parsebytes(raw.head + b"\n" + raw.body)))
    if not inside:
        yield head, raw.envelope
    for message in inside:
        yield message, b""


def _inside(message: Message, depth: int = 0, *, digest: bool = False) -> Iterator[Message]:
    if not message.is_multipart() or depth > 2 * DEEPEST:
        return
    digest = digest or message.get_content_type() == "multipart/digest"
    for part in message.get_payload():
        if not isinstance(part, Message):
            continue
        if part.get_content_type() == "message/rfc822" and digest:
            yield from (mail for mail in part.get_payload() if isinstance(mail, Message))
        else:
            yield from _inside(part, depth + 1, digest=digest)


def note_of(left_out: Counter[str]) -> str:
    """Return in words what was left out; empty when nothing was."""
    return tidy("; ".join(f"{count} left out: {why}" for why, count in sorted(left_out.items())))
