"""The community of the page tests: Ann and Bo of a compiler group that its sources disagree about, Cy, and a robot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from folkmoot.lake.append import append_coverage, append_events, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Coverage, Event, Sighting, stable_id
from folkmoot.wiring.workspace import make_workspace

CHARTER = """\
community:
  name: {en: Kit, zh: 套件}
  zone: Asia/Shanghai
  languages: [en, zh]
  forges: [{key: gitee, url: "https://gitee.com"}]
  repositories: [{repo: "gitee:kit/kit"}, {repo: "gitee:kit/unread"}]
  organizations: [{name: Example University, domains: [example.edu]}]
  bots: ["gitee:ci-bot"]
people:
  - id: ann
    name: Ann Author
    accounts: ["gitee:ann", "github:ann-a"]
    affiliations: [{organization: Example University, since: 2025-01-01}]
  - {id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}
groups:
  - kind: sig
    slug: compiler
    name: {en: Compiler, zh: 编译器}
    mission: {en: Turns models into programs., zh: 把模型变成程序。}
    created: 2024-05-01
    repositories: [{repo: "gitee:kit/kit"}]
    roles:
      - {person: bo, role: maintainer, since: 2024-05-01, cause: founder}
      - {person: ann, role: committer, since: 2025-03-01}
      - {person: ann, role: member, since: 2024-06-01, until: 2025-02-28}
    meetings:
      - {title: Weekly, rrule: "FREQ=WEEKLY;BYDAY=TU", time: "19:00", zone: Asia/Shanghai, starts: 2024-05-07}
    channels: [{kind: mail, address: compiler@lists.example.org}]
    links: [{title: Recordings, url: "https://example.org/rec"}]
    targets: [{year: 2026, title: {en: Grow reviewers, zh: 培养评审者}, indicator: reviewers, amount: 5}]
    ladder: [{role: member, does: {en: Takes part, zh: 参与}, asks: {en: One change, zh: 一个变更}}]
    documents: [compiler.md]
    disputes:
      - field: role:maintainer
        claims:
          - {value: bo, sources: ["groups.yaml:3"]}
          - {value: cy, sources: ["README.md:12"]}
  - {kind: wg, slug: empty, name: {en: Empty, zh: 空组}, status: dormant}
"""

DOCUMENT = """\
# About the compiler

<script>alert(1)</script>

Read [the plan](plan.md), [the site](https://example.org/) or [a trap](javascript:alert(1)).

| a | b |
|---|---|
| 1 | 2 |
"""

EVENTS = """\
2026-01-05T02:00  commit.authored  gitee:ann     gitee:kit/kit@aaa1
2026-01-06T02:00  change.merged    gitee:ann     gitee:kit/kit!1
2026-02-03T16:30  commit.authored  gitee:bo      gitee:kit/kit@aaa2
2026-02-04T02:00  commit.authored  gitee:cy      gitee:kit/kit@aaa3
2026-02-05T02:00  change.merged    gitee:cy      gitee:kit/kit!2
2026-02-06T02:00  issue.opened     gitee:cy      gitee:kit/kit#3
2026-02-07T02:00  commit.authored  gitee:ci-bot  gitee:kit/kit@aaa4
"""


def events() -> list[Event]:
    """Return the events of the table above."""
    made = []
    for line in EVENTS.splitlines():
        at, kind, actor, subject = line.split()
        url = f"https://gitee.com/kit/kit/{subject[-1]}"
        extra = {"title": f"Work on {subject[-1]}", "dirs": [""]}
        seen = {"source": "git", "url": url, "extra": extra}
        made.append(
            Event(stable_id(kind, subject), datetime.fromisoformat(at), kind, actor, "gitee:kit/kit", subject, **seen)
        )
    return made


def make_community(folder: Path) -> Path:
    """Make a workspace of the cast; return its folder."""
    charter = folder / "charter"
    charter.mkdir(parents=True)
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    (charter / "compiler.md").write_text(DOCUMENT, "utf-8")
    workspace = make_workspace(folder / "w", charter)
    lake = Lake.at(workspace / "lake")
    append_events(lake, events())
    read = datetime(2026, 2, 8, 3)
    since, until = datetime(2026, 1, 1), datetime(2026, 2, 8)
    kinds = ("commit.authored", "change.merged", "issue.opened")
    append_coverage(lake, [Coverage("git", "gitee:kit/kit", kind, since, until, read, rows=3) for kind in kinds])
    append_sightings(lake, [Sighting("gitee:cy", "Cy Outsider"), Sighting("github:cy-o", "Cy Outsider")])
    return workspace


def make_empty(folder: Path) -> Path:
    """Make a workspace into which nothing has been read."""
    charter = folder / "charter"
    charter.mkdir(parents=True)
    (charter / "community.yaml").write_text("community: {name: Bare}\n", "utf-8")
    return make_workspace(folder / "w", charter)


def let_it_be(monkeypatch: pytest.MonkeyPatch, moment: Callable[[], datetime]) -> None:
    """Let ``moment()`` be the moment that every page reads, UTC without a zone."""
    read = SimpleNamespace(now=lambda zone: moment().replace(tzinfo=zone))
    monkeypatch.setattr("folkmoot.wiring.clock.datetime", read)
