"""What was typed into the form of a contest as an entry of the charter, and a contest that is there as what the form begins with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from folkmoot.charter.contest_evaluators import EVALUATORS, scripts_of
from folkmoot.model.contest import GUARDS, ContestPlan
from folkmoot.model.text import Text, has_han, listed, sides, sides_in, slug_of
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_contests as say
from folkmoot.web.growing.contests.fields import AGED, LIMITS, METRICS, OWN, PRIZES, QUOTA, RULES, ContestForm

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENTS = ("begins", "ends", "sign_up", "freeze", "appeals_until", "review_until")
PLAIN = ("group", "teams", "team_least", "team_most", "indicator", "zone")
PEOPLE = ("organizers", "reviewers")
ADDRESS = re.compile(r"^https?://([^/]+)/([^/]+/[^/]+?)(\.git)?/?$")


def entry_of(form: ContestForm, homes: Homes) -> dict[str, Any]:
    """Return what was typed as an entry of the charter. Edges: what is wrong with it by then is told at the form's fields."""
    said = form.cleaned_data
    title = sides(said["title"])
    english = slug_of(title.get("en", ""))
    ident = said["id"].strip() or (
        f"{english[:55]}-{said['begins'][:4]}" if english else f"contest-{said['begins'][:10]}"
    )
    found: dict[str, Any] = {
        "id": ident, "title": title, "says": sides(said["says"]) if said["says"] else "", "prizes": list(_prizes(said)),
        **{name: said[name] for name in MOMENTS}, **{name: said[name] for name in PLAIN},
        **{name: people_of(form, name, homes) for name in PEOPLE if name in said},
    }  # fmt: skip
    more = _of_entries(said, ident) if form.kind == "submissions" else _of_events(form, homes)
    return _without_nothing({**found, **more})


