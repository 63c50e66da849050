"""Checks of scores, alerts, annotations and the board."""

from __future__ import annotations

from folkmoot.charter.checks import check

CHECKS = (
    "score-cap", "score-part-twice", "alert-rule", "alert-channel", "annotation-day", "annotation-twice", "board-twice",
)  # fmt: skip


def test_what_is_right_is_not_found_fault_with(found, charter):
    """
    community: {name: Example}
    scores:
      - {id: s, title: S, parts: [{indicator: stars, cap: 10}, {indicator: retained_share, form: share}]}
    alerts:
      - {id: a, rule: {stale: 3}, source: gitee}
      - {id: b, rule: {promise: 48}, each: group, to: ["mail:ops", "hook:chat.ops", atom]}
      - {id: c, rule: {below: 0}, indicator: stars}
    annotations:
      - {day: 2026-05-09, title: One}
      - {day: 2026-05-09, until: 2026-05-09, title: One, group: kit}
    board: {tiles: [stars, active_people], views: [{id: a, title: A, address: /board}]}
    """
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]


def test_scores(found):
    """
    community: {name: Example}
    scores:
      - id: s
        title: S
        parts:
          - {indicator: stars}
          - {indicator: retained_share, form: share, cap: 1}
          - {indicator: stars, form: inverse, cap: 3}
    """
    assert found("score-cap") == ["6 The part stars of s has no cap.", "7 The part retained_share of s needs no cap."]
    assert found("score-part-twice") == ["3 s counts stars 2 times."]


def test_alerts(charter, found):
    """
    community: {name: Example}
    alerts:
      - {id: a, rule: {}, indicator: stars}
      - {id: b, rule: {falls: 0.3, below: 2}, indicator: stars}
      - {id: c, rule: {rises: 2}, each: group, group: kit}
      - {id: d, rule: {above: 2}, indicator: stars, source: gitee, to: [boss@example.org, "https://example.org/hook", "mail:"]}
    """
    assert found("alert-rule") == [
        "3 a has no rule.",
        "4 b has the rules falls and below.",
        "5 c does not say what it watches.",
        "5 c watches each of them and names one.",
        "6 d names a source, but is not about stale ones.",
    ]
    assert found("alert-channel") == ["6 A channel of d is not named so."]  # three, told once
    assert not [finding for finding in check(charter) if "boss" in f"{finding.says.en}{finding.mend.en}"]


def test_annotations_and_the_board(found):
    """
    community: {name: Example}
    annotations:
      - {day: 2026-05-09, until: 2026-05-08, title: One}
      - {day: 0206-05-09, title: Two}
      - {day: 2026-05-09, title: Three}
      - {day: 2026-05-09, title: Three}
    board:
      tiles: [stars, stars]
      views: [{id: a, title: A, address: /board}, {id: a, title: B, address: /}]
    """
    assert found("annotation-day") == ["3 'One' ends on 2026-05-08, before 2026-05-09.", "4 'Two' is on 0206-05-09."]
    assert found("annotation-twice") == ["6 'Three' of 2026-05-09 stands 2 times."]
    assert found("board-twice") == ["8 'a' stands 2 times on the board.", "8 'stars' stands 2 times on the board."]
