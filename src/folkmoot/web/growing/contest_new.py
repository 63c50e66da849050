"""The form with which an organiser sets up a contest: what was typed becomes a planned change of the charter, shown first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.charter.contest_templates import templates
from folkmoot.jobs.contest_declaring import Planned, declare, groups_of, plan_from, planned
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.contest import GUARDS, Guard
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import KINDS
from folkmoot.model.text import has_han
from folkmoot.rules import telling_contests as say
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.governing.motions import clock
from folkmoot.web.house import community, house
from folkmoot.web.words import refusal

SECTION = "contests"
ROWS = 6  # scoring rules that the form takes
AGED = frozenset({"withdrawn-star", "fresh-account", "reverted"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
CITY_TEMPLATE = "mindcon-2020"
MOMENTS = ("begins", "ends", "sign_up", "freeze", "review_until", "appeals_until")
PLAIN = ("zone", "teams", "indicator", "team_least", "team_most")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, filled from a template; show the change that follows; write it when that is asked for."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    said = request.POST.dict() if request.method == "POST" else _from_template(request.GET.get("like", CITY_TEMPLATE))
    made: Planned | None = None
    fault, status = "", 200
    if request.method == "POST":
        try:
            plan = plan_from(_plain(said))
            made = planned(homes, plan, actor=actor, now=now)
            if "declare" in said:
                declare(homes, plan, actor=actor, now=now, branch=said.get("branch", "").strip())
                messages.success(request, _branch_words(said) or _("The contest is declared."))
                return HttpResponseRedirect(
                    reverse("contests") if said.get("branch") else reverse("contest", args=[plan.id])
                )
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), 403 if isinstance(error, NotAllowed) else 400
    return render(
        request,
        "contests/new.html",
        {**_form(request, said), "made": made, "fault": fault, **_words(made)},
        status=status,
    )


def _branch_words(said: Mapping[str, str]) -> str:
    branch = said.get("branch", "").strip()
    if not branch:
        return ""
    return _("The change is committed on the branch %(branch)s. Push it, and open a pull request.") % {"branch": branch}


def _words(made: Planned | None) -> dict[str, Any]:
    if made is None:
        return {}
    return {
        "scoring_words": [say.rule_words(one) for one in made.plan.scoring],
        "guard_words": [say.guard_words(one) for one in made.plan.guards], "tie_words": say.tie_words(made.plan),
    }  # fmt: skip


def _form(request: HttpRequest, said: Mapping[str, str]) -> dict[str, Any]:
    homes, actor = house().homes(), actor_of(request)
    rows = [
        {
            "n": n,
            **{
                name: said.get(f"{name}_{n}", "")
                for name in ("title", "kind", "points", "label", "repos", "each", "day", "verify")
            },
        }
        for n in range(ROWS)
    ]
    return {
        "section": SECTION, "said": said, "zone": community().zone, "places": groups_of(homes, actor, clock()), "operator": actor.operator,
        "rows": rows, "kinds": list(KINDS.items()), "teams": list(say.TEAMS.items()),
        "guards": [(name, say.GUARD_NAMES[name], say.guard_words(Guard(name, days=int(said.get(f"days_{name}") or 7) if name in AGED else 0)),
                    bool(said.get(f"guard_{name}")), name in AGED, said.get(f"days_{name}", "7")) for name in GUARDS],
        "indicators": sorted(((one.name, one.title) for one in INDICATORS.values()), key=lambda pair: pair[1].en),
        "templates": [(name, plan.title) for name, plan in templates().items()],
    }  # fmt: skip


def _from_template(name: str) -> dict[str, str]:
    """Return what the form shows first: a contest that comes with the program, without its days."""
    plan = templates().get(name)
    if plan is None:
        return {"verify_0": "automatic"}
    said = {
        "teams": plan.teams, "ties": ", ".join(plan.ties), "indicator": plan.indicator,
        "cities": "\n".join(f"{one.title.en}, {one.title.zh}" for one in plan.cities),
        "prizes": "\n".join(f"{one.title.en}, {one.title.zh}, {one.table}, {one.ranks}" for one in plan.prizes),
    }  # fmt: skip
    for n, rule in enumerate(plan.scoring):
        said |= {
            f"title_{n}": rule.title.en, f"kind_{n}": rule.kind, f"points_{n}": say.number(rule.points), f"label_{n}": rule.label,
            f"each_{n}": str(rule.most_each or ""), f"day_{n}": str(rule.most_a_day or ""), f"verify_{n}": rule.verify,
        }  # fmt: skip
    for guard in plan.guards:
        said |= {f"guard_{guard.rule}": "yes", f"days_{guard.rule}": str(guard.days or 7)}
    return said


def _plain(said: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as an entry of the charter; what is empty is left out."""
    title = {side: words for side in ("en", "zh") if (words := said.get(f"title_{side}", "").strip())}
    name = said.get("id", "").strip() or _slug(f"{title.get('en', '')} {said.get('begins', '')[:4]}") or "contest"
    cities = list(_cities(said.get("cities", "")))
    found: dict[str, Any] = {
        "id": name, "title": title, "group": said.get("group", ""), "cities": cities, "scoring": list(_scoring(said)),
        "guards": list(_guards(said)), "prizes": list(_prizes(said.get("prizes", ""))), "reviewers": _listed(said.get("reviewers", "")),
        "ties": _listed(said.get("ties", "")),
        "says": {side: words for side in ("en", "zh") if (words := said.get(f"says_{side}", "").strip())},
        **{key: said.get(key, "").strip().replace("T", " ") for key in MOMENTS},
        **{key: said.get(key, "").strip() for key in PLAIN},
    }  # fmt: skip
    return {key: value for key, value in found.items() if value not in ("", [], {})}


