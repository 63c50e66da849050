"""What every request gets: the chosen language and theme, strict headers, and errors told as one sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from folkmoot.model.errors import BadInput, MootError, NotAllowed

Respond = Callable[[HttpRequest], HttpResponse]

YEAR = 365 * 24 * 3600
LANGUAGES = {"en": "en", "zh": "zh-hans", "zh-hans": "zh-hans", "zh-cn": "zh-hans"}
THEMES = ("auto", "light", "dark")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self' https://github.com https://gitee.com",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def choices(respond: Respond) -> Respond:
    """Follow ``?lang=`` and ``?theme=`` for this page, and remember them in cookies."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = LANGUAGES.get(request.GET.get("lang", "").lower())
        theme = request.GET.get("theme", "") or request.COOKIES.get("theme", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        request.theme = theme if theme in THEMES else "auto"  # type: ignore[attr-defined]  # read by the base template
        response = respond(request)
        if not response.get("Content-Type", "").startswith("text/html"):
            return response  # a feed or a drawing that somebody embeds says nothing about its reader's choice
        if language:
            _remember(request, response, settings.LANGUAGE_COOKIE_NAME, language)
        if request.GET.get("theme") in THEMES:
            _remember(request, response, "theme", theme)
        return response

    return answer


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())


def headers(respond: Respond) -> Respond:
    """Allow nothing but the portal's own files; no script or style stands inside a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return answer


class Errors:
    """Turns an error of the house into its page: what, where, and how to mend it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a MootError with its sentence; leave every other exception to Django."""
        if not isinstance(error, MootError):
            return None
        from folkmoot.web.pages.errors import told

        if isinstance(error, NotAllowed):
            return told(request, error, 403)
        return told(request, error, 400 if isinstance(error, BadInput) else 503)
