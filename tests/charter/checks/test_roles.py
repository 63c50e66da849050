"""Checks of roles."""

from __future__ import annotations


def test_unknown_person(found):
    """
    community: {name: Example}
    people: [{id: ann}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: an, role: chair}, {person: ann, role: chair}]}
    """
    assert found("unknown-person") == ["4 an, chair of kit, is no declared person."]


def test_leads_are_members_where_members_are_listed(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        roles:
          - {person: ann, role: maintainer}
          - {person: bo, role: chair}
          - {person: bo, role: member}
      - {kind: sig, slug: tea, name: Tea, roles: [{person: ann, role: chair}]}
    """
    assert found("lead-is-member") == ["7 ann leads kit but is not among its members."]


def test_a_group_without_lead(found):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: led, name: Led, roles: [{person: ann, role: chair, until: 2030-01-01}]}
      - {kind: sig, slug: part, name: Part, roles: [{person: ann, role: maintainer, repo: "gitee:a/b"}]}
      - {kind: sig, slug: past, name: Past, roles: [{person: ann, role: chair, until: 2020-01-01}], created: 2019-01-01}
      - {kind: sig, slug: rest, name: Rest, status: dormant}
    minutes: [{group: led, day: 2024-01-01}]
    """
    assert found("group-without-lead") == [
        "4 part is active, but nobody leads it.",
        "5 past is active, but nobody leads it.",
    ]


def test_too_many_leads(found):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: maintainer}, {person: bo, role: maintainer},
         {person: cy, role: maintainer}]}
      - {kind: wg, slug: tea, name: Tea, roles: [{person: ann, role: maintainer}, {person: bo, role: maintainer},
         {person: cy, role: maintainer}]}
    """
    assert found("too-many-leads") == ["3 This file names 3 maintainers of kit."]


def test_several_roles(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        roles:
          - {person: ann, role: maintainer}
          - {person: ann, role: member}
          - {person: bo, role: committer}
          - {person: bo, role: maintainer}
          - {person: cy, role: chair}
          - {person: cy, role: maintainer}
    """
    assert found("several-roles") == [
        "9 Several roles in kit are held by bo (committer, maintainer) and cy (chair, maintainer)."
    ]


def test_terms(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        roles:
          - {person: ann, role: chair, since: 2024-01-01, until: 2023-01-01}
          - {person: bo, role: chair, since: 2023-01-01, until: 2024-01-01}
          - {person: bo, role: chair, since: 2024-01-02}
          - {person: cy, role: chair}
          - {person: cy, role: chair, since: 2024-01-01}
    """
    assert found("term-dates") == ["7 ann's term as chair of kit ends on 2023-01-01, before 2024-01-01."]
    assert found("term-overlap") == ["11 cy is chair of kit twice at the same time."]


def test_spelling_and_limits_of_roles(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        status: archived
        subprojects: [{name: tools}]
        repositories: [{repo: "gitee:a/b"}]
        roles:
          - {person: ann, role: repo_admin}
          - {person: ann, role: reviewer, repo: "gitee:a/c"}
          - {person: ann, role: committer, repo: "gitee:A/B"}
          - {person: ann, role: lead, subproject: tool}
    """
    assert found("role-form") == ["10 The role 'repo_admin' is not in lower case with hyphens."]
    assert found("role-repository") == ["11 kit gives 1 role(s) in gitee:a/c, which is not among its repositories."]
    assert found("unknown-subproject") == ["13 kit has no subproject 'tool'."]
    assert found("archived-roles") == ["3 kit is archived, but 4 of its terms have no end."]
