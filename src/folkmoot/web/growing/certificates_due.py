"""Certificates whose work was reverted, for operators: they revoke or keep each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.model.actor import Actor
from folkmoot.reports.homes import Homes
from folkmoot.web.house import house
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said


def due_rows(actor: Actor) -> tuple[Mapping[str, Any], ...]:
    """Return the certificates that an operator decides about; to others, who do not, nothing is asked of the lake."""
    return tuple(house().answer("certificates-due", {}).rows) if actor.operator else ()


def due_row(actor: Actor, ident: str) -> Mapping[str, Any] | None:
    """Return what was reverted of the work behind one certificate; None: nothing that an operator has to decide about."""
    return next((row for row in due_rows(actor) if row["ident"] == ident), None)


def certificates(_homes: Homes, actor: Actor, _now: datetime) -> Found:
    """Yield each certificate whose work was reverted."""
    for row in due_rows(actor):
        note = _("Work behind it was reverted: revoke it, or keep it.")
        yield Waits(
            f"{said(row['title'])} · {row['name']}", reverse("certificate", args=[row["ident"]]), note, asks=True
        )
