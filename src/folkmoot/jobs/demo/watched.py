"""What the demo declares for its board: a score, answers to the evaluation, alerts, annotations and kept views."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from folkmoot.jobs.demo.ranks import STEERING
from folkmoot.jobs.demo.world import World
from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.annotations import Annotation
from folkmoot.model.board import Board, BoardView
from folkmoot.model.health import Evaluation, HandAnswer
from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.text import Text

SCORE = Score(
    "vitality", Text("Vitality", "活力"),
    (
        ScorePart("active_people", 3.0, "log", 40.0),
        ScorePart("merged_changes", 2.0, "log", 300.0),
        ScorePart("reviewers", 2.0, "linear", 8.0),
        ScorePart("change_first_response", 2.0, "inverse", 48.0),
        ScorePart("contributor_absence_factor", 2.0, "linear", 4.0),
        ScorePart("organization_count", 1.0, "linear", 6.0),
        ScorePart("meeting_people", 1.0, "log", 15.0),
    ),
    version=2,
    says=Text("How alive a group is, compared with itself. It says nothing about how good its work is.",
              "衡量组织的活力，宜与自身历史比较；不代表工作质量。"),
    window="12m",
    source="https://github.com/ossf/criticality_score",
)  # fmt: skip
ALERTS = (
    Alert("fewer-people", AlertRule(falls=0.3), Text("Fewer people are active", "活跃贡献者减少"), "active_people",
          to=("mail:operations", "hook:chat"), quiet=28),
    Alert("slow-answers", AlertRule(promise=72.0), Text("Changes wait longer than promised", "变更等待超过承诺"),
          "change_first_response", each="group", least=5, to=("hook:chat",), quiet=28),
    Alert("backlog", AlertRule(rises=0.25), Text("The backlog of issues grows", "问题单积压增长"), "open_issues",
          to=("mail:operations",), quiet=28),
    Alert("red-builds", AlertRule(below=0.6), Text("Builds fail", "构建失败较多"), "build_pass_rate", window="week",
          least=20, to=("hook:chat",)),
    Alert("stale", AlertRule(stale=10), Text("A source was not read for long", "数据来源长时间未读取"),
          to=("mail:operations",), quiet=7),
)  # fmt: skip
BOARD = Board(
    tiles=("active_people", "new_people", "retained_share", "merged_changes", "change_first_response", "open_issues",
           "contributor_absence_factor", "build_pass_rate", "downloads", "stars"),
    wall=("active_people", "merged_changes", "change_first_response", "issue_first_response", "releases", "downloads"),
    promise_hours=72.0,
    views=(
        BoardView("modelzoo-year", Text("Model Zoo, twelve months", "模型库近十二个月"), "/board/?group=modelzoo&since=12m"),
        BoardView("newcomers", Text("Contributors of the last 90 days", "近 90 天的贡献者"),
                  "/people/?kind=contributors&since=90d"),
        BoardView("groups", Text("Groups by people", "按人数查看组织"), "/groups/?sort=people&since=12m"),
    ),
)  # fmt: skip


def marks(world: World) -> tuple[Annotation, ...]:
    """Return the marks on time axes: minor releases of the main repository, campaigns, and one new rule."""
    return tuple(sorted(_marks(world), key=lambda mark: (mark.day, str(mark.title))))


def _marks(world: World) -> Iterator[Annotation]:
    since, domain = world.plan.since, world.layout.domain
    for release in world.seasons.releases:
        if release.version.endswith(".0"):
            title = Text(f"Release {release.version}", f"{release.version} 版本发布")
            url = f"{world.layout.web(0)}/releases/v{release.version}"
            yield Annotation(since + timedelta(days=release.day), title, kind="release", url=url)
    for one in world.seasons.campaigns:
        first = since + timedelta(days=one.first)
        last = min(first + timedelta(days=one.days), world.plan.until) - timedelta(days=1)
        yield Annotation(first, one.name, max(first, last), "event", f"https://www.{domain}/campaigns/{first}")
    promise = since + timedelta(days=world.plan.days * 2 // 5)
    title = Text("Promise: answered within three days", "响应承诺：三天内答复")
    yield Annotation(promise, title, kind="policy", url=f"https://www.{domain}/promise")


def evaluations(world: World) -> tuple[Evaluation, ...]:
    """Return the answers that somebody of the committee gave to the program's own evaluation; one says no."""
    day = world.plan.until - timedelta(days=20)
    by = next((world.names[one.person].login for one in world.ranks.of(STEERING) if one.holds(day, day)), "")
    web = world.layout.web(0)
    said = (
        HandAnswer("licence", met=True, day=day, by=by, url=f"{web}/blob/main/LICENSE"),
        HandAnswer("contributing", met=True, day=day, by=by, url=f"{web}/blob/main/CONTRIBUTING.md"),
        HandAnswer("conduct", met=True, day=day, by=by, url=f"{web}/blob/main/CODE_OF_CONDUCT.md"),
        HandAnswer("security", met=False, day=day, by=by,
                   says=Text("Two repositories name no private address.", "两个代码仓没有私密联系方式。")),
    )  # fmt: skip
    return (Evaluation("credible", answers=said),)
