"""Is a delivery really GitHub's, and what is it called? Pure.

Source: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import parse_qs

from folkmoot.model.errors import BadInput

_EVENT = re.compile(r"[a-z0-9_]{1,100}")
_ID = re.compile(r"[!-~]{1,100}")  # a GUID; a proxy or a replay may give it another form
_FORM = "application/x-www-form-urlencoded"


def proven(headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime) -> bool:  # noqa: ARG001
    """Whether one of the secrets has signed exactly these bytes; compared in constant time, with every secret.

    Edges: the older SHA-1 header is not believed. ``now`` is not needed: a repeat is known by its id.
    """
    told = headers.get("X-Hub-Signature-256", "").encode("latin-1", "replace")
    return any([hmac.compare_digest(_signature(secret, body), told) for secret in secrets])  # noqa: C419 — constant time


def _signature(secret: str, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()


def text_of(content_type: str, body: bytes) -> bytes:
    """Return the JSON of a delivery, which a form holds as ``payload``. Errors: BadInput for another type."""
    if content_type == "application/json":
        return body
    if content_type != _FORM:
        raise BadInput(
            f"a delivery of type '{content_type[:60]}' cannot be read.", mend="Choose application/json at the webhook."
        )
    try:
        fields = parse_qs(body.decode("ascii"), encoding="utf-8", errors="strict", max_num_fields=10)
        return fields["payload"][0].encode()
    except (KeyError, ValueError) as error:
        raise BadInput("the form has no readable field 'payload'.") from error


def event_of(headers: Mapping[str, str]) -> str:
    """Return what kind of delivery it is. Errors: BadInput when it does not say."""
    event = headers.get("X-GitHub-Event", "")
    if not _EVENT.fullmatch(event):
        raise BadInput("the header X-GitHub-Event is missing, or no event.")
    return event


def key_of(headers: Mapping[str, str], event: str, payload: Mapping[str, object]) -> str:  # noqa: ARG001
    """Return the delivery's id, which stays when it is sent again. Errors: BadInput when there is none."""
    key = headers.get("X-GitHub-Delivery", "")
    if not _ID.fullmatch(key):
        raise BadInput("the header X-GitHub-Delivery is missing, or no id.")
    return key