def _without_nothing(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", [], {}, None)}


def _of_events(form: ContestForm, homes: Homes) -> dict[str, Any]:
    said = form.cleaned_data
    scoring = list(_scoring(form, homes))
    return {
        "scoring": scoring,
        "guards": list(_guards(said)),
        "ties": _ties(said["ties"], scoring),
        "cities": _cities(form),
    }


def _of_entries(said: Mapping[str, Any], ident: str) -> dict[str, Any]:
    own = said["evaluator"] == OWN
    score, check = scripts_of(ident)
    evaluation = {
        "score": said["score"] if own else score, "check": said["check"] if own else check, "hidden": said["hidden"] if own else ident,
        "metrics": list(_metrics(said)) if own else [_ready(said)],
        "quota": _numbers(said, "quota", QUOTA), "limits": _numbers(said, "limit", LIMITS),
        **({"runs": said["runs"], "public": said["public"]} if own else {}),
    }  # fmt: skip
    return {
        "kind": "submissions",
        "evaluation": _without_nothing(evaluation),
        "ties": [said["ties"]] if said["ties"] else [],
    }


def _numbers(said: Mapping[str, Any], sort: str, names: Iterable[str]) -> dict[str, int]:
    return {name: said[f"{name}_{sort}"] for name in names if said[f"{name}_{sort}"] is not None}


def _ready(said: Mapping[str, Any]) -> dict[str, Any]:
    one = EVALUATORS[said["evaluator"]].metric
    found = {"id": one.id, "title": sides(one.title), "better": one.better, "least": one.least, "most": one.most}
    return _without_nothing({**found, "baseline": said["baseline"], "threshold": said["threshold"]})


def _metrics(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for row in range(METRICS):
        if not said[f"metric_{row}"]:
            continue
        first = {"baseline": said["baseline"], "threshold": said["threshold"]} if row == 0 else {}
        yield _without_nothing({
            "id": said[f"metric_{row}"], "title": _both(said[f"metric_title_{row}"]), "better": said[f"better_{row}"],
            "places": said[f"places_{row}"], "least": said[f"metric_least_{row}"], "most": said[f"metric_most_{row}"], **first,
        })  # fmt: skip


def _scoring(form: ContestForm, homes: Homes) -> Iterator[dict[str, Any]]:
    said, taken = form.cleaned_data, Counter[str]()
    for row in range(RULES):
        if not said[f"kind_{row}"] or not said[f"points_{row}"]:
            continue
        title = _both(said[f"title_{row}"])
        ident = slug_of(title.get("en", "")) or f"rule-{row + 1}"
        taken[ident] += 1
        yield _without_nothing({
            "id": ident if taken[ident] == 1 else f"{ident}-{row + 1}", "kind": said[f"kind_{row}"], "points": str(said[f"points_{row}"]),
            "title": title, "label": said[f"label_{row}"], "repos": _repos(form, f"repos_{row}", homes), "most_each": said[f"each_{row}"] or 0,
            "most_a_day": said[f"day_{row}"] or 0, "verify": said[f"verify_{row}"],
        })  # fmt: skip


def _repos(form: ContestForm, field: str, homes: Homes) -> list[str]:
    """Return repositories as the lake names them; an address of one is one, too."""
    forges = {one.url.partition("://")[2].rstrip("/"): one.key for one in homes.charter.community.forges}
    found = []
    for word in listed(form.cleaned_data[field]):
        address = ADDRESS.match(word)
        name = f"{forges.get(address[1], address[1].partition('.')[0])}:{address[2]}" if address else word
        if not re.fullmatch(r"[a-z0-9-]+:[^/\s]+/\S+", name.lower()):
            form.wrong(field, Text(f"'{word[:60]}' is no repository. Write it as gitee:owner/name.",
                                   f"“{word[:60]}”不是代码仓，请写作 gitee:owner/name。"))  # fmt: skip
        found.append(name.lower())
    return found


def _guards(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in GUARDS:
        if said[f"guard_{name}"]:
            days = said.get(f"days_{name}") if name in AGED else None
            yield {"rule": name, **({} if days is None else {"days": days})}


def _ties(way: str, scoring: list[dict[str, Any]]) -> list[str]:
    """Return the rules about ties; by rules: those that give most go first, then who was first."""
    if way != "rules":
        return [way] if way else []
    ordered = sorted(scoring, key=lambda one: -float(one["points"]))
    return [*(str(one["id"]) for one in ordered), "earliest"]


def _cities(form: ContestForm) -> list[dict[str, Any]]:
    """Return the cities that stand on lines such as ``Shanghai, 上海, 2026-12-14``."""
    found: list[dict[str, Any]] = []
    begins, ends = (form.cleaned_data[name][:10] for name in ("begins", "ends"))
    for number, line in enumerate(filter(str.strip, form.cleaned_data["cities"].splitlines()), 1):
        parts = listed(line)
        days = [one for one in parts if one[:1].isdigit()]
        names = [one for one in parts if one not in days]
        english = next((one for one in names if not has_han(one)), "")
        chinese = next((one for one in names if has_han(one)), "")
        if not names or len(names) > 2 or len(days) > 1 or any(not DAY.fullmatch(one) for one in days):
            form.wrong("cities", Text(f"Line {number} is not understood. Write it as: Shanghai, 上海, 2026-12-14.",
                                      f"第 {number} 行无法识别，请写作：Shanghai, 上海, 2026-12-14。"))  # fmt: skip
        elif days and not begins <= days[0] <= ends:
            form.wrong(
                "cities",
                Text(
                    f"Line {number}: {days[0]} is no day of the contest.", f"第 {number} 行：{days[0]} 不在大赛期间。"
                ),
            )
        entry = {
            "id": slug_of(english) or f"city-{number}",
            "title": sides(Text(english, chinese)),
            "day": "".join(days[:1]),
        }
        if any(one["id"] == entry["id"] for one in found):
            form.wrong(
                "cities",
                Text(
                    f"Line {number} names {english or chinese} a second time.",
                    f"第 {number} 行重复了{chinese or english}。",
                ),
            )
        found.append(_without_nothing(entry))
    return found


def _prizes(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for row in range(PRIZES):
        if said[f"prize_{row}"]:
            yield {
                "title": _both(said[f"prize_{row}"]),
                "table": said[f"prize_table_{row}"] or "people",
                "ranks": said[f"prize_ranks_{row}"] or 1,
            }


def people_of(form: ContestForm, field: str, homes: Homes) -> list[str]:
    """Return the declared people whom a field names by name, id or account; who is not found is told there."""
    found = []
    for word in listed(form.cleaned_data[field]):
        known = homes.faces.named(word)
        if known is None or known.id not in homes.charter.person_by_id:
            form.wrong(
                field,
                Text(f"The charter declares nobody called '{word[:60]}'.", f"章程中没有名为“{word[:60]}”的人员。"),
            )
        else:
            found.append(known.id)
    return list(dict.fromkeys(found))


def of_template(plan: ContestPlan) -> dict[str, Any]:
    """Return what the form begins with: a contest that comes with the program, without its days."""
    said: dict[str, Any] = {
        "teams": plan.teams, "ties": "rules", "indicator": plan.indicator,
        "cities": "\n".join(f"{one.title.en}, {one.title.zh}" for one in plan.cities),
    }  # fmt: skip
    for row, prize in enumerate(plan.prizes[:PRIZES]):
        said |= {
            f"prize_{row}": _slashed(prize.title),
            f"prize_table_{row}": prize.table,
            f"prize_ranks_{row}": prize.ranks,
        }
    for row, rule in enumerate(plan.scoring[:RULES]):
        said |= {
            f"title_{row}": _slashed(rule.title), f"kind_{row}": rule.kind, f"points_{row}": say.number(rule.points).replace(",", ""),
            f"label_{row}": rule.label, f"each_{row}": rule.most_each or None, f"day_{row}": rule.most_a_day or None,
            f"verify_{row}": rule.verify,
        }  # fmt: skip
    for guard in plan.guards:
        said |= {f"guard_{guard.rule}": True, f"days_{guard.rule}": guard.days or 7}
    return said


def _slashed(words: Text) -> str:
    return " / ".join(filter(None, (words.en, words.zh)))


def _both(words: str) -> dict[str, str]:
    return sides_in(words.strip()) if words.strip() else {}
