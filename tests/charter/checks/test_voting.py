"""Checks of voting rules and holidays."""

from __future__ import annotations

from folkmoot.charter.native.writer import write_native
from folkmoot.charter.reader import read_charter
from folkmoot.model.voting import Portion, Stage

CHECKS = ("voting-group", "voting-electorate", "voting-threshold", "voting-zone", "voting-twice", "holiday-days")


def test_what_is_right_is_read_and_not_found_fault_with(found, charter, tmp_path):
    """
    community: {name: Example}
    people: [{id: ann, name: Ann}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: maintainer}]}
    voting:
      - name: promotions
        title: {en: Promotions, zh: 晋升}
        kinds: [promotion, emeritus]
        groups: [kit]
        roles: [maintainer]
        seats_per_organization: 2
        quorum: at least 1/2
        threshold: more than 65 %
        of: electors
        also: [{roles: [maintainer], threshold: at least 2}]
        stages: [{channel: live, days: 1}, {channel: mail, days: 5, working: true}, {channel: lapse, days: 0}]
        early: true
        zone: Asia/Shanghai
      - {name: lazy, stages: [{channel: lapse, days: 3, working: true}]}
      - {name: every, kinds: [promotion], threshold: at least 3, objections: 1, groups: [wg]}
    holidays:
      - {day: 2026-10-01, until: 2026-10-07, title: National Day}
      - {day: 2026-10-10, works: true}
    """
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]
    first = charter.voting[0]
    assert first.also == (Portion(("maintainer",), "at least 2"),)
    assert first.stages == (Stage("live", 1), Stage("mail", 5, working=True), Stage("lapse", 0))
    assert [one.works for one in charter.holidays] == [False, True]
    again = read_charter(write_native(charter, tmp_path / "again"))
    assert (again.voting, again.holidays) == (charter.voting, charter.holidays)


def test_a_bar_that_is_none_is_told_with_how_to_write_one(charter):
    """
    community: {name: Example}
    voting:
      - {name: r, threshold: half}
    """
    assert [finding.check for finding in charter.findings] == ["wrong-value"]


def test_groups_and_electors(found):
    """
    community: {name: Example}
    people: [{id: ann, name: Ann}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: member}]}
    voting:
      - {name: a, threshold: at least 1, groups: [kitt, sig]}
      - {name: b, threshold: at least 1, group: sig}
      - {name: c, threshold: at least 1, group: kit, roles: [maintainer, leads]}
      - {name: d, threshold: at least 1, groups: [kit], roles: [member]}
    """
    assert found("voting-group") == [
        "6 a names the group 'kitt', which is not declared.", "7 b names the group 'sig', which is not declared.",
    ]  # fmt: skip
    assert found("voting-electorate") == ["8 Nobody in kit has a role of c: maintainer, leads."]


def test_rules_by_which_nothing_can_be_decided(found):
    """
    community: {name: Example}
    voting:
      - {name: a, threshold: more than 120 %}
      - {name: b, threshold: more than 1/1}
      - {name: c}
      - {name: d, threshold: at least 1, quorum: at least 1, stages: [{channel: lapse, days: 1}, {channel: mail, days: 1}]}
      - {name: e, threshold: at least 1, stages: [{channel: mail, days: 1}, {channel: mail, days: 1}]}
      - {name: f, threshold: at least 1, secret: true, casting: true}
      - {name: g, threshold: at least 0 %, quorum: at least 0}
    """
    assert found("voting-threshold") == [
        "3 a: 'more than 120 %' can never be reached.",
        "4 b: 'more than 1/1' can never be reached.",
        "5 c: without a threshold a vote passes with nobody in favour.",
        "6 d: nothing follows after a lapse, which always decides.",
        "7 e: without a quorum the first stage decides, and the next ones never begin.",
        "8 f: a secret vote has one stage, by mail, and knows no roles or chair.",
        "9 g: 'at least 0 %' asks for nobody.",
        "9 g: 'at least 0' asks for nobody.",
    ]


def test_zones_doubles_and_holidays(found):
    """
    community: {name: Example}
    voting:
      - {name: a, threshold: at least 1, zone: Mars/Base, kinds: [motion]}
      - {name: b, threshold: at least 1, kinds: [motion, minutes]}
      - {name: c, threshold: at least 1, kinds: [minutes], groups: [sig]}
    holidays:
      - {day: 2026-10-07, until: 2026-10-01}
      - {day: 2026-10-07, works: true}
    """
    assert found("voting-zone") == ["3 a counts its days in 'Mars/Base'."]
    assert found("voting-twice") == ["4 a and b both decide 'motion'; the first one does."]
    assert found("holiday-days") == [
        "7 The holiday of 2026-10-07 ends before it begins.",
        "8 2026-10-07 is no day of a weekend, so people work on it anyway.",
    ]
