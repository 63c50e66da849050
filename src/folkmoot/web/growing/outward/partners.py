"""Partners: the public page, and the desk of operators and owners with stages, next steps, contacts and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import TypeAdapter

from folkmoot.jobs import partners as job
from folkmoot.jobs.partner_declaring import PARTNER, imported, move, put_in
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.partner import PartnerPlan
from folkmoot.model.text import Text
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import Declaring, declare_page, group_choices, may_declare
from folkmoot.web.filters import filters_of
from folkmoot.web.forms import Sheet
from folkmoot.web.growing.outward.partner_forms import ContactForm, ManyForm, MoveForm, NoteForm, PartnerForm
from folkmoot.web.growing.preview import PlannedPage, shown_first
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page, context_of
from folkmoot.web.twins import twins
from folkmoot.web.words import said as said_of

SECTION = "partners"
_PLAN: TypeAdapter[PartnerPlan] = TypeAdapter(PartnerPlan)
ABOVE = (Text("Partners", "合作伙伴"), Text("Desk", "工作台"))


def partners(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the community's partners: those that have agreed."""
    page = Page("partners", "partners/partners.html", SECTION, own=("sort", "q", "page"), paged=True)

    def more(_answer: Answer) -> dict[str, Any]:
        may = _has_desk(request)
        return {"main_action": (reverse("partner-desk"), Text("The desk", "工作台")) if may else None}

    return answer_page(request, page, form, more)


