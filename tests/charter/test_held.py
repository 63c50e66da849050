"""What a charter holds about a group, and about the whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.held import Held, held
from folkmoot.model.health import DECLARABLE

DAY = date(2026, 5, 20)


def of(charter: Charter, group: str = "") -> dict[str, Any]:
    return {thing: held(charter, thing, group=group, day=DAY).met for thing in DECLARABLE}


def test_a_group_that_declares_all_of_it(charter):
    """
    community: {name: Example}
    people:
      - {id: ann, affiliations: [{organization: Example University}]}
      - {id: bo, affiliations: [{organization: Example Company, since: 2025-01-01}]}
      - {id: cy}
    group:
      kind: sig
      slug: kit
      name: Kit
      mission: Makes tools.
      parent: tsc
      documents: [kit.md]
      roles: [{person: ann, role: maintainer}, {person: bo, role: lead}, {person: cy, role: member}]
      ladder: [{role: member}]
      meetings: [{title: Weekly}]
      repositories: [{repo: "gitee:example/kit"}]
      channels: [{kind: mail, address: kit@lists.example.org}]
      links: [{title: Board, url: "https://example.org"}]
    minutes: [{group: kit, day: 2026-05-01}]
    proposals: [{id: p, title: P, group: kit}]
    targets: [{id: t, title: T, year: 2026, group: kit, indicator: stars, goal: 1}]
    """
    assert of(charter, "kit") == dict.fromkeys(DECLARABLE, True)
    assert held(charter, "targets", group="kit", day=date(2027, 1, 1)).met is False
    assert held(charter, "minutes", group="kit", day=date(2027, 6, 1)).met is False
    assert [place.line for place in held(charter, "two_leads", group="kit", day=DAY).places] == [13, 13]


def test_a_group_that_declares_nothing(charter):
    """
    community: {name: Example}
    groups: [{kind: sig, slug: kit, name: Kit, mission: TBD}]
    """
    told = of(charter, "kit")
    assert told.pop("organizations") is None  # nobody is known to serve, so nothing is known of where they belong
    assert set(told.values()) == {False}


def test_a_term_that_ended_does_not_count(charter):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: lead, until: 2026-05-19}, {person: bo, role: lead}]}
    """
    assert held(charter, "two_leads", group="kit", day=date(2026, 5, 19)).met is True
    assert held(charter, "two_leads", group="kit", day=DAY).met is False
    assert held(charter, "lead", group="kit", day=DAY).met is True


def test_what_is_not_told_is_unknown(charter):
    """
    community: {name: Example}
    people: [{id: ann, affiliations: [{organization: A}]}, {id: bo}, {id: cy, affiliations: [{organization: A}]}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: lead}, {person: bo, role: lead}]}
      - {kind: sig, slug: cup, name: Cup, roles: [{person: ann, role: lead}, {person: cy, role: lead}]}
    minutes: [{group: kit}]
    """
    assert held(charter, "minutes", group="kit", day=DAY).met is None
    assert held(charter, "organizations", group="kit", day=DAY).met is None
    assert held(charter, "organizations", group="cup", day=DAY).met is False
    assert held(charter, "lead", group="nobody", day=DAY) == Held(None)
    assert held(charter, "organizations", day=DAY).met is None
    assert held(charter, "minutes", day=DAY).lacking == ("cup",)


def test_the_whole_holds_what_every_working_group_holds(charter):
    """
    community: {name: Example, url: "https://example.org"}
    groups:
      - {kind: sig, slug: kit, name: Kit, mission: Makes tools., roles: [{person: ann, role: lead}]}
      - {kind: wg, slug: cup, name: Cup, mission: Makes cups.}
      - {kind: sig, slug: old, name: Old, status: archived}
      - {kind: chapter, slug: town, name: Town}
    """
    told = of(charter)
    assert (told["mission"], told["home_page"], told["charter"], told["committee"]) == (True, True, True, False)
    assert held(charter, "lead", day=DAY) == Held(False, held(charter, "lead", group="kit", day=DAY).places, ("cup",))


@pytest.mark.parametrize("thing", DECLARABLE)
def test_a_community_without_groups_declares_nothing(charter, thing):
    """
    community: {name: Example}
    """
    assert held(charter, thing, day=DAY).met is not True


def test_what_another_dialect_has_no_place_for_is_unknown(charter):
    """
    # file: sigs.yaml
    sigs:
      - dir: sig-kit
        name: Kit
        mission_statement: Makes tools.
        label: kit
        leadership: {chairs: [{github: ann, name: Ann, company: A}, {github: bo, name: Bo, company: B}]}
        contact: {slack: kit}
      - {dir: sig-cup, name: Cup, mission_statement: Makes cups., label: cup}
    """
    (kit, cup) = sorted((group.slug for group in charter.groups), reverse=True)
    for thing in ("ladder", "minutes", "documents", "proposals"):
        assert held(charter, thing, group=kit, day=DAY).met is None
        assert held(charter, thing, day=DAY).met is None
    assert [held(charter, "channels", group=slug, day=DAY).met for slug in (kit, cup)] == [True, False]
    assert [held(charter, "two_leads", group=slug, day=DAY).met for slug in (kit, cup)] == [True, False]
    assert held(charter, "organizations", day=DAY).met is True
    assert held(charter, "targets", group=kit, day=DAY).met is False  # folkmoot.yaml has a place for them
