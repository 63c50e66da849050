"""Partners declared: one from a form, one that has come further, or many from a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.charter.amending.partners import changed_partner, many_partners
from folkmoot.charter.amending.proof import amended
from folkmoot.charter.checks import check
from folkmoot.jobs import declaring
from folkmoot.jobs import partner_refusals as refusals
from folkmoot.jobs.amend import amend
from folkmoot.jobs.moving import day_of
from folkmoot.jobs.partners import must_see
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.partner import PartnerPlan, Step
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text, has_han, slug_of
from folkmoot.reports.homes import Homes

PARTNER = Sort("partners", Text("a partner", "合作伙伴"), "north-university", "partner-")
_PLAN: TypeAdapter[PartnerPlan] = TypeAdapter(PartnerPlan)
COLUMNS = (
    "id", "name_en", "name_zh", "sort", "stage", "since", "site", "says_en", "says_zh", "groups", "affiliations", "owner", "next",
    "next_due",
)  # fmt: skip
MOST = 500


@dataclass(frozen=True)
class Many:
    """Several partners that somebody wants declared: the change, and what the checks find in it."""

    plans: tuple[PartnerPlan, ...]
    amendment: Amendment
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Those findings with which they cannot be declared."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def plan_from(said: Mapping[str, Any]) -> PartnerPlan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    return declaring.plan_from(_PLAN, said)


def move(
    homes: Homes, ident: str, *, stage: str, next_step: Text, due: date | None, actor: Actor, now: datetime, branch: str = ""
) -> str:  # fmt: skip
    """Write how far it has come with a partner, and what comes next. Errors: as of ``must_see``; BadInput for what is no stage."""
    known = must_see(homes, ident, actor)
    plan = plan_from({"id": ident, "name": {"en": known.name.en, "zh": known.name.zh}, "stage": stage})
    since = day_of(homes, now) if plan.stage != known.stage else known.since
    wanted = replace(known, stage=plan.stage, since=since, next=Step(next_step, due) if next_step else known.next)
    if wanted == known:
        return ""
    return amend(
        homes.charter, changed_partner(homes.charter, wanted), message=str(known.name), actor=actor, branch=branch
    )


def imported(homes: Homes, content: bytes, *, actor: Actor) -> Many:
    """Return what declaring the partners of a CSV file would change; nothing is written.

    Columns: those of ``COLUMNS``; several groups or affiliations stand between semicolons; a name without an id makes one.
    Errors: NotAllowed for who does not operate the community; BadInput naming the line that is wrong.
    """
    actor.must_operate()
    plans = tuple(_plans(content, homes.charter.partner_by_id))
    change = many_partners(homes.charter, plans)
    read = amended(homes.charter, change)
    before = {(one.check, one.says) for one in homes.findings}
    found = [one for one in check(read) if one.check.startswith(PARTNER.checks) and (one.check, one.says) not in before]
    return Many(plans, change, tuple(found))


def put_in(homes: Homes, made: Many, *, actor: Actor, branch: str = "") -> str:
    """Write imported partners and return the commit; "" in a plain folder. Errors: NotAllowed; BadInput for faults."""
    actor.must_operate()
    if made.faults:
        raise BadInput(made.faults[0].says, mend=made.faults[0].mend)
    return amend(homes.charter, made.amendment, message=str(made.amendment.summary), actor=actor, branch=branch)


def _plans(content: bytes, known: Collection[str]) -> Iterator[PartnerPlan]:
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusals.BAD_FILE.bad() from error
    if len(rows) > MOST:
        raise refusals.TOO_MANY.bad(most=MOST)
    unknown = [str(name) for name in (rows[0] if rows else ()) if name not in COLUMNS]
    if unknown:
        raise refusals.BAD_COLUMNS.bad(names=", ".join(unknown)[:200], known=", ".join(COLUMNS))
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        said = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str | None)}
        try:
            plan = plan_from(_entry(said, number))
        except BadInput as error:
            raise refusals.BAD_LINE.bad(number=number, says=error.told) from error
        if not re.fullmatch(NAME, plan.id):
            raise refusals.NO_SHORT_NAME.bad(number=number, ident=plan.id[:60])
        if plan.id in known:
            raise refusals.KNOWN_LINE.bad(number=number, ident=plan.id)
        if (first := lines.setdefault(plan.id, number)) != number:
            raise refusals.TWICE.bad(number=number, ident=plan.id, first=first)
        yield plan


def _entry(said: Mapping[str, str], number: int) -> dict[str, Any]:
    name = {side: said[f"name_{side}"] for side in ("en", "zh") if said.get(f"name_{side}")}
    entry: dict[str, Any] = {
        "id": said.get("id") or slug_of(name.get("en", "")) or f"partner-{number}", "name": name,
        "says": {side: said[f"says_{side}"] for side in ("en", "zh") if said.get(f"says_{side}")},
        "groups": _listed(said.get("groups", "")), "affiliations": _listed(said.get("affiliations", "")),
        **{key: said.get(key, "") for key in ("sort", "stage", "since", "site", "owner")},
    }  # fmt: skip
    if said.get("next"):
        words = {"zh" if has_han(said["next"]) else "en": said["next"]}
        entry["next"] = {"says": words, **({"due": said["next_due"]} if said.get("next_due") else {})}
    return {key: value for key, value in entry.items() if value not in ("", [], {})}


def _listed(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;；]", words) if part.strip()]
