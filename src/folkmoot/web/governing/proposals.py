"""Proposals: the index, one proposal with its document and votes, and the form that writes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.charter.amending.proposals import new_proposal, proposal_of
from folkmoot.jobs import moving, proposing
from folkmoot.jobs.amend import patch
from folkmoot.model.answer import Answer
from folkmoot.model.community import Proposal
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.rules.bylaws import rule_title, rules_by_name
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.house import community, house
from folkmoot.web.markdown import document_html
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "proposals"
INDEX = Page(
    "proposals", "proposals/proposals.html", SECTION, own=("q", "state", "author", "sort", "page", "size"), paged=True
)


def proposals(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the proposals on file, searched, filtered and sorted by the URL."""
    return answer_page(request, INDEX, form)


def proposal(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one proposal: its metadata, document, history and votes, and the changes that name it."""
    return _shown(request, ident, form)


def _shown(
    request: HttpRequest, ident: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    proposing.settle(ident, clock())
    page = Page("proposal", "proposals/proposal.html", SECTION, fixed={"id": ident}, part="happened")

    def more(answer: Answer) -> dict[str, Any]:
        documents = [{"path": one["path"], "html": document_html(one["text"])} for one in answer.about["documents"]]
        return {"documents": documents, "own": _own(request, ident), "fault": fault, "typed": typed or {}}

    return answer_page(request, page, form, more)


def _own(request: HttpRequest, ident: str) -> dict[str, Any]:
    """Return what the reader may do: where they may put it to the vote, and what is decided and not written down yet."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    one = proposal_of(homes.charter, ident)
    signed = request.user.is_authenticated
    places = [group for group in proposing.deciders(homes, one) if signed and moving.may_move(homes, group, actor, now)]
    return {
        "places": places, "decided": proposing.decided(homes, ident, now),
        "may_apply": signed and proposing.may_apply(homes, ident, actor, now), "operator": actor.operator,
        "rules": [(name, rule_title(rule)) for name, rule in rules_by_name(homes.charter.voting).items()],
    }  # fmt: skip


@never_cache
@login_required
@require_POST
def put(request: HttpRequest, ident: str) -> HttpResponse:
    """Put to the vote that a proposal gets another state."""
    said = request.POST.dict()
    try:
        number = proposing.put(
            house().homes(), ident, said.get("state", ""), group=said.get("group", ""), rule=said.get("rule", ""),
            actor=actor_of(request), now=clock(), why=said.get("why", ""),
        )  # fmt: skip
    except (BadInput, NotAllowed) as error:
        return _refused(request, ident, error, said)
    messages.success(request, _("The motion is open. The electorate is fixed as of now."))
    return HttpResponseRedirect(reverse("motion", args=[number]))


@never_cache
@login_required
@require_POST
def apply(request: HttpRequest, ident: str) -> HttpResponse:
    """Write what was decided into the charter."""
    branch = request.POST.get("branch", "").strip()
    try:
        commit = proposing.apply(house().homes(), ident, actor=actor_of(request), now=clock(), branch=branch)
    except (BadInput, NotAllowed) as error:
        return _refused(request, ident, error, request.POST.dict())
    messages.success(request, told(commit, branch))
    return HttpResponseRedirect(reverse("proposal", args=[ident]))


def told(commit: str, branch: str) -> str:
    """Return what is said when the charter was changed."""
    if branch:
        return _("The change is committed on the branch %(branch)s. Push it, and open a pull request.") % {
            "branch": branch
        }
    if commit:
        return _("The change is committed: %(commit)s.") % {"commit": commit[:12]}
    return _("The charter says so now.")


def _refused(request: HttpRequest, ident: str, error: BadInput | NotAllowed, typed: Mapping[str, str]) -> HttpResponse:
    response = _shown(request, ident, fault=refusal(error), typed=typed)
    response.status_code = status_of(error)
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new proposal; give the files it would make as a patch, or write them where that is allowed."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    actor, homes, fault, status, diff = actor_of(request), house().homes(), "", 200, ""
    if request.method == "POST":
        try:
            me = actor.must_be_somebody()
            one = Proposal(
                said.get("name", "").strip(), said.get("title", "").strip(), "provisional", (me,), said.get("group", ""),
                approvers=tuple(said.get("approvers", "").replace(",", " ").split()), created=moving.day_of(homes, clock()),
            )  # fmt: skip
            amendment = new_proposal(homes.charter, one)
            diff = amendment.diff
            if "patch" in said:
                return _patch(patch(homes.charter, amendment, message=one.title, actor=actor), one.id)
            if "apply" in said:
                branch = said.get("branch", "").strip()
                commit = proposing.file(homes, one, actor=actor, branch=branch)
                messages.success(request, told(commit, branch))
                return HttpResponseRedirect(reverse("proposals") if branch else reverse("proposal", args=[one.id]))
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
    groups = [one for one in homes.charter.groups if one.status != "archived"]
    context = {
        "section": SECTION, "zone": community().zone, "said": said, "fault": fault, "diff": diff, "groups": groups,
        "operator": actor.operator,
    }  # fmt: skip
    return render(request, "proposals/new.html", context, status=status)


def _patch(words: str, name: str) -> HttpResponse:
    given = HttpResponse(words, content_type="text/x-patch; charset=utf-8")
    given["Content-Disposition"] = f'attachment; filename="{name}.patch"'
    return given


urlpatterns = [
    *twins("proposals/", proposals, "proposals"),
    path("proposals/new/", new, name="proposal-new"),
    *twins("proposals/<str:ident>/", proposal, "proposal"),
    path("proposals/<str:ident>/put/", put, name="proposal-put"),
    path("proposals/<str:ident>/apply/", apply, name="proposal-apply"),
]
