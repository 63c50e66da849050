"""Campaigns: the list, one with its plan, pace and result, what is recorded about it; and the codes by which people come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_in
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import campaigns as job
from folkmoot.jobs.campaign_declaring import groups_of
from folkmoot.model.answer import Answer
from folkmoot.model.campaign import Cost
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.press.campaign import campaign_chart
from folkmoot.web import charts
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.forms import Form, told
from folkmoot.web.governing.motions import clock
from folkmoot.web.growing import campaign_new
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import community, house
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import language

SECTION = "campaigns"
COOKIE, KEPT = "moot_touch", timedelta(days=30)
ROBOTS = ("bot", "spider", "crawl", "preview", "curl", "wget", "python", "monitor")


def campaigns(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the campaigns that the charter declares, the last one first."""
    page = Page("campaigns", "campaigns/campaigns.html", SECTION, own=("state", "sort"))

    def more(_answer: Answer) -> dict[str, Any]:
        actor = actor_of(request)
        may = bool(actor.name) and (actor.operator or bool(groups_of(house().homes(), actor, clock())))
        return {"main_action": (reverse("campaign-new"), Text("New campaign", "新建活动")) if may else None}

    return answer_page(request, page, form, more)


def campaign(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one campaign."""
    return _shown(request, name, form)


def _shown(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    page = Page("campaign", "campaigns/campaign.html", SECTION, fixed={"id": name})

    def more(answer: Answer) -> dict[str, Any]:
        homes = house().homes()
        plan = homes.charter.campaign_by_id[name]
        mine = job.may_manage_campaign(homes, plan, actor_of(request), clock())
        over = answer.about["stage"] in ("over", "reviewed")
        cost = plan.cost or plan.budget or Cost()
        first = {"amount": cost.amount, "currency": cost.currency, "hours": cost.hours}
        return {
            "fault": fault, **_chart(answer, plan.begins, plan.ends), "mine": mine, "may_review": mine and over,
            "may_spend": mine and answer.about["stage"] in ("running", "over", "reviewed"), "cost_form": CostForm(initial=first),
            "words_form": WordsForm(auto_id="lesson_%s"), "review_form": WordsForm(auto_id="review_%s"), "via": _via(request, name),
            "addresses": [_address(request, one.code) for one in plan.touch],
        }  # fmt: skip

    return answer_page(request, page, form, more)


def _chart(answer: Answer, begins: date, ends: date) -> dict[str, Any]:
    part = answer.parts.get("series")
    if part is None or not any(row["touched"] is not None for row in part.rows):
        return {"chart": None}
    plan = campaign_chart(part, begins=begins, ends=ends + timedelta(days=1), language=language())
    return {"chart": charts.drawn(plan), "vega": charts.bundle_version()}


def _address(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("touch", args=[code]))


def _via(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """Return the code by which the reader came to a campaign, and whether they may say so."""
    code = request.GET.get("via", "") or request.COOKIES.get(COOKIE, "")
    plan = house().homes().charter.campaign_by_id[name]
    touch = next((one for one in plan.touch if one.code == code), None)
    if touch is None:
        return None
    return {"code": code, "title": touch.title or code, "kept": request.COOKIES.get(COOKIE) == code, "days": KEPT.days}


class CostForm(Form):
    """What a campaign has cost."""

    amount = forms.FloatField(label=told(Text("Money", "金额")), min_value=0)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=told(Text("Currency", "货币")), max_length=3)
    hours = forms.FloatField(label=told(Text("Hours of work", "工时（小时）")), min_value=0)


class WordsForm(Form):
    """What was learnt, or a review."""

    says = forms.CharField(
        label=told(Text("In a few sentences, which everybody reads", "几句话，所有人可见")), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Record a cost, a lesson or the review."""
    return done(
        request,
        lambda: _acted(request, name, verb),
        lambda fault: _known(request, name, fault),
        reverse("campaign", args=[name]),
    )


def _known(request: HttpRequest, name: str, fault: str) -> HttpResponse:
    if name not in house().homes().charter.campaign_by_id:
        raise Http404(name)
    return _shown(request, name, fault=fault)


def _acted(request: HttpRequest, name: str, verb: str) -> str:
    homes, actor, now = house().homes(), actor_of(request), clock()
    if verb == "cost":
        form = CostForm(request.POST)
        if not form.is_valid():
            raise BadInput(
                Text("the cost cannot be read.", "成本无法识别。"),
                mend=Text("Write numbers, and a currency such as CNY.", "请填写数字与货币，如 CNY。"),
            )
        said = form.cleaned_data
        job.spend(homes, name, Cost(said["amount"], said["currency"], said["hours"]), actor=actor, now=now)
        return _("The cost is recorded.")
    verbs: dict[str, tuple[Callable[..., Any], str]] = {
        "lesson": (job.learn, _("The lesson is recorded.")), "review": (job.review, _("The review is recorded.")),
    }  # fmt: skip
    if verb not in verbs:
        raise Http404(verb)
    does, words = verbs[verb]
    does(homes, name, request.POST.get("says", ""), actor=actor, now=now)
    return words


@never_cache
def touch(request: HttpRequest, code: str) -> HttpResponse:
    """Count that somebody came by a code, without keeping anything of them, and lead them on."""
    homes = house().homes()
    try:
        plan, found = job.code_of(homes, code)
    except BadInput as error:
        raise Http404(code) from error
    agent = request.headers.get("user-agent", "").lower()
    if request.method == "GET" and agent and not any(word in agent for word in ROBOTS):
        job.touch(homes, code, now=clock())
    back = f"{reverse('campaign', args=[plan.id])}?via={code}"
    return HttpResponseRedirect(found.url or back)


@never_cache
@require_POST
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Record by which code somebody came who is signed in; of others remember it in a cookie until they are, as they agreed."""
    homes = house().homes()
    try:
        plan, _found = job.code_of(homes, code)
    except BadInput as error:
        raise Http404(code) from error
    back = reverse("campaign", args=[plan.id])
    if not request.user.is_authenticated:
        away = HttpResponseRedirect(f"{reverse('account_login')}?next={back}")
        away.set_cookie(COOKIE, code, max_age=KEPT, httponly=True, samesite="Lax", secure=request.is_secure())
        return away

    def does() -> str:
        job.arrive(homes, code, entrant_names(request, homes), actor=actor_of(request), now=clock())
        return _("Thank you: it is recorded by which way you came.")

    response = done(request, does, lambda fault: _shown(request, plan.id, fault=fault), back)
    response.delete_cookie(COOKIE)
    return response


@never_cache
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a code as a QR code to print."""
    import segno

    homes = house().homes()
    try:
        plan, found = job.code_of(homes, code)
    except BadInput as error:
        raise Http404(code) from error
    address = _address(request, code)
    drawn = segno.make(address, error="m").svg_inline(scale=8, border=2)
    context = {
        "section": SECTION,
        "plan": plan,
        "touch": found,
        "address": address,
        "qr": drawn,
        "zone": community().zone,
    }
    return render(request, "campaigns/poster.html", context)


def _signed_in(request: HttpRequest | None = None, **_more: Any) -> None:
    """Record by which code somebody came who had agreed that it is remembered until they sign in."""
    code = request.COOKIES.get(COOKIE, "") if request is not None else ""
    if request is None or not code:
        return
    homes = house().homes()
    try:
        job.arrive(homes, code, entrant_names(request, homes), actor=actor_of(request), now=clock())
    except (BadInput, NotAllowed):
        return  # the code is over, or nothing is proven yet: nothing is recorded


user_logged_in.connect(_signed_in, dispatch_uid="campaign-touch")

urlpatterns = [
    path("campaigns/new/", campaign_new.new, name="campaign-new"),
    *twins("campaigns/", campaigns, "campaigns"),
    path("campaigns/<str:name>/<str:verb>/act/", act, name="campaign-act"),
    *twins("campaigns/<str:name>/", campaign, "campaign"),
    path("t/<str:code>/", touch, name="touch"),
    path("t/<str:code>/came/", arrive, name="touch-came"),
    path("t/<str:code>/poster/", poster, name="touch-poster"),
]
