"""Checks of ladders."""

from __future__ import annotations

CHECKS = (
    "ladder-use", "ladder-empty", "ladder-role-twice", "ladder-clause", "ladder-count", "ladder-role", "ladder-circle",
    "ladder-group", "ladder-repository", "ladder-of-group",
)  # fmt: skip


def test_ladders_that_are_right(found, charter):
    """
    community: {name: Example, repositories: [{repo: "gitee:example/main", mirrors: ["github:example/main"]}]}
    people: [{id: ann, accounts: [gitee:ann]}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: chair}], repositories: [{repo: "gitee:example/kit"}]}
      - {kind: committee, slug: tsc, name: TSC}
    ladders:
      - {id: every, use: mindspore-sig, repos: ["GitHub:example/main"]}
      - {id: teams, use: kubernetes, kinds: [team]}
      - id: own
        groups: [kit]
        steps:
          - {role: member, any: [{count: {kinds: [change.merged], subjects: 1, repos: ["gitee:example/kit"]}}, {judged: Helps}]}
          - {role: lead, all: [{role: member, lasting: 3m}, {role: chair, group: any}, {sponsors: {roles: [chair], group: tsc}}]}
          - {role: fellow, all: [{vote: {group: tsc}}]}
    """
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]


def test_what_it_uses_and_what_it_asks(found):
    """
    community: {name: Example}
    ladders:
      - {id: a, use: mindspore-sigg}
      - id: b
        groups: []
        kinds: [team]
        steps:
          - {role: member}
          - {role: member, all: [{role: member}, {count: {kinds: [change.merge], events: 1}}, {count: {kinds: [change.merged]}}]}
          - {role: reviewer, all: [{}, {role: member, vote: {}}, {vote: {}, lasting: 3m}]}
          - {role: committer, any: [{all: [{role: reviewr}, {sponsors: {roles: [king]}}]}]}
      - {id: c, kinds: [chapter]}
    """
    assert found("ladder-use") == ["3 There is no ladder 'mindspore-sigg' to use."]
    assert found("ladder-empty") == [
        "3 The ladder a has no steps.",
        "8 b/member asks nothing, so nobody can be judged.",
        "12 The ladder c has no steps.",
    ]
    assert found("ladder-role-twice") == ["4 b has several steps for member."]
    assert found("ladder-clause") == [
        "10 A clause of b/reviewer asks nothing.",
        "10 A clause of b/reviewer asks role and vote.",
        "10 A clause of b/reviewer says how long or where, but no role.",
    ]
    assert found("ladder-count") == [
        "9 A count of b/member does not say how many.",
        "9 b/member counts 'change.merge', which is no kind of event.",
    ]
    assert found("ladder-role") == [
        "11 b/committer asks for sponsors who are king; nobody serves so.",
        "11 b/committer asks for the role 'reviewr'.",
    ]
    assert found("ladder-circle") == ["9 b/member asks for member, which stands no lower: nobody can get there."]


def test_what_it_names(found):
    """
    community: {name: Example, repositories: [{repo: "gitee:example/main"}]}
    groups: [{kind: sig, slug: kit, name: Kit}]
    ladders:
      - {id: a, use: mindspore-dx}
      - {id: b, use: mindspore-dx, kinds: [wg, team]}
      - {id: c, use: mindspore-dx, groups: [kit, kitt], repos: ["gitee:example/mane"]}
      - id: d
        groups: [kit]
        steps:
          - {role: member, all: [{role: member, group: docs}, {vote: {group: tsc}}, {sponsors: {group: kits}}]}
          - {role: lead, all: [{role: member}, {count: {kinds: [change.merged], events: 1, repos: ["gitee:example/mine"]}}]}
    """
    assert found("ladder-group") == [
        "6 c names the group 'kitt', which is not declared.",
        "10 d/member names the group 'docs', which is not declared.",
        "10 d/member names the group 'kits', which is not declared.",
        "10 d/member names the group 'tsc', which is not declared.",
    ]
    assert found("ladder-repository") == [
        "6 c names gitee:example/mane, which is not declared.",
        "11 d/lead names gitee:example/mine, which is not declared.",
    ]
    assert found("ladder-of-group") == [
        "5 b is for wg, for which a holds already; it is not used there.",
        "7 d is for kit, for which c holds already; it is not used there.",
    ]
