"""A complaint conference as it stands, who answers what, and the state that the lake tells of linked issues and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from folkmoot.model.complaint import PROGRAMME, Cluster, ConferencePlan
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text
from folkmoot.reports.camp_course import plain, zone_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.rules import complaints as rules
from folkmoot.rules.authority import leads_on

OPENINGS = ("issue.opened", "change.opened", "change.merged", "release.published")
STATES: Mapping[str | None, Text] = {
    "open": Text("open", "未关闭"), "closed": Text("closed", "已关闭"), "merged": Text("merged", "已合入"),
    "published": Text("published", "已发布"), None: Text("not known here", "未知"),
}  # fmt: skip


@dataclass(frozen=True)
class Conference:
    """A conference with its logs: its own, and one for each complaint by its number."""

    homes: Homes
    plan: ConferencePlan
    own: tuple[Act, ...]
    each: Mapping[int, tuple[Act, ...]]
    zone: str

    def same(self, person: str) -> str:
        """Return who somebody, or an account, turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    def standing(self, at: datetime) -> rules.Standing:
        """Return what stands at a moment."""
        return rules.standing(self.own, self.each, at, self.same)

    def stage(self, standing: rules.Standing, at: datetime) -> str:
        """Return where it is at a moment."""
        return rules.stage_of(self.plan, self.zone, standing.clusters, at)

    @cached_property
    def bounds(self) -> tuple[datetime, datetime]:
        """From when until when people complain and vote."""
        return rules.bounds(self.plan, self.zone)

    def organizers(self, day: date) -> frozenset[str]:
        """Return the ids of those who merge, split and hide: those it names, and who leads its group."""
        return frozenset({*self.plan.organizers, *self._leads(self.plan.group, day)})

    def answerers(self, area: str, day: date) -> frozenset[str]:
        """Return the ids of those who answer what is about an area: who leads its group, those the conference names, organisers.

        Edges: an area without a group is answered by those the conference names; without any, by who organises it.
        """
        known = self.plan.area(area)
        leads = self._leads(known.group, day) if known else frozenset()
        return frozenset({*leads, *self.plan.answerers}) | self.organizers(day)

    def _leads(self, slug: str, day: date) -> frozenset[str]:
        group = self.homes.charter.group_by_slug.get(slug)
        return leads_on(group, day) if group else frozenset()


def is_sound(plan: ConferencePlan) -> bool:
    """Return whether a conference can be shown: its moments exist; ``moot check`` tells of others."""
    try:
        rules.bounds(plan, "UTC")
    except ValueError:
        return False
    return True


def conference_of(homes: Homes, ident: str) -> Conference:
    """Return a conference with its logs. Errors: BadQuestion when the charter declares none of that id."""
    plan = homes.charter.conference_by_id.get(ident)
    if plan is None or not is_sound(plan):
        raise BadQuestion(
            f"There is no complaint conference '{ident}'.", mend=near(ident, homes.charter.conference_by_id)
        )
    own, each = _logs(homes, ident)
    return Conference(homes, plan, own, each, zone_of(homes, plan.zone))


def every_conference(homes: Homes) -> list[Conference]:
    """Return every conference with its logs, the one that begins last first."""
    plans = [one for one in homes.charter.complaints if is_sound(one)]
    return [conference_of(homes, one.id) for one in sorted(plans, key=lambda one: (one.begins, one.id), reverse=True)]


def _logs(homes: Homes, ident: str) -> tuple[tuple[Act, ...], dict[int, tuple[Act, ...]]]:
    if not homes.ledger:
        return (), {}
    from folkmoot.ledger import programmes  # it needs the ledger to be connected

    each = programmes.logs(PROGRAMME, f"{ident}/")
    return programmes.acts(PROGRAMME, ident), {int(name.rpartition("/")[2]): acts for name, acts in each.items()}


def states_of(homes: Homes, links: Iterable[str]) -> dict[str, str | None]:
    """Return what the lake tells of issues, changes and releases by their links: open, closed, merged or published; None: nothing.

    A link is an address or a subject (``gitee:example/kit#12``). What was not read is unknown, not open.
    """
    wanted = {one: plain(one) for one in links}
    if not wanted:
        return {}
    addresses = {form for one in wanted.values() for form in (one, f"{one}/")}
    table = homes.events(Scope(bots=True))
    told = table.filter(table.kind.isin(list(OPENINGS)))
    told = told.filter(told.url.isin(sorted(addresses)) | told.subject.isin(sorted({one.lower() for one in wanted})))
    rows = homes.rows(told.select("kind", "subject", "url").distinct())
    ended = _ended(homes, {row["subject"] for row in rows})
    found: dict[str, str | None] = {}
    for link, address in wanted.items():
        here = [row for row in rows if plain(row["url"] or "") == address or row["subject"] == link.lower()]
        found[link] = _state(here, ended)
    return found


def _state(here: list[dict[str, Any]], ended: Mapping[str, str]) -> str | None:
    if not here:
        return None
    kinds = {row["kind"] for row in here}
    if "release.published" in kinds:
        return "published"
    if "change.merged" in kinds:
        return "merged"
    return next((ended[row["subject"]] for row in here if row["subject"] in ended), "open")


def _ended(homes: Homes, subjects: set[str]) -> dict[str, str]:
    """Return which of these threads are over, and how."""
    if not subjects:
        return {}
    threads = homes.threads(Scope(bots=True))
    rows = homes.rows(
        threads.filter(threads.subject.isin(sorted(subjects))).select("subject", "merged_at", "closed_at")
    )
    return {
        row["subject"]: "merged" if row["merged_at"] else "closed" for row in rows if row["merged_at"] or row["closed_at"]
    }  # fmt: skip


def voice_of(homes: Homes, cluster: Cluster, number: int) -> tuple[str, str]:
    """Return who readers see behind a complaint: public id and name; ("", "") is somebody who does not want to be named."""
    one = next(each for each in cluster.members if each.number == number)
    if one.anonymous or one.person.startswith("user:") or homes.faces.is_hidden(one.person):
        return "", ""
    return homes.faces.id_of(one.person), homes.faces.name_of(one.person)
