"""The form with which a campaign is declared before it begins: what was typed becomes a planned change, shown first."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.jobs.campaign_declaring import CAMPAIGN, must_lie_ahead
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.campaign import AUDIENCES, METHODS, SORTS, UNITS, CampaignPlan
from folkmoot.model.text import Text, listed, slug_of
from folkmoot.web.declaring import NOTHING, Declaring, DeclaringForm, declare_page, group_choices
from folkmoot.web.forms import DayField, Sheet, WordsField, choices_of, told
from folkmoot.web.house import house
from folkmoot.web.moments import clock

SECTION = "campaigns"
_PLAN: TypeAdapter[CampaignPlan] = TypeAdapter(CampaignPlan)


class CampaignForm(DeclaringForm):
    """What is declared of a campaign before it begins."""

    title = WordsField(label=told(Text("Title", "名称")))
    says = WordsField(label=told(Text("What is done", "做什么")), long=True, most=2000, required=False)
    group = forms.ChoiceField(label=told(Text("Of which group", "所属小组")), required=False)
    owner = forms.CharField(label=told(Text("Id of who answers for it", "负责人标识")), required=False, max_length=80)
    begins = DayField(
        label=told(Text("First day", "开始日期")),
        help_text=told(Text("It lies ahead: what is to be shown is said before.", "须在将来：要证明什么，须事先声明。")),
    )  # fmt: skip
    ends = DayField(label=told(Text("Last day", "结束日期")))
    sort = forms.ChoiceField(
        label=told(Text("Sort", "类型")), choices=choices_of(SORTS), widget=forms.RadioSelect, initial="conversion",
        help_text=told(Text("A brand campaign makes no claim: leave indicator, expectation and comparison empty.",
                            "品牌活动不作声明：指标、预期与比较请留空。")),
    )  # fmt: skip
    indicator = forms.ChoiceField(label=told(Text("Which indicator it is to move", "推动的指标")), required=False)
    audience = forms.ChoiceField(label=told(Text("For whom", "受众")), choices=choices_of(AUDIENCES))
    expects = forms.FloatField(
        label=told(Text("Expected effect, in the indicator's unit", "预期效果（按指标单位）")), required=False
    )
    method = forms.ChoiceField(
        label=told(Text("Beside what it is judged", "比较方式")), choices=choices_of(METHODS), initial="controls", widget=forms.RadioSelect,
        help_text=told(Text("Controls can give strong evidence; its own past only weak.", "有对照才可能得到强证据；仅与历史比较只能得到弱证据。")),
    )  # fmt: skip
    of = forms.ChoiceField(label=told(Text("The units are", "单元是")), choices=choices_of(UNITS))
    treated = forms.CharField(
        label=told(Text("Where it is done", "开展单元")), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=told(Text("Short names, between commas.", "短名，以逗号分隔。")),
    )  # fmt: skip
    controls = forms.CharField(
        label=told(Text("Controls, where nothing is done: three at least", "对照单元（不开展活动，至少三个）")), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    lasts = forms.IntegerField(
        label=told(Text("Days after its end that still count", "结束后仍计入的天数")),
        required=False,
        min_value=0,
        max_value=180,
    )
    guards = forms.MultipleChoiceField(
        label=told(Text("Indicators that it must not hurt", "不得损害的指标")),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    amount = forms.FloatField(label=told(Text("Budget", "预算")), required=False, min_value=0)
    currency = forms.RegexField(r"^[A-Z]{3}$", label=told(Text("Currency", "货币")), initial="CNY", max_length=3)
    hours = forms.FloatField(label=told(Text("Hours of work", "工时（小时）")), required=False, min_value=0)
    touch = forms.CharField(
        label=told(Text("Codes by which people come", "来源码")), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=told(Text("One on each line: spring-poster, Poster in the canteen", "每行一个：spring-poster, 食堂海报")),
    )  # fmt: skip
    contests = forms.CharField(
        label=told(Text("Contests that belong to it, by their short names", "所含大赛的短名")),
        required=False,
        max_length=500,
    )
    tasks = forms.CharField(
        label=told(Text("Task batches that belong to it, by their short names", "所含任务批次的短名")), required=False, max_length=500,
        help_text=told(Text("Content and events of chapters name the campaign in their own forms.", "内容与分会活动在各自的表单中填写所属活动。")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.name, told(one.title)) for one in sorted(INDICATORS.values(), key=lambda one: one.title.en)]
        self.offer(indicator=[("", "–"), *named], guards=named)

    def entry(self) -> dict[str, Any]:
        """Return what was typed as an entry of the charter; what is empty is left out."""
        said = self.cleaned_data
        beside = {
            "method": said["method"],
            "of": said["of"],
            "treated": listed(said["treated"]),
            "controls": listed(said["controls"]),
        }
        budget = {key: said[key] for key in ("amount", "hours") if said[key]}
        found = {
            "id": said["id"] or slug_of(f"{said['title'].en} {said['begins'].year}") or f"campaign-{said['begins']:%Y%m%d}",
            **{key: said[key] for key in ("title", "says", "group", "owner", "begins", "ends", "sort")},
            **{key: said[key] for key in ("indicator", "audience", "expects", "lasts", "guards")},
            "comparison": {key: value for key, value in beside.items() if value} if said["method"] != "none" else None,
            "budget": {**budget, "currency": said["currency"]} if budget else None, "touch": list(_codes(said["touch"])),
            "contests": listed(said["contests"]), "tasks": listed(said["tasks"]),
        }  # fmt: skip
        return {
            key: value
            for key, value in found.items()
            if value not in ("", None, [], 0) and not (isinstance(value, Text) and not value)
        }


def _codes(words: str) -> list[dict[str, Any]]:
    """Return the codes that stand on lines such as ``spring-poster, Poster in the canteen``."""
    found = []
    for line in filter(str.strip, words.splitlines()):
        code, _comma, title = re.sub("，", ",", line).partition(",")
        found.append({"code": code.strip(), **({"title": title.strip()} if title.strip() else {})})
    return found


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form; show the change that follows; write it when that is asked for."""
    homes, now = house().homes(), clock()
    form = CampaignForm(request.POST or None, groups=group_choices(request, NOTHING))

    def entry(said: dict[str, Any]) -> dict[str, Any]:
        must_lie_ahead(homes, said["begins"], now)
        return form.entry()

    sheet = Sheet(
        SECTION, Text("New campaign", "新建活动"),
        Text("What it is to move and beside what it is judged stands here before it begins. First you look at the change of the charter.",
             "开始之前写明要推动什么、与什么比较；先预览章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("campaigns"), Text("Campaigns", "活动")),),
    )  # fmt: skip
    what = Declaring(CAMPAIGN, _PLAN, entry, lambda name: reverse("campaign", args=[name]), reverse("campaigns"))
    return declare_page(request, sheet, form, what)
