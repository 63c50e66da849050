"""Acting from a page: what was asked is done, and the answer stands on the page that it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.web.words import refusal


def done(
    request: HttpRequest, does: Callable[[], str], shown: Callable[[str], HttpResponse], back: str
) -> HttpResponse:
    """Do something and go ``back`` with its words; what is wrong with it is told on the page that ``shown`` makes."""
    try:
        told = does()
    except (BadInput, NotAllowed) as error:
        response = shown(refusal(error))
        response.status_code = 403 if isinstance(error, NotAllowed) else 400
        return response
    messages.success(request, told)
    return HttpResponseRedirect(back)
