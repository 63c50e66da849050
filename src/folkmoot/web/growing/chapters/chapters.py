"""Chapters: the list with a map, one of them, its learning path with one's own progress, and the application for a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import founding, learning
from folkmoot.jobs import gatherings as job
from folkmoot.model.answer import Answer
from folkmoot.model.chapter import SORTS
from folkmoot.model.groups import Kind
from folkmoot.model.text import Text
from folkmoot.press.dot_map import dot_map
from folkmoot.press.tokens import LIGHT
from folkmoot.reports.chapter_people import members_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.learning_path import progress
from folkmoot.rules import learning as rule
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.forms import Form, Sheet, WordsField, form_page, told
from folkmoot.web.governing.founding import people_in
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import ask, house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.pages.tiles import ELSEWHERE
from folkmoot.web.templatetags.moot_chapters import SIZES, dots_of
from folkmoot.web.twins import twins

SECTION = "chapters"
RECENT = "12m"
CHAPTERS = Text("Chapters", "分会")


def chapters(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the chapters with a map, and compare how alive they are."""
    page = Page("chapters", "chapters/chapters.html", SECTION, own=("sort",), fixed={"at": soon()}, since=RECENT)
    new = (reverse("chapter-new"), Text("Found a chapter", "申请成立分会"))
    return answer_page(request, page, form, lambda _answer: {"main_action": new})


def drawn(_request: HttpRequest) -> HttpResponse:
    """Draw the map by itself, to be shown elsewhere."""
    answer, (width, height) = ask("chapters", at=soon(), since=RECENT), SIZES["wide"]
    ink = {name.replace("-", "_"): LIGHT[name] for name in ("sunken", "line", "ink", "ink-quiet", "accent", "sheet")}
    style = (
        "text{{font:12px system-ui,sans-serif;fill:{ink}}}.map-sea{{fill:{sunken}}}.map-line{{stroke:{line};fill:none}}"
        ".map-degree{{fill:{ink_quiet};font-size:10px}}.map-dot{{fill:{accent};fill-opacity:.75;stroke:{sheet}}}"
    ).format(**ink)
    svg = dot_map(dots_of(answer.rows), width=width, height=height, says=_("Chapters on a map"), style=style)
    return HttpResponse(svg.encode(), content_type="image/svg+xml; charset=utf-8", headers=ELSEWHERE)


