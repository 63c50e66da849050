"""The addresses of a page and of its twins."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.gzip import gzip_page

from folkmoot.web.page import FORMS

View = Callable[..., HttpResponse]


def twins(address: str, view: View, name: str) -> list[URLPattern]:
    """Return a page's addresses: ``groups/`` and, for each form, ``groups.json``."""
    stem, view = address.rstrip("/") or "overview", gzip_page(view)
    forms = [path(f"{stem}.{form}", view, {"form": form}, name=f"{name}-{form}") for form in FORMS]
    return [*forms, path(address, view, name=name)]
