"""Checks of release plans."""

from __future__ import annotations

CHECKS = ("release-days", "release-stage", "release-criterion", "release-version", "board-person", "board-repository")


def test_a_plan_that_is_right(found, charter):
    """
    community: {name: Example}
    people: [{id: ann, accounts: [gitee:ann]}]
    groups:
      - {kind: sig, slug: kit, name: Kit, repositories: [{repo: "gitee:example/kit"}]}
    releases:
      - id: kit-1
        title: Kit 1
        version: 1.0.0
        group: kit
        owner: ann
        planning_since: 2026-01-01
        eol_on: 2027-01-01
        stages:
          - {day: 2026-02-01, until: 2026-02-09, title: Coding, kind: coding, actual: 2026-02-02, actual_until: 2026-02-11}
          - {day: 2026-03-01, title: Publish, kind: publish}
        components: [{name: Kit, repos: ["gitee:example/kit"], owner: ann, items: [{title: Shapes}]}]
        exit: [{title: No blocker, label: blocker, at_most: 0}, {title: Read, met: true, by: ann, on: 2026-02-20}]
    """
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]


def test_what_is_wrong_is_told_with_its_place(found):
    """
    community: {name: Example}
    people: [{id: ann, accounts: [gitee:ann]}]
    groups:
      - {kind: sig, slug: kit, name: Kit, repositories: [{repo: "gitee:example/kit"}]}
    releases:
      - id: kit-1
        title: Kit 1
        version: 1.0.0
        repos: ["gitee:example/kit"]
        owner: nobody
        planning_since: 2026-05-01
        stages:
          - {day: 2026-02-09, until: 2026-02-01, title: Coding}
          - {day: 2026-03-01, title: Publish, kind: publish, actual_until: 2026-03-02}
        exit: [{title: Both, label: blocker, met: true, by: ann, on: 2026-02-20}, {title: Unsigned, met: true}]
      - {id: kit-one, title: Again, version: 1.0.0, repos: ["gitee:example/kit"]}
    """
    assert len(found("release-days")) == 1
    assert len(found("release-stage")) == 2
    assert len(found("release-criterion")) == 2
    assert len(found("release-version")) == 1
    assert len(found("board-person")) == 1
