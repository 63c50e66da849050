"""Campaigns: the list, one with its plan, pace and result, and what is recorded about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import campaigns as job
from folkmoot.model.answer import Answer
from folkmoot.model.campaign import Cost
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.press.campaign import campaign_chart
from folkmoot.web import charts
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import new_one
from folkmoot.web.forms import Form, told
from folkmoot.web.growing.outward import campaign_new, touches
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import language

SECTION = "campaigns"


def campaigns(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the campaigns that the charter declares, the last one first."""
    page = Page("campaigns", "campaigns/campaigns.html", SECTION, own=("state", "sort"))
    new = Text("New campaign", "新建活动")
    return answer_page(request, page, form, lambda _answer: {"main_action": new_one(request, "campaign-new", new)})


def campaign(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one campaign."""
    return shown(request, name, form)


def shown(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    """Show one campaign, with what was wrong with what the reader asked for."""
    page = Page("campaign", "campaigns/campaign.html", SECTION, fixed={"id": name})

    def more(answer: Answer) -> dict[str, Any]:
        homes = house().homes()
        plan = homes.charter.campaign_by_id[name]
        mine = job.may_manage_campaign(homes, plan, actor_of(request), clock())
        over = answer.about["stage"] in ("over", "reviewed")
        about = answer.about
        first = {"amount": f"{about['amount']:.12g}", "currency": about["currency"], "hours": f"{about['hours']:.12g}"}
        return {
            "fault": fault, **_chart(answer, plan.begins, plan.ends), "mine": mine, "may_review": mine and over,
            "may_spend": mine and answer.about["stage"] in ("running", "over", "reviewed"), "cost_form": CostForm(initial=first),
            "words_form": WordsForm(auto_id="lesson_%s"), "review_form": WordsForm(auto_id="review_%s"), "via": touches.via(request, name),
            "addresses": [touches.address_of(request, one.code) for one in plan.touch],
        }  # fmt: skip

    return answer_page(request, page, form, more)


def _chart(answer: Answer, begins: date, ends: date) -> dict[str, Any]:
    part = answer.parts.get("series")
    if part is None or not any(row["touched"] is not None for row in part.rows):
        return {"chart": None}
    part = replace(part, unit=answer.about["unit"].said_in(language()))
    plan = campaign_chart(part, begins=begins, ends=ends + timedelta(days=1), language=language())
    return {"chart": charts.drawn(plan), "vega": charts.bundle_version()}


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
    return shown(request, name, fault=fault)


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


urlpatterns = [
    path("campaigns/new/", campaign_new.new, name="campaign-new"),
    *twins("campaigns/", campaigns, "campaigns"),
    path("campaigns/<str:name>/<str:verb>/act/", act, name="campaign-act"),
    *twins("campaigns/<str:name>/", campaign, "campaign"),
    *touches.urlpatterns,
]
