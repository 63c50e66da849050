"""Filters of the pages of certificates: shapes beside words, and the lists to choose from."""

from __future__ import annotations

from django import template

from folkmoot.model.answer import Answer
from folkmoot.reports.certificates import STATES
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()
SHAPES = {"valid": ("●", "good"), "revoked": ("✕", "bad")}


@register.filter
def certificate_shape(state: str) -> str:
    """Return the shape of a certificate's state; a word stands beside it."""
    return SHAPES.get(state, ("◌", ""))[0]


@register.filter
def certificate_class(state: str) -> str:
    """Return the colour of a certificate's state."""
    return SHAPES.get(state, ("", ""))[1]


@register.filter
def step_shape(ok: bool | None) -> str:
    """Return the shape of an answer: right, wrong, or nobody can tell."""
    return {True: "✓", False: "✕", None: "?"}[ok]


@register.filter
def step_class(ok: bool | None) -> str:
    """Return the colour of an answer."""
    return {True: "good", False: "bad", None: ""}[ok]


@register.filter
def certificate_kinds(answer: Answer, filters: Filters) -> list[tuple[str, str, str]]:
    """Return the kinds to choose from: key, name, address; first all of them."""
    every = [("", words.said(answer.title), filters.link(what=None, page=None))]
    return every + [
        (kind, words.said(name), filters.link(what=kind, page=None)) for kind, name in answer.about["kinds"].items()
    ]


@register.filter
def certificate_states(_answer: Answer, filters: Filters) -> list[tuple[str, str, str]]:
    """Return the states to choose from: key, name, address."""
    return [(key, words.said(name), filters.link(state=key, page=None)) for key, name in STATES.items()]