def chapter(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show one chapter."""
    known = house().charter.group_by_slug.get(slug)
    if known is None or known.kind is not Kind.CHAPTER:
        raise Http404(slug)
    page = Page("chapter", "chapters/chapter.html", SECTION, fixed={"id": slug, "at": soon()}, since=RECENT)

    def more(answer: Answer) -> dict[str, Any]:
        homes, actor, now = house().homes(), actor_of(request), clock()
        group = homes.charter.group_by_slug[str(answer.about["slug"])]
        organises = bool(actor.name) and job.may_organise(homes, group, actor, now)
        ahead = [row for row in answer.rows if row["stage"] in ("open", "closed", "running")]
        behind = [row for row in answer.rows if row["stage"] not in ("open", "closed", "running")]
        return {"own": {"organises": organises}, "ahead": ahead, "behind": behind}

    return answer_page(request, page, form, more)


def learning_path(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show a chapter's learning path, and how far the reader has come; to mentors, how far everybody has."""
    return _path_shown(request, slug, form)


def _path_shown(request: HttpRequest, slug: str, form: str = "html", fault: str = "") -> HttpResponse:
    page = Page("learning-path", "chapters/path.html", SECTION, fixed={"id": slug, "at": clock().isoformat()})
    return answer_page(
        request, page, form, lambda answer: {**_own_path(request, str(answer.about["slug"])), "fault": fault}
    )


def _own_path(request: HttpRequest, slug: str) -> dict[str, Any]:
    homes, actor, now = house().homes(), actor_of(request), clock()
    group = homes.charter.group_by_slug[slug]
    mentors = bool(actor.name) and learning.mentors(homes, group, actor, now)
    members = sorted(members_of(homes, group, house().today()), key=lambda one: homes.faces.name_of(one).lower())
    mine = next(iter(entrant_names(request, homes)), "")
    me = homes.identity.person_of.get(mine, mine)
    reached = progress(homes, group, [*(members if mentors else ()), *([me] if me else ())], now)
    steps = reached.get(me, ())
    asked = request.GET.get("who", "")
    chosen = homes.faces.find(asked) if mentors and asked else None
    who = chosen.id if chosen is not None and chosen.id in reached else ""
    return {
        "mine": [_step(homes, one) for one in steps], "told": rule.told(steps) if steps else None, "mentors": mentors,
        "everybody": [_line(homes, one, reached[one], me) for one in members] if mentors else [], "group": group,
        "who": _line(homes, who, reached[who], me) if who else None,
        "theirs": [_step(homes, one) for one in reached[who]] if who else [],
    }  # fmt: skip


def _step(homes: Homes, one: rule.Step) -> dict[str, Any]:
    shown = [
        {"at": each.at, "says": each.says, "url": each.url, "by": homes.faces.name_of(each.by) if each.by else ""}
        for each in one.shown
    ]
    return {
        "id": one.step.id, "title": one.step.title, "word": one.word, "at": one.at, "shown": shown, "times": one.step.times,
        "by_word": one.step.proof == "word",
    }  # fmt: skip


def _line(homes: Homes, who: str, steps: tuple[rule.Step, ...], me: str) -> dict[str, Any]:
    return {
        "id": homes.faces.id_of(who), "name": homes.faces.name_of(who), "steps": steps, "told": rule.told(steps), "me": who == me,
    }  # fmt: skip


def _vouch(request: HttpRequest, slug: str) -> str:
    said = request.POST
    learning.vouch(
        house().homes(), slug, said.get("step", ""), said.get("who", ""), actor=actor_of(request), now=clock(), why=said.get("why", "")
    )  # fmt: skip
    return _("Your word is recorded.")


def _retract(request: HttpRequest, slug: str) -> str:
    said = request.POST
    learning.retract(
        house().homes(), slug, said.get("step", ""), said.get("who", ""), actor=actor_of(request), now=clock()
    )
    return _("Your word is taken back.")


VERBS: Mapping[str, Callable[[HttpRequest, str], str]] = {"vouch": _vouch, "retract": _retract}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Give a mentor's word, or take it back; what is wrong with it is told on the path's page."""
    who = request.POST.get("who", "")
    return done(
        request,
        lambda: VERBS[verb](request, slug),
        lambda fault: _path_shown(request, slug, fault=fault),
        f"{reverse('learning-path', args=[slug])}?who={who}#member",
    )


class ChapterForm(Form):
    """The application of a chapter that is to be founded."""

    sort = forms.ChoiceField(
        label=told(Text("Of a", "类型")), choices=[(key, told(name)) for key, name in SORTS.items()]
    )
    slug = forms.CharField(
        label=told(Text("Short name", "短名")), max_length=60,
        help_text=told(Text("As it stands in links, such as hangzhou.", "用于链接，如 hangzhou。")),
    )  # fmt: skip
    name = WordsField(label=told(Text("Name", "名称")), most=100)
    host = WordsField(
        label=told(Text("University or company that it belongs to", "所属高校或企业")), most=100, required=False
    )
    city = WordsField(label=told(Text("City", "城市")), most=60)
    country = forms.CharField(
        label=told(Text("Country", "国家")), max_length=2, required=False,
        help_text=told(Text("Two letters, such as CN.", "两位字母，如 CN。")),
    )  # fmt: skip
    latitude = forms.CharField(label=told(Text("Latitude in degrees", "纬度（度）")), max_length=12, required=False)
    longitude = forms.CharField(
        label=told(Text("Longitude in degrees", "经度（度）")), max_length=12, required=False,
        help_text=told(Text("Such as 30.27 and 120.15: with both, the map shows it.", "如 30.27 与 120.15；两项都填则显示在地图上。")),
    )  # fmt: skip
    zone = forms.CharField(
        label=told(Text("Time zone of its events", "活动时区")), max_length=60, required=False,
        help_text=told(Text("Such as Asia/Shanghai; else the community's.", "如 Asia/Shanghai；不填则用社区时区。")),
    )  # fmt: skip
    scope = forms.CharField(
        label=told(Text("What it wants to do, and for whom", "做什么、面向谁")),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    lead = forms.CharField(label=told(Text("Who organises it (name or id)", "负责人（姓名或标识）")), max_length=100)
    people = forms.CharField(
        label=told(Text("Who founds it: at least three people, by name or id", "发起人：至少三人，填写姓名或标识")),
        max_length=1000,
    )
    contact = forms.CharField(
        label=told(Text("How to reach them, and what becomes of what one tells them", "联系方式，以及个人信息如何处理")), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    mail = forms.CharField(label=told(Text("Mailing list", "邮件列表")), max_length=200, required=False)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the application of a new chapter, and record it as a proposal of a group when that is asked for."""
    actor = actor_of(request)
    form = ChapterForm(request.POST or None, initial={"lead": next(iter(actor.people), "")})

    def does(said: dict[str, Any]) -> str:
        pairs = {
            f"{name}_{side}": getattr(said[name] or Text(), side)
            for name in ("name", "host", "city")
            for side in ("en", "zh")
        }
        words = {name: value for name, value in said.items() if name not in ("name", "host", "city")}
        homes = house().homes()
        number = founding.propose(
            homes, {**people_in(homes, words), **pairs, "kind": "chapter"}, actor=actor, now=clock()
        )
        messages.success(request, _("The chapter is proposed. Everybody may speak about it for a week."))
        return reverse("founding-one", args=[number])

    sentence = Text(
        "At least three people apply; after a week of discussion the organiser defends it before a committee, which votes on it, and the "
        "charter's change is written by itself.",
        "至少三人提出申请；公示讨论一周后，由负责人向委员会答辩并表决，通过后自动生成章程变更。",
    )
    sheet = Sheet(
        SECTION,
        Text("Found a chapter", "申请成立分会"),
        sentence,
        Text("Apply", "提交申请"),
        ((reverse("chapters"), CHAPTERS),),
    )
    return form_page(request, sheet, form, does)


urlpatterns = [
    *twins("chapters/", chapters, "chapters"),
    path("chapters/map.svg", drawn, name="chapter-map"),
    path("chapters/new/", new, name="chapter-new"),
    *twins("chapters/<str:slug>/path/", learning_path, "learning-path"),
    *[path(f"chapters/<str:slug>/path/{verb}/", act, {"verb": verb}, name=f"path-{verb}") for verb in VERBS],
    *twins("chapters/<str:slug>/", chapter, "chapter"),
]
