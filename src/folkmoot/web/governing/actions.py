"""Action items: the list, and the form that says what has become of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import minuting, moving
from folkmoot.ledger import action_items
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.back import back
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.governing.sitting import Asked
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal


def actions(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the action items: open ones, or those that the URL asks for."""
    return _listed(request, form)


def _listed(request: HttpRequest, form: str = "html", fault: str = "", item: int = 0) -> HttpResponse:
    page = Page(
        "actions", "meetings/actions.html", "actions", own=("state", "owner", "meeting", "page", "size"), paged=True
    )
    return answer_page(
        request, page, form, lambda answer: {"fault": fault, "faulty": item, "mine": _mine(request, answer)}
    )


def _mine(request: HttpRequest, answer: Answer) -> frozenset[int]:
    """Return the numbers of the items that who asks may change."""
    actor, homes, now = actor_of(request), house().homes(), clock()
    if not actor.name:
        return frozenset()
    day = moving.day_of(homes, now)
    led = {group.slug for group in homes.charter.groups if may_manage(actor, group, day)}
    own = {homes.faces.id_of(person) for person in actor.people}
    return frozenset(row["id"] for row in answer.rows if row["group"] in led or row["owner"] in own)


@never_cache
@login_required
@require_POST
def change(request: HttpRequest, item: int) -> HttpResponse:
    """Say what an action item has become."""
    homes = house().homes()
    asked = Asked(request, homes, "", actor_of(request), clock())
    try:
        before = action_items.one(item)
        moved: dict[str, Any] = {"keep_due": "due" not in request.POST, "due": asked.day("due")}
        minuting.change_action(
            homes, item, state=asked.said("state") or before.state, owner=asked.person("owner") if "owner" in request.POST else None,
            why=asked.said("why"), actor=asked.actor, now=asked.now, **moved,
        )  # fmt: skip
    except (BadInput, NotAllowed) as error:
        response = _listed(request, fault=refusal(error), item=item)
        response.status_code = status_of(error)
        return response
    messages.success(request, _("Recorded."))
    return back(request, "actions")


urlpatterns = [
    *twins("actions/", actions, "actions"),
    path("actions/<int:item>/", change, name="action-change"),
]