def _has_desk(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return actor.operator or any(job.may_see(one, actor) for one in house().homes().charter.partners)


def partner(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one partner that has agreed."""
    page = Page("partner", "partners/partner.html", SECTION, fixed={"id": name}, part="")

    def more(_answer: Answer) -> dict[str, Any]:
        plan = house().homes().charter.partner_by_id[name]
        return {
            "main_action": (reverse("partner-file", args=[name]), Text("At the desk", "工作台"))
            if job.may_see(plan, actor_of(request))
            else None
        }

    return answer_page(request, page, form, more)


@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show all partners to operators, and to others those that they look after."""
    actor = actor_of(request)
    if not _has_desk(request):
        return _barred(request, NotAllowed(Text("only operators and those who look after a partner see this.", "仅运营者与伙伴负责人可以查看。"),
                                           mend=Text("Look at the public list.", "请查看公开列表。")))  # fmt: skip
    filters = filters_of(request.path, request.GET.dict(), ("sort", "stage", "q", "page"))
    if actor.operator:  # who looks after some sees all of theirs at once
        filters = replace(filters, own={"page": "1", **filters.own})
    try:
        answer = house().answer("partner-desk", filters.parameters)
    except BadInput as error:
        raise Http404(str(error)) from error
    mine = answer.rows if actor.operator else tuple(row for row in answer.rows if row["owner_id"] in actor.people)
    context = {
        **context_of(filters, answer, SECTION),
        "mine": mine,
        "operator": actor.operator,
        "may_declare": may_declare(request),
    }
    return render(request, "partners/desk.html", context)


def _barred(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    context = {
        "title": _("You may not see this"),
        "what": said_of(error.told),
        "mend": said_of(error.way),
        "section": SECTION,
    }
    return render(request, "error.html", context, status=403)


@never_cache
@login_required
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Show a partner to who looks after it: stage, next step, contacts, notes."""
    return _file(request, name)


def _file(request: HttpRequest, name: str, fault: str = "") -> HttpResponse:
    homes, actor = house().homes(), actor_of(request)
    try:
        contacts, notes = job.private_of(homes, name, actor=actor)
    except NotAllowed as error:
        return _barred(request, error)
    except BadInput as error:
        raise Http404(name) from error
    plan = homes.charter.partner_by_id[name]
    filters = filters_of(request.path, {}, ())
    answer = house().answer("partner-file", {"id": name})
    first = {
        "stage": plan.stage,
        "next": plan.next.says if plan.next else None,
        "due": plan.next.due if plan.next else None,
    }
    context = {
        **context_of(filters, answer, SECTION), "plan": plan, "contacts": contacts, "notes": notes, "fault": fault,
        "move_form": MoveForm(initial=first, auto_id="move_%s"), "contact_form": ContactForm(auto_id="contact_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
    }  # fmt: skip
    return render(request, "partners/file.html", context)


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Move a partner on, keep a contact or a note, or erase one."""
    return done(
        request,
        lambda: _acted(request, name, verb),
        lambda fault: _file(request, name, fault),
        reverse("partner-file", args=[name]),
    )


def _acted(request: HttpRequest, name: str, verb: str) -> str:
    homes, actor, now, said = house().homes(), actor_of(request), clock(), request.POST
    if verb == "contact":
        job.add_contact(
            homes,
            name,
            name=said.get("name", ""),
            mail=said.get("mail", ""),
            role=said.get("role", ""),
            actor=actor,
            now=now,
        )
        return _("The contact is kept.")
    if verb == "note":
        job.add_note(homes, name, said.get("says", ""), actor=actor, now=now)
        return _("The note is kept.")
    if verb in ("erase-contact", "erase-note"):
        number = int(said["id"]) if said.get("id", "").isdecimal() else 0
        job.erase(homes, name, verb.removeprefix("erase-"), [number], actor=actor)
        return _("It is erased.")
    if verb != "move":
        raise Http404(verb)
    form = MoveForm(said)
    if not form.is_valid():
        raise BadInput(
            Text("the stage or the day cannot be read.", "阶段或日期无法识别。"),
            mend=Text("Choose again.", "请重新选择。"),
        )
    typed = form.cleaned_data
    move(homes, name, stage=typed["stage"], next_step=typed["next"], due=typed["due"], actor=actor, now=now)
    return _("It is written into the charter.")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a partner; show the change that follows; write it when that is asked for."""
    form = PartnerForm(request.POST or None, groups=group_choices(request))
    sheet = Sheet(
        SECTION, Text("New partner", "新建合作伙伴"),
        Text("It becomes a planned change of the charter, which everybody may read: write no contacts here.",
             "内容成为章程的计划变更，所有人可读：请勿填写联系人。"),
        Text("Look at it", "预览"), above=((reverse("partners"), ABOVE[0]),),
    )  # fmt: skip
    what = Declaring(
        PARTNER,
        _PLAN,
        lambda _said: form.entry(),
        lambda name: reverse("partner-file", args=[name]),
        reverse("partners"),
    )
    return declare_page(request, sheet, form, what)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Declare many partners from a CSV file: the change is shown first."""
    homes, actor, seen = house().homes(), actor_of(request), PlannedPage()
    data = request.POST.copy() if request.method == "POST" else None
    given = request.FILES.get("file")
    if data is not None and given is not None:
        data["words"] = given.read(500_000).decode(
            "utf-8-sig", "replace"
        )  # so that it is still there when it is written
    form = ManyForm(data)

    def does(said: dict[str, Any]) -> str:
        made = imported(homes, said["words"].encode(), actor=actor)
        if "declare" not in request.POST or made.faults:
            seen.show(made)
            return ""
        put_in(homes, made, actor=actor, branch=request.POST.get("branch", "").strip())
        messages.success(request, _("They are declared."))
        return reverse("partner-desk")

    sheet = Sheet(
        SECTION, Text("Many partners at once", "批量导入合作伙伴"),
        Text("From a CSV file; the change is shown first.", "由 CSV 文件导入，先预览再写入。"),
        Text("Look at it", "预览"), above=((reverse("partners"), ABOVE[0]), (reverse("partner-desk"), ABOVE[1])),
    )  # fmt: skip
    return shown_first(request, sheet, form, does, seen)


urlpatterns = [
    path("partners/desk/", desk, name="partner-desk"),
    path("partners/new/", new, name="partner-new"),
    path("partners/import/", many, name="partner-import"),
    path("partners/<str:name>/file/", file, name="partner-file"),
    path("partners/<str:name>/<str:verb>/act/", act, name="partner-act"),
    *twins("partners/", partners, "partners"),
    *twins("partners/<str:name>/", partner, "partner"),
]
