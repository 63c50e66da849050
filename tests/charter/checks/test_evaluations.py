"""Checks of evaluations."""

from __future__ import annotations


def test_rules_of_items(found):
    """
    community: {name: Example}
    evaluations:
      - id: e
        title: E
        items:
          - {id: a, title: A, dimension: norms, file: LICENSE, declares: lead}
          - {id: b, title: B, dimension: norms, indicator: stars}
          - {id: c, title: C, dimension: norms, at_most: 3}
          - {id: d, title: D, dimension: norms, indicator: stars, at_least: 5, at_most: 3}
          - {id: d, title: D, dimension: norms}
      - {id: f, title: F}
    """
    assert found("evaluation-rule") == [
        "6 The item a of e has the rules declares and file.",
        "7 The item b of e has an indicator without a bound.",
        "8 The item c of e has a bound without an indicator.",
        "9 The item d of e can never be met.",
    ]
    assert found("evaluation-empty") == ["3 e has 2 items 'd'.", "11 f asks nothing."]


def test_answers(found):
    """
    community: {name: Example}
    people: [{id: ann}]
    evaluations:
      - id: credible
        answers:
          - {item: licence, met: true, day: 2026-03-01, by: ann, url: "https://example.org/LICENSE"}
          - {item: licence, met: true, day: 2026-03-01, by: bo, group: kit}
          - {item: license, met: false, day: 2026-03-01}
    """
    assert found("evaluation-answer") == ["8 credible has no item 'license'."]
    assert found("evaluation-evidence") == ["7 The answer to licence of 2026-03-01 shows nothing."]
    assert found("board-person") == ["7 licence names 'bo', who is not declared."]
    assert found("unknown-group") == ["7 licence names the group 'kit', which is not declared."]
    assert not found("evaluation-empty")
