"""What the board needs declared: read, beside another dialect, and written so that it reads back equal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.order import in_order
from folkmoot.charter.reader import read_charter
from folkmoot.model.board import Board
from folkmoot.model.community import Community
from folkmoot.model.finding import Place
from folkmoot.model.targets import CountedEvents
from folkmoot.model.text import Text
from tests.charter.native.board_strategies import declared


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(declared)
def test_what_is_written_is_read_back_equal(fields: dict[str, Any]):
    charter = Charter(Community(Text("Example")), **fields)
    with TemporaryDirectory() as folder:
        write_native(charter, Path(folder) / "charter")
        again = read_charter(Path(folder) / "charter")
    assert again == in_order(charter)
    assert not again.findings


def test_all_of_it_in_a_native_charter(charter):
    """
    community: {name: Example}
    # file: targets.yaml
    targets:
      - {id: everywhere, title: Known everywhere, sum: true, since: 2026-01-01, until: 2028-12-31}
      - id: models
        title: {en: Ten models from outside, zh: 外部贡献十个模型}
        year: 2026
        parent: everywhere
        events: {kinds: [change.merged], label: model}
        outside: [Example Company]
        goal: 10
        owner: ann
        activities:
          - {title: Contest, url: "https://example.org/c", day: 2026-05-09, serves: Brings models}
    # file: rest/board.yaml
    scores:
      - id: vitality
        title: Vitality
        parts: [{indicator: active_people, weight: 2, cap: 50}, {indicator: stars, form: linear, cap: 1000}]
    evaluations:
      - id: credible
        items:
          - {id: lead, title: Two leads, dimension: governance, declares: two_leads, required: true}
          - {id: answers, title: Answers, dimension: operation, indicator: change_first_response, at_most: 48}
        answers: [{item: lead, met: yes, day: 2026-03-01, group: kit}, {item: lead, met: no, day: 2026-02-01}]
    alerts:
      - {id: fewer, indicator: active_people, each: group, rule: {falls: 0.3}, to: ["mail:ops", atom]}
    annotations:
      - {day: 2026-05-10, title: Two, kind: release}
      - {day: 2026-05-09, title: One}
    board:
      tiles: [active_people, stars]
      views: [{id: kit, title: Kit, address: "/board?group=kit"}]
    """
    assert not charter.findings
    everywhere, models = charter.targets
    assert (everywhere.begins, everywhere.ends) == (date(2026, 1, 1), date(2028, 12, 31))
    assert (models.begins, models.ends) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (models.measure, models.events) == ("events", CountedEvents(("change.merged",), "model"))
    assert models.place == Place("targets.yaml", 3)
    assert charter.targets_below == {"": (everywhere,), "everywhere": (models,)}
    assert [(part.indicator, part.form, part.weight, part.cap) for part in charter.scores[0].parts] == [
        ("active_people", "log", 2, 50), ("stars", "linear", 1, 1000),
    ]  # fmt: skip
    credible = charter.evaluations[0]
    assert [item.rule for item in credible.items] == ["declares", "indicator"]
    (fewer,) = charter.alerts
    assert (fewer.rule.name, fewer.rule.bound, fewer.channels) == ("falls", 0.3, ("atom", "mail:ops"))
    assert [str(one.title) for one in charter.annotations] == ["One", "Two"]
    assert charter.board.views[0].address == "/board?group=kit"
    assert charter.board.minimum_group == 5


def test_there_is_one_board(charter):
    """
    community: {name: Example}
    board: {minimum_group: 7}
    # file: more.yaml
    board: {minimum_group: 9}
    """
    assert charter.board == Board(minimum_group=7)
    assert [str(found.place) for found in charter.findings if found.check == "declared-twice"] == ["more.yaml:1"]


def test_beside_another_dialect(charter, tmp_path):
    """
    # file: sigs.yaml
    sigs:
      - {dir: sig-kit, name: Kit, mission_statement: Makes tools., label: kit}
    # file: folkmoot.yaml
    targets: [{id: reviewers, title: Five reviewers, year: 2026, roles: [reviewer], group: kit, goal: 5}]
    scores: [{id: v, title: V, parts: [{indicator: stars}]}]
    evaluations: [{id: e, title: E}, {id: e, title: Again}]
    alerts: [{id: a, rule: {stale: 3}}]
    annotations: [{day: 2026-05-09, title: One}]
    board: {minimum_group: 9}
    """
    assert charter.dialect == "kubernetes"
    assert [found.check for found in charter.findings if found.place.path == "folkmoot.yaml"] == ["declared-twice"]
    assert [target.id for target in charter.targets] == ["reviewers"]
    assert (charter.scores[0].id, charter.alerts[0].rule.name, charter.board.minimum_group) == ("v", "stale", 9)
    assert len(charter.evaluations) == len(charter.annotations) == 1
    again = read_charter(write_native(charter, tmp_path / "native"))
    assert again == charter


def test_what_is_wrong_loses_nothing_else(charter):
    """
    community: {name: Example}
    targets:
      - {id: a, title: A, goal: many}
      - {id: b, title: B, gaol: 3}
    board: {minimum_group: none, promise_hours: 24}
    alerts: [{id: x, rule: {falls: 30}}]
    """
    assert [target.id for target in charter.targets] == ["a", "b"]
    assert charter.board == Board(promise_hours=24)
    assert sorted((found.place.line, found.check) for found in charter.findings) == [
        (3, "wrong-value"), (4, "unknown-field"), (5, "wrong-value"), (6, "wrong-value"),
    ]  # fmt: skip


def test_the_address_of_a_view_stays_in_the_portal(charter):
    """
    community: {name: Example}
    board:
      views:
        - {id: a, title: A, address: "https://example.org"}
        - {id: b, title: B, address: //example.org}
        - {id: c, title: C, address: '/\\example.org'}
        - {id: c2, title: C, address: "/a\\tb"}
        - {id: d, title: D, address: "/people?kind=contributors"}
    """
    assert [view.id for view in charter.board.views] == ["d"]


def test_targets_of_groups_pages_stand_after_the_declared_ones(charter):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        targets:
          - {year: 2026, title: Grow five reviewers, indicator: reviewers, amount: 5}
          - {year: 2026, title: Be known, indicator: reviewers}
          - {year: 2025, title: Taken}
    targets: [{id: kit-2025-3, title: Mine, sum: true}]
    """
    mine, grow, known = charter.every_target
    assert (mine.id, grow.id, known.id) == ("kit-2025-3", "kit-2026-1", "kit-2026-2")
    assert (grow.group, grow.goal, grow.measure, grow.ends) == ("kit", 5, "indicator", date(2026, 12, 31))
    assert (known.measure, known.goal) == ("", None)
