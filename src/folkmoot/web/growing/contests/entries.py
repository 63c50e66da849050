"""Entries of a contest in the portal: checked or handed in from a form, one's own with state, reason and place in the queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import contest_answers as answers
from folkmoot.jobs import contests as contest_job
from folkmoot.jobs import submission_refusals as refusals
from folkmoot.jobs import submissions as job
from folkmoot.jobs.contests import Seen
from folkmoot.jobs.judging import sentences
from folkmoot.jobs.judging.running import isolation
from folkmoot.ledger import submissions as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.contest import ContestPlan
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.submission import Submission
from folkmoot.reports.submissions import row_of
from folkmoot.rules.submissions import left
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.uploads import capped
from folkmoot.web.words import refusal, said
from folkmoot.wiring.judging import bench_of, store_of

SECTION = "contests"
FEW, MOST = 5, 200  # entries on the contest's page, and on a page of their own
MEGA = 1_000_000


def plan_named(name: str) -> ContestPlan:
    """Return the contest of an address. Errors: Http404 where nothing is handed in."""
    found = house().charter.contest_by_id.get(name)
    if found is None or found.kind != "submissions" or found.evaluation is None:
        raise Http404(name)
    return found


def _most(name: str) -> int:
    evaluation = plan_named(name).evaluation
    return (evaluation.limits.upload if evaluation else 0) * MEGA


def _too_large(request: HttpRequest, name: str) -> HttpResponse:
    """Say that an upload is too large, without having read it."""
    return _page(request, name, refusal(sentences.TOO_LARGE.bad(most=_most(name) // MEGA)))


def pieces_of(file: UploadedFile[Any]) -> Iterator[bytes]:
    """Yield an upload in pieces."""
    yield from file.chunks()


@never_cache
@login_required
def entries(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show what the reader has handed in; to who organises the contest also what everybody has."""
    plan_named(name)
    if form == "json":
        rows = [_plain(row) for row in _rows(request, name, MOST)[1]]
        return JsonResponse({"rows": rows}, json_dumps_params={"ensure_ascii": False})
    return _page(request, name)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    plain = {key: said(value) if hasattr(value, "said_in") else value for key, value in row.items()}
    return {**plain, "metrics": [{"name": said(one["name"]), "value": one["value"]} for one in row["metrics"]]}


def _page(request: HttpRequest, name: str, fault: str = "") -> HttpResponse:
    it, rows = _rows(request, name, MOST)
    context = {
        "section": SECTION, "zone": community().zone, "now": clock(), "contest": it.course.plan.title, "about": {"id": name},
        "rows": rows, "fault": fault, "entering": entering(request, it),
        "everybody": _wants_all(request, it), "may_all": job.may_see_all(it, actor_of(request)),
    }  # fmt: skip
    return render(request, "contests/entries.html", context)


def _wants_all(request: HttpRequest, it: Seen) -> bool:
    return bool(request.GET.get("all")) and job.may_see_all(it, actor_of(request))


def _rows(request: HttpRequest, name: str, most: int) -> tuple[Seen, list[dict[str, Any]]]:
    it = contest_job.seen(house().homes(), name, clock())
    if _wants_all(request, it):
        return it, told(it, job.all_of(it, actor_of(request), 0, most)[1])
    return it, told(it, own(request, it, most))


def own(request: HttpRequest, it: Seen, most: int) -> tuple[Submission, ...]:
    """Return what the reader has handed in; nothing for who takes no part."""
    try:
        return job.own_of(it, entrant_names(request, it.course.homes), most)
    except (BadInput, NotAllowed):
        return ()


def told(it: Seen, found: tuple[Submission, ...]) -> list[dict[str, Any]]:
    """Return entries as rows, those that wait with their place."""
    wait = [one.number for one in found if not one.over]
    places = job.places(clock(), wait) if wait else {}
    return [row_of(it.course, one, places.get(one.number)) for one in found]


