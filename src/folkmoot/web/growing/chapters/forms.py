"""The forms of events of chapters: announcing one, changing it, and reporting afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.jobs import gatherings as job
from folkmoot.jobs.gathering_refusals import NOT_LEADING_ANY
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.errors import BadInput
from folkmoot.model.gathering import Announced, Speaker
from folkmoot.model.groups import Group
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import chapter_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.gatherings import FORMAT, as_said
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.forms import Form, MomentField, Sheet, WordsField, form_page, told
from folkmoot.web.governing.calendar import ZONES
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock

SECTION = "chapters"
EVENTS = Text("Events", "活动")
NONE = Text("none", "无")


class EventForm(Form):
    """What an event of a chapter is said to be."""

    title = WordsField(label=told(Text("Title", "标题")))
    says = WordsField(label=told(Text("What it is about", "活动说明")), most=10_000, long=True, required=False)
    begins = MomentField(label=told(Text("Begins", "开始时间")))
    ends = MomentField(label=told(Text("Ends", "结束时间")))
    zone = forms.ChoiceField(label=told(Text("On the clocks of", "时区")))
    venue = forms.CharField(label=told(Text("Place", "地点")), max_length=500, required=False)
    link = forms.CharField(
        label=told(Text("Link to take part online", "线上链接")), max_length=500, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=told(Text("Seats", "席位")), min_value=0, max_value=100_000, initial=0,
        help_text=told(Text("0: as many as come. Further people go on a waiting list that moves up by itself.",
                            "0 表示不限；满员后进入候补，有人退出时自动递补。")),
    )  # fmt: skip
    until = MomentField(
        label=told(Text("Registration until", "报名截止")), required=False,
        help_text=told(Text("Else until it begins.", "不填则至活动开始。")),
    )  # fmt: skip
    indicator = forms.ChoiceField(label=told(Text("The indicator that it is to move", "要推动的指标")), required=False)
    campaign = forms.ChoiceField(label=told(Text("Part of the campaign", "所属推广活动")), required=False)
    hosts = forms.CharField(
        label=told(Text("Who hosts it", "主持人")), max_length=2000, required=False,
        help_text=told(Text("Names, ids or accounts, with commas between them. They may check people in.",
                            "姓名、人员标识或账号，以逗号分隔；可为他人签到。")),
    )  # fmt: skip
    speakers = forms.CharField(
        label=told(Text("Who speaks", "分享者")), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=told(Text("One on a line, by name or id, with the talk: Ann | Kernels by hand",
                            "每行一位，姓名或标识均可，写明主题：Ann | 手写算子")),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Iterable[Group] = (), zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        charter = house().charter
        zones = dict.fromkeys(filter(None, (zone, charter.community.zone, *ZONES)))
        indicators = [(name, told(one.title)) for name, one in INDICATORS.items()]
        campaigns = [(one.id, told(one.title)) for one in charter.campaigns]
        self.offer(
            zone=[(one, one) for one in zones],
            indicator=[("", told(NONE)), *indicators],
            campaign=[("", told(NONE)), *campaigns],
        )
        found = list(groups)
        if found:
            first = forms.ChoiceField(
                label=told(Text("Chapter", "分会")), choices=[(one.slug, told(one.name)) for one in found]
            )
            first.widget.attrs["class"] = "field"
            self.fields = {"group": first, **self.fields}


class ReportForm(Form):
    """How an event was."""

    says = WordsField(label=told(Text("How it was, in Markdown", "活动情况（Markdown）")), most=20_000, long=True)
    links = forms.CharField(
        label=told(Text("Links: slides, recordings, articles", "链接：演示稿、录像、文章")), required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=told(Text("One on a line.", "每行一个。")),
    )  # fmt: skip
    photos = forms.CharField(
        label=told(Text("Links to photos", "照片链接")), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=told(Text("One on a line; only with the consent of those on them.", "每行一个；须征得照片中人员同意。")),
    )  # fmt: skip


def announced_from(said: dict[str, Any], group: str) -> Announced:
    """Return what was typed as what is announced."""
    speakers = [line.partition("|") for line in said["speakers"].splitlines() if line.strip()]
    return Announced(
        group, said["title"], said["says"] or Text(), said["venue"].strip(), said["link"].strip(), _clock(said["begins"]),
        _clock(said["ends"]), _clock(said["until"]), said["zone"], said["capacity"] or 0, said["indicator"], said["campaign"],
        tuple(house().homes().faces.ids_named(said["hosts"])),
        tuple(Speaker(who.strip(), title.strip()) for who, _bar, title in speakers),
    )  # fmt: skip


def _clock(at: datetime | None) -> str:
    return at.strftime(FORMAT) if at else ""


def _initial(it: Announced) -> dict[str, Any]:
    return {
        "title": it.title, "says": it.says, "begins": as_said(it.begins), "ends": as_said(it.ends), "until": as_said(it.until),
        "zone": it.zone, "venue": it.venue, "link": it.link, "capacity": it.capacity, "indicator": it.indicator, "campaign": it.campaign,
        "hosts": " ".join(it.hosts), "speakers": "\n".join(f"{one.person} | {one.title}" for one in it.speakers),
    }  # fmt: skip


def own_groups(homes: Homes, request: HttpRequest) -> list[Group]:
    """Return the chapters and teams of chapters whose events the reader organises."""
    actor, now = actor_of(request), clock()
    return [
        one for one in homes.charter.groups
        if one.status != "archived" and chapter_of(homes, one) is not None and job.may_organise(homes, one, actor, now)
    ]  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new event, and announce it when that is asked for."""
    homes, actor = house().homes(), actor_of(request)
    groups = own_groups(homes, request)
    if not groups:
        raise NOT_LEADING_ANY.barred(who=actor.name)
    wanted = request.GET.get("group", "")
    groups.sort(key=lambda one: (one.slug != wanted, one.slug))
    above = chapter_of(homes, groups[0])
    zone = (above.chapter.zone if above is not None and above.chapter else "") or community().zone
    form = EventForm(request.POST or None, groups=groups, zone=zone, initial={"group": wanted, "zone": zone})

    def does(said: dict[str, Any]) -> str:
        ident = job.announce(homes, announced_from(said, said.get("group", "")), actor=actor, now=clock())
        messages.success(
            request, _("The event is announced, and stands in the calendars of its chapter and of the community.")
        )
        return reverse("event", args=[ident])

    sentence = Text(
        "People register on its page; further ones wait and move up by themselves. It stands in the chapter's calendar at once.",
        "报名在活动页面进行，满员后自动候补递补；发布后立即进入分会日历。",
    )
    sheet = Sheet(
        SECTION,
        Text("New event", "新建活动"),
        sentence,
        Text("Announce it", "发布"),
        ((reverse("chapter-events"), EVENTS),),
    )
    return form_page(request, sheet, form, does)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, ident: str) -> HttpResponse:
    """Show the form of an event as it is, and change it when that is asked for."""
    homes, actor, it = house().homes(), actor_of(request), _seen(ident)
    job.must_organise(it, actor)
    said_before = it.gathering.announced
    form = EventForm(request.POST or None, zone=said_before.zone, initial=_initial(said_before))

    def does(said: dict[str, Any]) -> str:
        job.change(homes, ident, announced_from(said, said_before.group), actor=actor, now=clock())
        messages.success(request, _("The event is changed. Calendars that subscribe are told."))
        return reverse("event", args=[ident])

    title = Text("Change the event", "更改活动")
    sheet = Sheet(SECTION, title, Text(), Text("Save the change", "保存更改"), _above(it, ident))
    return form_page(request, sheet, form, does)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, ident: str) -> HttpResponse:
    """Show the form of a report, and record it when that is asked for; who came is settled by it."""
    homes, actor, it = house().homes(), actor_of(request), _seen(ident)
    job.must_organise(it, actor)
    before = it.gathering.told
    initial = (
        {"says": before.says, "links": "\n".join(before.links), "photos": "\n".join(before.photos)} if before else {}
    )
    form = ReportForm(request.POST or None, initial=initial)

    def does(said: dict[str, Any]) -> str:
        links, photos = (
            tuple(line.strip() for line in said[name].splitlines() if line.strip()) for name in ("links", "photos")
        )
        job.tell(homes, ident, said["says"], links=links, photos=photos, actor=actor, now=clock())
        messages.success(request, _("The report is recorded. Who came is settled, and counts from now on."))
        return reverse("event", args=[ident])

    sentence = Text(
        "Tick first who came: with the report the attendance is settled and becomes part of everybody's record.",
        "请先核对到场名单：提交总结后到场情况即行结算，并计入各人记录。",
    )
    sheet = Sheet(
        SECTION,
        Text("Report of the event", "活动总结"),
        sentence,
        Text("Give the report", "提交总结"),
        _above(it, ident),
    )
    return form_page(request, sheet, form, does)


def _seen(ident: str) -> job.Seen:
    try:
        return job.seen(house().homes(), ident, clock())
    except BadInput as error:
        raise Http404(str(error)) from error


def _above(it: job.Seen, ident: str) -> tuple[tuple[str, Text], ...]:
    title = it.homes.faces.masked(it.gathering.announced.title)
    return ((reverse("chapter-events"), EVENTS), (reverse("event", args=[ident]), title))


urlpatterns = [
    path("gatherings/new/", new, name="gathering-new"),
    path("gatherings/<str:ident>/change/", change, name="gathering-change"),
    path("gatherings/<str:ident>/report/", report, name="gathering-report"),
]
