"""Acting from a page: what was asked is done, and the answer stands on the page that it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.web.words import refusal

acted = Signal()
"""Somebody did something from a page: sent with their request, once it is done."""


def done(
    request: HttpRequest, does: Callable[[], str], shown: Callable[[str], HttpResponse], back: str
) -> HttpResponse:
    """Do something and go ``back`` with its words; what is wrong with it is told on the page that ``shown`` makes."""
    try:
        told = does()
    except (BadInput, NotAllowed) as error:
        response = shown(refusal(error))
        response.status_code = status_of(error)
        return response
    acted.send(done, request=request)
    messages.success(request, told)
    return HttpResponseRedirect(back)


def status_of(error: Exception) -> int:
    """Return the status that answers what cannot be done: 403 for who may not, 400 for what is wrong."""
    return 403 if isinstance(error, NotAllowed) else 400