def entering(request: HttpRequest, it: Seen) -> dict[str, Any]:
    """Return what the reader may do about entries: hand in, how often still, their newest ones."""
    plan = it.course.plan.evaluation
    try:
        entrant = job.entrant_of(it, entrant_names(request, it.course.homes))
    except (BadInput, NotAllowed):
        entrant = None
    if plan is None:
        return {}
    mine = ledger.of_entrant(it.course.plan.id, entrant.names) if entrant else ()
    still = left(plan.quota, mine, clock(), it.course.moments.zone)
    newest = told(it, mine[:FEW])
    return {
        "open": entrant is not None and it.stage in job.OPEN, "entrant": entrant is not None, "upload": plan.limits.upload,
        "left": still, "blocked": any(value == 0 for value in still.values()), "newest": newest, "more": len(mine) > FEW,
        "lacks": answers.lacks(bench_of(house()), it.course.plan), "hidden": plan.hidden,
        "has_check": bool(plan.check), "idle": plan.runs == "code" and not isolation().apart,
    }  # fmt: skip


@never_cache
@login_required
@require_POST
@capped(_most, _too_large)
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Check an upload, or hand it in; what is wrong with it is told on the page of one's entries."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise refusals.NO_FILE.bad()
        upload = job.Upload(file.name or "entry.zip", pieces_of(file))
        words = (_check if "check" in request.POST else _hand_in)(request, name, upload, actor_of(request))
    except (BadInput, NotAllowed) as error:
        response = _page(request, name, refusal(error))
        response.status_code = status_of(error)
        return response
    messages.success(request, words)
    return HttpResponseRedirect(reverse("contest-entries", args=[name]))


def _check(request: HttpRequest, name: str, upload: job.Upload, _actor: Actor) -> str:
    it = contest_job.seen(house().homes(), name, clock())
    job.entrant_of(it, entrant_names(request, it.course.homes))  # who takes no part has no file run through a check
    number = job.check_upload(it.course.homes, bench_of(house()), store_of(house()), name, upload, now=clock())
    return _("The check found nothing wrong with the %(number)d files. Nothing was handed in.") % {"number": number}


def _hand_in(request: HttpRequest, name: str, upload: job.Upload, actor: Actor) -> str:
    homes, names = house().homes(), entrant_names(request, house().homes())
    made = job.hand_in(homes, bench_of(house()), store_of(house()), name, names, upload, actor=actor, now=clock())
    place, waiting = job.places(clock(), [made.number]).get(made.number, (1, 1))
    said = {"number": made.number, "place": place, "of": waiting}
    return _("Entry %(number)d is handed in and waits at place %(place)d of %(of)d.") % said


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Take back an entry that still waits."""
    plan_named(name)
    number = request.POST.get("number", "")
    homes = house().homes()
    try:
        job.withdraw(
            homes, name, entrant_names(request, homes),
            int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0,
            actor=actor_of(request), now=clock(),
        )  # fmt: skip
    except (BadInput, NotAllowed) as error:
        response = _page(request, name, refusal(error))
        response.status_code = status_of(error)
        return response
    messages.success(request, _("The entry is withdrawn."))
    return HttpResponseRedirect(reverse("contest-entries", args=[name]))


def _most_answers(name: str) -> int:
    plan_named(name)
    return answers.MOST


def _answers_too_large(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, name, refusal(answers.TOO_LARGE.bad()))


@never_cache
@login_required
@require_POST
@capped(_most_answers, _answers_too_large)
def lay(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the right answers that an organiser uploads."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise refusals.NO_TABLE.bad()
        number = answers.lay(
            house().homes(), bench_of(house()), name, pieces_of(file), actor=actor_of(request), now=clock()
        )
    except (BadInput, NotAllowed) as error:
        response = _page(request, name, refusal(error))
        response.status_code = status_of(error)
        return response
    messages.success(request, _("%(number)d right answers are kept; only the scorer reads them.") % {"number": number})
    return HttpResponseRedirect(reverse("contest", args=[name]))


urlpatterns = [
    path("contests/<str:name>/entries.json", entries, {"form": "json"}, name="contest-entries-json"),
    path("contests/<str:name>/entries/", entries, name="contest-entries"),
    path("contests/<str:name>/hand-in/", act, name="contest-hand-in"),
    path("contests/<str:name>/answers/", lay, name="contest-answers"),
    path("contests/<str:name>/take-back/", withdraw, name="contest-take-back"),
]