def _scoring(said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for n in range(ROWS):
        kind, points = said.get(f"kind_{n}", ""), said.get(f"points_{n}", "").strip().replace(",", "")
        if not kind or not points:
            continue
        title = said.get(f"title_{n}", "").strip()
        entry: dict[str, Any] = {
            "id": _slug(title) or f"rule-{n + 1}", "kind": kind, "points": points, "title": title, "label": said.get(f"label_{n}", "").strip(),
            "repos": [one.lower() for one in _listed(said.get(f"repos_{n}", ""))], "most_each": said.get(f"each_{n}", "").strip(),
            "most_a_day": said.get(f"day_{n}", "").strip(), "verify": said.get(f"verify_{n}", ""),
        }  # fmt: skip
        yield {key: value for key, value in entry.items() if value not in ("", [])}


def _guards(said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name in GUARDS:
        if said.get(f"guard_{name}"):
            days = said.get(f"days_{name}", "").strip()
            yield {"rule": name, **({"days": days} if name in AGED and days else {})}


def _cities(words: str) -> Iterator[dict[str, Any]]:
    """Yield the cities that stand on lines such as ``Shanghai, 上海, 2020-12-14``."""
    for number, line in enumerate(filter(str.strip, words.splitlines()), 1):
        parts = _listed(line)
        english = next((one for one in parts if not has_han(one) and not _DAY.fullmatch(one)), "")
        chinese = next((one for one in parts if has_han(one)), "")
        day = next((one for one in parts if _DAY.fullmatch(one)), "")
        title = {side: name for side, name in (("en", english), ("zh", chinese)) if name}
        yield {"id": _slug(english) or f"city-{number}", "title": title, **({"day": day} if day else {})}


def _prizes(words: str) -> Iterator[dict[str, Any]]:
    """Yield the prizes that stand on lines such as ``A developer board, 开发板, people, 3``."""
    for line in filter(str.strip, words.splitlines()):
        parts = _listed(line)
        table = next((one for one in parts if one in ("people", "teams", "cities")), "people")
        ranks = next((one for one in parts if one.isdecimal()), "1")
        names = [one for one in parts if one not in (table, ranks)]
        yield {"title": {("zh" if has_han(one) else "en"): one for one in names}, "table": table, "ranks": ranks}


def _listed(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,，、]", words) if part.strip()]


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
