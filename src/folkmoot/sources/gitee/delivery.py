"""Is a delivery really of Gitee or its kin, and what is it called? Pure.

Sources: https://help.gitee.com/webhook/how-to-verify-webhook-keys (Gitee: a signed moment, or the password itself);
https://docs.gitcode.com/docs/help/home/org_project/webhook (GitCode and AtomGit: a password, or a signature of the body)
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from folkmoot.model.errors import BadInput

TOLERANCE = 3600 * 1000  # milliseconds that a forge's clock and ours may lie apart
_MOMENT = re.compile(r"[0-9]{1,15}")
_EVENT = re.compile(r"[A-Za-z0-9_ -]{1,100}")
_ID = re.compile(r"[A-Za-z0-9_-]{8,90}")
_OF_SENDING = frozenset({"timestamp", "sign", "password", "hook_id", "hook_url"})  # differ each time it is sent


@dataclass(frozen=True, slots=True)
class Sender:
    """A forge by the names of its headers. ``signed_moment``: whether it signs the moment of sending, as Gitee does."""

    headers: tuple[str, ...]
    signed_moment: bool

    def proven(self, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime) -> bool:
        """Whether the delivery shows that it knows one of the secrets; compared in constant time, with every secret.

        Edges: none of Gitee's forms covers the body. A moment more than an hour away, before or after, proves nothing.
        A signature that is wrong is not made good by a password beside it.
        """
        told = self._header(headers, "Token")
        if self.signed_moment:
            moment = self._header(headers, "Timestamp")
            plain = unquote(told, "latin-1")  # a signature may come percent-encoded
            found = [
                _same(signed(moment, secret).encode(), plain) or _same(secret.encode(), told) for secret in secrets
            ]
            return _near(moment, now) and _any(found)
        if signature := self._header(headers, "Signature-256"):
            return _any(_same(_signature(secret, body), signature) for secret in secrets)
        return _any(_same(secret.encode(), told) for secret in secrets)

    def text_of(self, content_type: str, body: bytes) -> bytes:
        """Return the JSON of a delivery. Errors: BadInput for another type."""
        if content_type != "application/json":
            raise BadInput(f"a delivery of type '{content_type[:60]}' cannot be read.", mend="It must be JSON.")
        return body

    def event_of(self, headers: Mapping[str, str]) -> str:
        """Return what kind of delivery it is. Errors: BadInput when it does not say."""
        event = self._header(headers, "Event")
        if not _EVENT.fullmatch(event):
            raise BadInput(f"the header X-{self.headers[0]}-Event is missing, or no event.")
        return event

    def key_of(self, headers: Mapping[str, str], event: str, payload: Mapping[str, object]) -> str:
        """Return the id of a delivery where the forge gives one; else a digest of what it says, not of its sending."""
        told = "" if self.signed_moment else self._header(headers, "Delivery")
        if _ID.fullmatch(told):
            return f"id:{told.lower()}"
        said = {name: value for name, value in payload.items() if name not in _OF_SENDING}
        words = json.dumps([event, said], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()

    def _header(self, headers: Mapping[str, str], name: str) -> str:
        return next((told for forge in self.headers if (told := headers.get(f"X-{forge}-{name}", ""))), "")


SENDERS: Mapping[str, Sender] = {
    "gitee": Sender(("Gitee",), signed_moment=True),
    "atomgit": Sender(("AtomGit", "GitCode"), signed_moment=False),
    "gitcode": Sender(("GitCode", "AtomGit"), signed_moment=False),
}


def signed(timestamp: str, secret: str) -> str:
    """Return Gitee's signature of a moment: it says that the sender knew the secret then, and nothing of the body."""
    said = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def _near(moment: str, now: datetime) -> bool:
    if not _MOMENT.fullmatch(moment):
        return False
    return abs(int(moment) - now.replace(tzinfo=UTC).timestamp() * 1000) <= TOLERANCE


def _signature(secret: str, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()


def _same(wanted: bytes, told: str) -> bool:
    return hmac.compare_digest(wanted, told.encode("latin-1", "replace"))


def _any(found: Iterable[bool]) -> bool:
    """Return whether one is true, having looked at all of them: how long it takes tells nothing."""
    return bool(sum(list(found)))
