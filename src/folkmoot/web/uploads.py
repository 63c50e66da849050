"""Uploads up to a size: what is larger is refused before it is received, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

BESIDE = 100_000  # bytes of a form around its file
View = Callable[..., HttpResponse]


class Capped(TemporaryFileUploadHandler):
    """Takes a file up to a size; what is larger is broken off, and nothing of it stays."""

    most = 0
    over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece. Errors: StopUpload beyond the size."""
        if start + len(raw_data) > self.most:
            self.over = True
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def capped(most_of: Callable[..., int], refused: View) -> Callable[[View], View]:
    """Let a view read an upload of so many bytes at most; ``refused`` answers what is larger, which is not even received.

    Both are given what the address names. Edges: a request whose length is not told is refused, too.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def whole(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if (
                request.method == "POST"
                and len(request.FILES) == 0
                and any(_is_over(one) for one in request.upload_handlers)
            ):
                return _barred(request, *args, **named)
            return view(request, *args, **named)

        def _barred(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            response = refused(request, *args, **named)
            response.status_code = 413
            return response

        inner = csrf_protect(whole)

        @csrf_exempt
        @wraps(view)
        def outer(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if request.method != "POST":
                return inner(request, *args, **named)
            most = most_of(*args, **named)
            told = request.META.get("CONTENT_LENGTH") or "0"
            if not told.isdecimal() or int(told) > most + BESIDE:
                return _barred(request, *args, **named)
            handler = Capped(request)
            handler.most = most + 1
            request.upload_handlers = [handler]
            return inner(request, *args, **named)

        return outer

    return wrap


def _is_over(handler: object) -> bool:
    return isinstance(handler, Capped) and handler.over
