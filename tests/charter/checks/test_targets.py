"""Checks of targets."""

from __future__ import annotations

CHECKS = (
    "target-measure", "target-in-words", "target-goal", "target-span", "target-without-end", "target-parent",
    "target-sum", "target-outlives-parent", "target-kind", "target-role", "target-value-day", "unknown-group",
    "board-person", "board-repository",
)  # fmt: skip


def test_a_tree_that_is_right(found, charter):
    """
    community: {name: Example}
    people: [{id: ann, accounts: [gitee:ann]}]
    groups:
      - {kind: sig, slug: kit, name: Kit, roles: [{person: ann, role: reviewer}], repositories: [{repo: "gitee:example/kit"}]}
    targets:
      - {id: all, title: All, sum: true, since: 2026-01-01, until: 2028-12-31}
      - {id: a, title: A, parent: all, year: 2026, indicator: active_people, goal: 10, owner: ann}
      - {id: b, title: B, parent: all, year: 2027, roles: [reviewer], goal: 5, group: kit}
      - {id: c, title: C, until: 2026-06-30, events: {kinds: [change.merged]}, goal: 5, repo: "gitee:example/kit"}
      - {id: d, title: D, year: 2026, values: [{day: 2026-01-01, value: 1}, {day: 2026-02-01, value: 2}], goal: 5}
      - {id: e, title: E, year: 2026, measurement: {name: stars}, goal: 1000}
    """
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]


def test_how_it_is_counted(found):
    """
    community: {name: Example}
    targets:
      - {id: a, title: A, year: 2026, indicator: stars, roles: [member], goal: 1}
      - {id: b, title: B, year: 2026, goal: 1}
      - {id: c, title: C, year: 2026, indicator: stars}
      - {id: d, title: D, year: 2026, sum: true, indicator: stars, goal: 2}
      - {id: e, title: E, indicator: stars, goal: 2}
      - {id: f, title: F, year: 2026, events: {kinds: [change.merge]}, goal: 2}
      - {id: g, title: G, year: 2026, values: [{day: 2026-01-01, value: 1}, {day: 2026-01-01, value: 2}], goal: 2}
    """
    assert found("target-measure") == ["3 a is counted by indicator and roles.", "6 d is counted by indicator and sum."]
    assert found("target-in-words") == ["4 Nothing says how b is counted."]
    assert found("target-goal") == ["5 c does not say how many."]
    assert found("target-sum") == ["6 d is the sum of nothing."]
    assert found("target-without-end") == ["7 e does not say by when."]
    assert found("target-kind") == ["8 'change.merge' of f is no kind of event."]
    assert found("target-role") == ["3 Nobody is a member, which a counts."]
    assert found("target-value-day") == ["9 g has 2 values of 2026-01-01."]


def test_spans_and_the_tree(found):
    """
    community: {name: Example}
    targets:
      - {id: a, title: A, since: 2026-05-01, until: 2026-04-01, indicator: stars, goal: 1}
      - {id: b, title: B, year: 2026, until: 2027-04-01, indicator: stars, goal: 1, parent: a}
      - {id: c, title: C, year: 2026, indicator: stars, goal: 1, parent: bb}
      - {id: x, title: X, sum: true, parent: z}
      - {id: y, title: Y, sum: true, parent: x}
      - {id: z, title: Z, sum: true, parent: y}
      - {id: w, title: W, sum: true, parent: w}
    """
    assert found("target-span") == ["3 a ends on 2026-04-01, before 2026-05-01.", "4 b has days outside 2026."]
    assert found("target-outlives-parent") == ["4 b ends on 2027-04-01, after a (2026-04-01)."]
    assert found("target-parent") == [
        "5 c serves 'bb', which is not declared.",
        "6 x serves itself: x → z → y → x.",
        "7 y serves itself: y → x → z → y.",
        "8 z serves itself: z → y → x → z.",
        "9 w serves itself: w → w.",
    ]


def test_who_and_where(found):
    """
    community: {name: Example, repositories: [{repo: "gitee:example/kit"}]}
    people: [{id: ann}]
    targets:
      - {id: a, title: A, year: 2026, indicator: stars, goal: 1, group: kti, repo: "gitee:example/kti", owner: anne}
      - {id: b, title: B, sum: true, activities: [{title: Talk, owner: bo}]}
    alerts: [{id: c, rule: {stale: 3}, group: x}]
    annotations: [{day: 2026-01-01, title: Day, repo: "gitee:example/cup"}]
    """
    assert found("unknown-group") == ["4 a names the group 'kti', which is not declared.",
                                      "6 c names the group 'x', which is not declared."]  # fmt: skip
    assert found("board-repository") == ["4 a names gitee:example/kti, which is not declared.",
                                         "7 Day names gitee:example/cup, which is not declared."]  # fmt: skip
    assert found("board-person") == ["4 a names 'anne', who is not declared.", "5 b names 'bo', who is not declared."]
