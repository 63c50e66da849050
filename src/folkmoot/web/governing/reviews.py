"""Reviews of inactivity: the list, what would be found in a group, and one review from the notices to the change of the charter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import moving
from folkmoot.jobs import reviews as job
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds_plain import thawed
from folkmoot.reports.homes import Homes
from folkmoot.reports.review_course import SeenReview, every_review, listed, seen_review
from folkmoot.reports.reviews import STATES
from folkmoot.rules.authority import may_manage
from folkmoot.rules.inactivity import plan_for, room_left
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done, status_of
from folkmoot.web.house import house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "rounds"
SHOWN = {Verdict.NOT_MET.value: "concerned", Verdict.UNKNOWN.value: "unknown", Verdict.MET.value: "active"}
Asked = tuple[HttpRequest, Homes, int]


def reviews(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the reviews."""
    page = Page("reviews", "rounds/reviews.html", SECTION, fixed={"at": minute()})
    return answer_page(request, page, form, lambda _answer: {"places": _places(request)})


def review(request: HttpRequest, number: int, form: str = "html") -> HttpResponse:
    """Show one review."""
    return _shown(request, number, form)


def _shown(
    request: HttpRequest, number: int, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("review", "rounds/review.html", SECTION, fixed={"id": str(number), "at": minute()})

    def more(_answer: Any) -> dict[str, Any]:
        own = forms_of(house().homes(), number, actor_of(request))
        return {"own": own, "fault": fault, "typed": typed or {}}

    return answer_page(request, page, form, more)


def forms_of(homes: Homes, number: int, actor: Actor) -> dict[str, Any]:
    """Return who asks and what they may do: in the review, and about each person."""
    it = seen_review(homes, number, clock())
    group = homes.charter.group_by_slug.get(it.review.group)
    manage = group is not None and may_manage(actor, group, moving.day_of(homes, it.now))
    room, lead = room_left(it.inquiry), it.review.plan.decided == "lead"
    about = {}
    for one in it.inquiry.people:
        mine = bool(actor.people) and it.is_me(actor.people, one.person)
        about[f"{homes.faces.id_of(it.same(one.person))}:{one.role}"] = {
            "mine": mine, "reply": mine and one.state in ("noticed", "silent", "voting"),
            "notify": manage and one.state == "concerned" and room > 0,
            "drop": manage and one.state in ("noticed", "silent"), "decide": manage and lead and one.state == "silent",
        }  # fmt: skip
    return {"signed": bool(actor.name), "manage": manage, "apply": manage, "raises_self": False, "branch": f"review-{number}",
            "about": about}  # fmt: skip


def _notify(asked: Asked, actor: Actor) -> str:
    _request, homes, number = asked
    job.notify(homes, number, *_named(asked), actor=actor, now=clock())
    return _("The notice is recorded; it stands on their pages, and their time to answer runs.")


def _reply(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    word, why = request.POST.get("word", ""), request.POST.get("why", "")
    job.reply(homes, number, *_named(asked), word, actor=actor, now=clock(), why=why)
    return _("Your answer is recorded.")


def _drop(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    job.drop(homes, number, *_named(asked), actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("They are asked no more.")


def _decide(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    job.decide(homes, number, *_named(asked), actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("It is decided; the change of the charter waits.")


def _apply(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    branch = request.POST.get("branch", "").strip()
    done = job.apply(homes, number, actor=actor, now=clock(), branch=branch)
    if done.branch:
        return _("The change is committed on the branch %(branch)s. Push it, and open a pull request.") % {
            "branch": branch
        }
    if done.commit:
        return _("The change is committed: %(commit)s.") % {"commit": done.commit[:12]}
    return _("The charter says so now.")


VERBS: Mapping[str, Callable[[Asked, Actor], str]] = {
    "notify": _notify, "reply": _reply, "drop": _drop, "decide": _decide, "apply": _apply,
}  # fmt: skip


def _named(asked: Asked) -> tuple[str, str]:
    """Return whom a form is about, by the id of the charter, and the role."""
    request, homes, number = asked
    it, public = seen_review(homes, number, clock()), request.POST.get("person", "")
    found = (one.person for one in it.inquiry.people if homes.faces.id_of(it.same(one.person)) == public)
    return next(found, public), request.POST.get("role", "")


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing in a review; what is wrong with it is told on the page, with what was typed."""
    homes = house().homes()
    typed = {**request.POST.dict(), "verb": verb}

    def does() -> str:
        if verb in ("decide", "apply"):
            job.advance(homes, number, clock())
        return VERBS[verb]((request, homes, number), actor_of(request))

    return done(
        request, does, lambda fault: _shown(request, number, fault=fault, typed=typed), reverse("review", args=[number])
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show what a review of a group would find, before anybody is asked; open it when that is asked for."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    homes, fault, status = house().homes(), "", 200
    if request.method == "POST":
        try:
            number = job.open_review(homes, said.get("group", ""), actor=actor_of(request), now=clock())
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("The review is open. Nobody is asked before you give notice."))
            return HttpResponseRedirect(reverse("review", args=[number]))
    places = _places(request)
    chosen = next((one for one in places if one.slug == said.get("group")), places[0] if len(places) == 1 else None)
    more = _preview(homes, chosen) if chosen else {}
    told = {"section": SECTION, "places": places, "chosen": chosen, "fault": fault, **more}
    return render(request, "rounds/review_new.html", told, status=status)


def _preview(homes: Homes, group: Group) -> dict[str, Any]:
    plan = plan_for(group, homes.charter.inactivity)
    if plan is None:
        return {}
    rows = []
    for key, found in listed(homes, plan, group, clock()).items():
        person, _colon, role = key.rpartition(":")
        who = homes.identity.person_of.get(person, person)
        state = "recent" if found["recent"] else SHOWN[found["word"]]
        said = thawed(found)
        rows.append({"person": homes.faces.id_of(who), "name": homes.faces.name_of(who), "role": role, "state": state,
                     "state_name": STATES[state], "clauses": said["clauses"]})  # fmt: skip
    order = ("concerned", "unknown", "recent", "active")
    return {"plan": plan, "rows": sorted(rows, key=lambda row: (order.index(row["state"]), row["name"]))}


def _places(request: HttpRequest) -> list[Group]:
    """Return the groups that the reader leads and for which a rule holds."""
    if not request.user.is_authenticated:
        return []
    homes, actor = house().homes(), actor_of(request)
    day = moving.day_of(homes, clock())
    groups = [one for one in homes.charter.groups if one.status != "archived" and may_manage(actor, one, day)]
    return [one for one in groups if plan_for(one, homes.charter.inactivity) is not None]


def notices_for(homes: Homes, actor: Actor) -> list[SeenReview]:
    """Return the reviews in which somebody is asked and has not answered."""
    if not actor.people:
        return []
    return [
        it for it in every_review(homes, clock())
        if any(it.is_me(actor.people, one.person) for one in it.inquiry.in_state("noticed", "silent", "voting"))
    ]  # fmt: skip


urlpatterns = [
    *twins("rounds/reviews/", reviews, "reviews"),
    path("rounds/reviews/new/", new, name="review-new"),
    *twins("rounds/reviews/<int:number>/", review, "review"),
    *[path(f"rounds/reviews/<int:number>/{verb}/", act, {"verb": verb}, name=f"review-{verb}") for verb in VERBS],
]
