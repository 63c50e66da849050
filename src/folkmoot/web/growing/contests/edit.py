"""The form with which organisers change a declared contest before it begins: its words and days; shown as a change first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.jobs import declaring
from folkmoot.jobs.contest_declaring import edited
from folkmoot.jobs.contests import must_organise, seen
from folkmoot.model.contest import OPTIONAL, ContestPlan
from folkmoot.model.election import MOMENT
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.forms import Form, Sheet, WordsField, told
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal

DAYS = {
    "sign_up": Text("Sign-up from", "报名开始"), "begins": Text("Begins", "开始"), "ends": Text("Ends", "结束"),
    "freeze": Text("Tables stand still from", "榜单冻结"), "appeals_until": Text("Appeals until", "申诉截止"),
    "review_until": Text("Reviewed until", "复核截止"),
}  # fmt: skip
NEEDED = ("begins", "ends")
HINT = Text("A day such as 2026-12-14, or a moment: 2026-12-14 20:00.", "日期如 2026-12-14，或时刻：2026-12-14 20:00。")


class EditForm(Form):
    """What organisers may change by a form; all else is changed in the charter."""

    title = WordsField(label=told(Text("Title", "标题")))
    says = WordsField(label=told(Text("What it is about", "简介")), long=True, most=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, title in DAYS.items():
            needed = name in NEEDED
            self.fields[name] = forms.RegexField(
                MOMENT if needed else OPTIONAL, label=told(title), required=needed, max_length=25,
                help_text=told(HINT) if name == "begins" else "", error_messages={"invalid": told(HINT)},
            )  # fmt: skip
            self.fields[name].widget.attrs["class"] = "field"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Show the form, then the change that follows, and write it when that is asked for."""
    homes, actor = house().homes(), actor_of(request)
    if name not in homes.charter.contest_by_id:
        raise Http404(name)
    plan, made, fault, status = homes.charter.contest_by_id[name], None, "", 200
    form = EditForm(request.POST if request.method == "POST" else None, initial=_initial(plan))
    try:
        must_organise(seen(homes, name, clock()), actor)
        if request.method == "POST":
            status = 400
            if form.is_valid():
                made = edited(homes, name, _said(plan, form.cleaned_data), actor=actor, now=clock())
                status = 400 if made.faults else 200
                if "declare" in request.POST:
                    declaring.declare(homes, made, actor=actor, branch=request.POST.get("branch", "").strip())
                    messages.success(request, _("The contest is changed."))
                    return HttpResponseRedirect(reverse("contest", args=[name]))
    except (BadInput, NotAllowed) as error:
        fault, status = refusal(error), status_of(error)
    sheet = Sheet(
        "contests", Text("Change the contest", "修改大赛"),
        Text("What you write here becomes a planned change of the charter: first you look at it, then it is written.",
             "这里填写的内容将成为对章程的计划变更：先查看，再写入。"),
        Text("Look at the change", "查看变更"), ((reverse("contests"), Text("Contests", "大赛")), (reverse("contest", args=[name]), plan.title)),
    )  # fmt: skip
    context = {
        "section": "contests", "zone": community().zone, "sheet": sheet, "form": form, "fault": fault, "made": made,
        "branch": request.POST.get("branch", ""),
    }  # fmt: skip
    return render(request, "programmes/declare.html", context, status=status)


def _initial(plan: ContestPlan) -> dict[str, Any]:
    return {"title": plan.title, "says": plan.says, **{name: getattr(plan, name) for name in DAYS}}


def _said(plan: ContestPlan, data: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed otherwise than it is declared, as YAML writes it."""
    words = {name: _sides(data[name]) for name in ("title", "says") if (data[name] or Text()) != getattr(plan, name)}
    return {**words, **{name: data[name] for name in DAYS if data[name] != getattr(plan, name)}}


def _sides(words: Text | None) -> Any:
    return {side: said for side, said in (("en", words.en), ("zh", words.zh)) if said} if words else ""
