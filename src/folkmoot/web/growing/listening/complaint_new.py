"""The forms of complaint conferences: complaining, and setting one up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs import complaints as job
from folkmoot.jobs.camps import own_names
from folkmoot.model.actor import Actor
from folkmoot.model.complaint import ConferencePlan
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text, sides, sides_in, slug_in_year, slug_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.likeness import alike
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.declaring import Declaring, DeclaringForm, declare_page, group_choices
from folkmoot.web.forms import DayField, Form, Sheet, WordsField, form_page, told
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.growing.listening.camp_new import NONE, people_in
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.words import said

SECTION = "complaints"
CONFERENCE = Sort("complaints", Text("a complaint conference", "吐槽大会"), "tucao-2026", "conference-")
_NOUN: TypeAdapter[ConferencePlan] = TypeAdapter(ConferencePlan)
AREAS = Text(
    "One a line: what it is called | the group that answers. In both languages: English / 中文.",
    "每行一个：名称 | 负责答复的小组。双语写作：English / 中文。",
)


def seen_or_404(homes: Homes, name: str) -> job.Seen:
    """Return a conference as it stands now; a page that is not there, for none."""
    try:
        return job.seen(homes, name, clock())
    except BadInput as error:
        raise Http404(name) from error


def names_of(request: HttpRequest, homes: Homes, actor: Actor) -> tuple[str, ...]:
    """Return under which names the reader complains and votes; none for who is signed out."""
    return own_names(entrant_names(request, homes), actor)


class ComplaintForm(Form):
    """What is wrong, about what, and whether others read who says so."""

    title = forms.CharField(label=told(Text("What is wrong, in a line", "一句话说出问题")), max_length=job.TITLE)
    words = forms.CharField(
        label=told(Text("More about it", "详细说明")), max_length=job.WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    area = forms.ChoiceField(label=told(Text("Area", "领域")), required=False)
    anonymous = forms.BooleanField(
        label=told(Text("Without my name: readers see “somebody”", "匿名：读者只看到“匿名”")),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(area=areas)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Show the form of a complaint; record it; tell of those that say much the same."""
    homes, actor = house().homes(), actor_of(request)
    it = seen_or_404(homes, name)
    areas = [
        ("", said(Text("something else", "其他"))),
        *((one.id, said(one.title) or one.id) for one in it.course.plan.areas),
    ]
    form = ComplaintForm(request.POST if request.method == "POST" else None, areas=areas)
    title = homes.faces.masked(it.course.plan.title)
    sheet = Sheet(
        SECTION, Text("Complain", "吐槽"),
        Text("Say one thing at a time: others vote for it. The ledger knows who you are; readers do only if you want it.",
             "一次说一件事，方便他人投票。账本知道你是谁；读者是否知道由你决定。"),
        Text("Complain", "吐槽"), above=((reverse("complaints"), Text("Complaints", "吐槽大会")), (reverse("conference", args=[name]), title)),
    )  # fmt: skip

    def does(typed: dict[str, Any]) -> str:
        number = job.complain(
            homes, name, names_of(request, homes, actor), typed["title"], typed["words"], area=typed["area"],
            anonymous=typed["anonymous"], actor=actor, now=clock(),
        )  # fmt: skip
        near = [one for one in seen_or_404(homes, name).standing.clusters if one.number != number]
        same = alike(f"{typed['title']} {typed['words']}", near)
        told_of = _("Your complaint is there.")
        if same:
            told_of = _("Your complaint is there. Below are others that say much the same: vote for them too.")
        messages.success(request, told_of)
        return reverse("complaint", args=[name, number])

    return form_page(request, sheet, form, does)


class ConferenceForm(DeclaringForm):
    """What a conference is: its window, its areas, who organises and answers."""

    title = WordsField(label=told(Text("What it is called", "名称")), most=120)
    says = WordsField(label=told(Text("What it is about", "简介")), most=2000, long=True, required=False)
    group = forms.ChoiceField(
        label=told(Text("Group; its leads organise and answer", "小组（其负责人组织并答复）")), required=False
    )
    begins = DayField(label=told(Text("First day", "首日")))
    ends = DayField(label=told(Text("Last day", "末日")))
    areas = forms.CharField(
        label=told(Text("Areas", "领域")),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=told(AREAS),
        required=False,
    )
    organizers = forms.CharField(
        label=told(Text("Further organisers, by their ids", "其他组织者（人员 ID）")), max_length=500, required=False
    )
    answerers = forms.CharField(
        label=told(Text("Further people who answer, by their ids", "其他答复人（人员 ID）")),
        max_length=500,
        required=False,
    )
    most = forms.IntegerField(
        label=told(Text("Complaints that one person may make", "每人吐槽上限")), min_value=1, max_value=1000, initial=10
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_conference(request: HttpRequest) -> HttpResponse:
    """Show the form of a conference; show the change that follows; write it when that is asked for."""
    form = ConferenceForm(request.POST if request.method == "POST" else None, groups=group_choices(request, NONE))
    sheet = Sheet(
        SECTION, Text("New complaint conference", "新建吐槽大会"),
        Text("First you look at the change of the charter, then it is written.", "先查看章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("complaints"), Text("Complaints", "吐槽大会")),),
    )  # fmt: skip
    what = Declaring(CONFERENCE, _NOUN, _entry, lambda name: reverse("conference", args=[name]), reverse("complaints"))
    return declare_page(request, sheet, form, what)


def _entry(typed: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as an entry of the charter."""
    title, says = typed["title"], typed["says"]
    ident = typed["id"].strip() or slug_in_year(title.en, "conference", typed["begins"].year)
    return {
        "id": ident, "title": sides(title), "says": sides(says) if says else "", "group": typed["group"],
        "begins": typed["begins"].isoformat(), "ends": typed["ends"].isoformat(), "most": typed["most"],
        "areas": [_area(line, place) for place, line in enumerate(filter(str.strip, typed["areas"].splitlines()), 1)],
        "organizers": people_in(typed["organizers"]), "answerers": people_in(typed["answerers"]),
    }  # fmt: skip


def _area(line: str, place: int) -> dict[str, Any]:
    """Return an area that stands on a line such as ``Installation / 安装 | packaging``."""
    name, _bar, group = (part.strip() for part in line.replace("｜", "|").partition("|"))
    title = sides_in(name)
    entry = {"id": slug_of(title.get("en", "")) or f"area-{place}", "title": title}
    return {**entry, **({"group": group} if group else {})}
