"""A form that declares something: what was typed becomes a planned change of the charter, is looked at, and then written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs import declaring as job
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.forms import Form, Sheet, told
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal, said

Choices = list[tuple[str, str]]
NOTHING = Text("–", "–")


@dataclass(frozen=True)
class Declaring:
    """What is declared: its sort, the noun it is read as, how fields become an entry, and where it is found then."""

    sort: Sort
    noun: TypeAdapter[Any]
    entry: Callable[[dict[str, Any]], dict[str, Any]]
    found_at: Callable[[str], str]
    listed_at: str


class DeclaringForm(Form):
    """What is declared in the name of a group: a subclass says the rest; the short name stands last."""

    group_field = "group"  # the field that names the group, or the groups
    id = forms.CharField(
        label=told(Text("Short name in addresses", "网址短名")), max_length=60, required=False,
        help_text=told(Text("Small letters, digits and dashes; made from the English words where it stays empty.",
                            "小写字母、数字与连字符；留空则由英文名称生成。")),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "id"])
        self.offer(**{self.group_field: groups})


def group_choices(request: HttpRequest, nothing: Text | None = None) -> Choices:
    """Return the groups in whose name the reader may declare something; ``nothing``: what it is called to name none.

    Edges: none can be named by who operates, and by who leads no group: that refuses them in words.
    """
    actor = actor_of(request)
    found = [(one.slug, said(one.name) or one.slug) for one in job.groups_of(house().homes(), actor, clock())]
    return [("", said(nothing)), *found] if nothing and (actor.operator or not found) else found


def may_declare(request: HttpRequest) -> bool:
    """Return whether the reader may declare something: who operates, and who leads a group."""
    actor = actor_of(request)
    return bool(actor.name) and (actor.operator or bool(group_choices(request)))


def new_one(request: HttpRequest, view: str, words: Text) -> tuple[str, Text] | None:
    """Return the main action of a list that one may be added to, for those who may."""
    return (reverse(view), words) if may_declare(request) else None


def declare_page(request: HttpRequest, sheet: Sheet, form: Form, what: Declaring) -> HttpResponse:
    """Show a form; show the change that follows; write it when that is asked for.

    Edges: what was typed stays, whatever is wrong with it. Answers 400 for what is wrong, 403 for who may not.
    """
    actor, made, fault, status = actor_of(request), None, "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = _planned(what, form.cleaned_data, actor)
                status = 400 if made.faults else 200
                if "declare" in request.POST:
                    return _declared(request, what, made, actor)
            except (BadInput, NotAllowed) as error:
                fault, status = refusal(error), status_of(error)
    context = {
        "section": sheet.section, "zone": community().zone, "sheet": sheet, "form": form, "fault": fault, "made": made,
        "branch": request.POST.get("branch", ""), **sheet.more,
    }  # fmt: skip
    return render(request, "programmes/declare.html", context, status=status)


def _planned(what: Declaring, said: dict[str, Any], actor: Actor) -> job.Planned[Any]:
    plan = job.plan_from(
        what.noun, {key: value for key, value in what.entry(said).items() if value not in ("", [], None)}
    )
    return job.planned(house().homes(), what.sort, plan, group=plan.group, actor=actor, now=clock())


def _declared(request: HttpRequest, what: Declaring, made: job.Planned[Any], actor: Actor) -> HttpResponse:
    branch = request.POST.get("branch", "").strip()
    job.declare(house().homes(), made, actor=actor, branch=branch)
    if branch:
        told = _("The change is committed on the branch %(branch)s. Push it, and open a pull request.")
        messages.success(request, told % {"branch": branch})
        return HttpResponseRedirect(what.listed_at)
    messages.success(request, _("It is declared."))
    return HttpResponseRedirect(what.found_at(made.plan.id))
