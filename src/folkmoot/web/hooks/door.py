"""``/hooks/<source>``: verified, kept, acknowledged. Stands before sessions, languages and forms: a forge has none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.db.utils import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse, JsonResponse

from folkmoot.ledger.arriving import Together
from folkmoot.model.delivery import Arrived
from folkmoot.model.errors import BadInput
from folkmoot.web.hooks.payload import kept_text, payload_of
from folkmoot.web.moments import clock
from folkmoot.wiring.intake import SENDERS, Sender, secrets_of

log = logging.getLogger(__name__)

PATH = "/hooks/"
MOST = 25 * 2**20  # bytes: GitHub sends no more
PIECE = 2**20

Respond = Callable[[HttpRequest], HttpResponse]
together = Together()


def hooks(respond: Respond) -> Respond:
    """Answer what stands under ``/hooks/``; everything else goes on to the pages."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PATH):
            return respond(request)
        return take_in(request, request.path.removeprefix(PATH).rstrip("/"), clock())

    return answer


def take_in(request: HttpRequest, source: str, now: datetime) -> HttpResponse:
    """Take one delivery in. 200: it is kept, and stays kept whatever happens to this process.

    Otherwise nothing is kept: 404 unknown source, or one without a secret; 405 no POST; 413 over 25 MB; 401 not
    proven; 400 or 415 proven, and not to be read; 503 the ledger cannot take it: send it again.
    """
    sender, secrets = SENDERS.get(source), secrets_of(source)
    if sender is None:
        return _told(HTTPStatus.NOT_FOUND, f"There is no intake here; there are: {', '.join(sorted(SENDERS))}.")
    if not secrets:
        return _told(
            HTTPStatus.NOT_FOUND, f"No secret is configured for {source}, so nothing it sends can be believed."
        )
    if request.method != "POST":
        refused = _told(HTTPStatus.METHOD_NOT_ALLOWED, "Deliveries come by POST.")
        refused.headers["Allow"] = "POST"
        return refused
    body = _read(request)
    if body is None:
        return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A delivery has at most {MOST // 2**20} MB.")
    if not sender.proven(request.headers, body, secrets, now):
        return _told(HTTPStatus.UNAUTHORIZED, "The signature or password is missing, wrong or too old.")
    try:
        arrived = _arrived(sender, source, request, body, now)
    except BadInput as error:
        return _told(HTTPStatus.BAD_REQUEST, str(error))
    return _keep(arrived)


def _read(request: HttpRequest) -> bytes | None:
    """Return the body; None when it is too long, which is not read to its end."""
    try:
        said = int(request.META.get("CONTENT_LENGTH") or 0)
        if said > MOST:
            return None
        pieces, size = [], 0
        while piece := request.read(PIECE):
            size += len(piece)
            if size > MOST:
                return None
            pieces.append(piece)
    except (ValueError, OSError):  # a length that is none, or a sender that went away: what is left proves nothing
        return b""
    return b"".join(pieces)


def _arrived(sender: Sender, source: str, request: HttpRequest, body: bytes, now: datetime) -> Arrived:
    event = sender.event_of(request.headers)
    payload = payload_of(sender.text_of((request.content_type or "").lower(), body))
    return Arrived(source, sender.key_of(request.headers, event, payload), event, kept_text(payload), now)


def _keep(arrived: Arrived) -> HttpResponse:
    try:
        together.keep(arrived)
    except DatabaseFault:
        log.exception("a delivery of %s could not be kept", arrived.source)
        return _told(HTTPStatus.SERVICE_UNAVAILABLE, "The ledger cannot take it now; send it again.")
    return _told(HTTPStatus.OK, "Kept.")


def _told(status: HTTPStatus, sentence: str) -> HttpResponse:
    response = JsonResponse({"says": sentence}, status=status, headers={"Cache-Control": "no-store"})
    response.headers["Content-Length"] = str(len(response.content))
    return response
