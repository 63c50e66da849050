"""Pages that say what went wrong, and what to do about it, in both languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from folkmoot.model.errors import MootError
from folkmoot.web.words import as_sentence, language


def told(request: HttpRequest, error: MootError, status: int) -> HttpResponse:
    """Show an error of the house with its own sentence."""
    title = {403: _("You may not do this"), 400: _("This address asks for something that is not there")}.get(
        status, _("The portal cannot answer now")
    )
    if request.path.endswith(".json"):
        said = {"error": error.what, "where": error.where, "mend": error.mend}
        return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    what, mend = error.told.said_in(language()), error.way.said_in(language())
    where = error.where if status != 503 else ""
    shown = {"title": title, "what": what if where else as_sentence(what), "where": where, "mend": mend}
    return render(request, "error.html", shown, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django gives it
    """Say that the address could not be read."""
    return _page(request, 400, _("This address cannot be read"), _("Check it for a typing mistake."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django gives it
    """Say that this is not allowed, and what might help."""
    return _page(request, 403, _("You may not do this"), _("Sign in with an account that may, or ask a lead."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django gives it
    """Say that there is no such page, and offer the search."""
    words = _("The address may be mistyped, or the thing was renamed. Search for it, or start from the overview.")
    return _page(request, 404, _("There is no such page"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; what happened stands in the server's log."""
    words = _("This is our fault, not yours. The server's log says what happened. Try again, or tell the operators.")
    return _page(request, 500, _("Something broke"), words)


def _page(request: HttpRequest, status: int, title: str, mend: str) -> HttpResponse:
    if request.path.endswith(".json"):
        return JsonResponse({"error": title, "mend": mend}, status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, "error.html", {"title": title, "mend": mend, "status": status}, status=status)
