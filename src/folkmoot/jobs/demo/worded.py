"""The demo's community in words: its forges, repositories and organisations, its ladder and its proposals."""

from __future__ import annotations

from folkmoot.jobs.demo.lives import FIRMS
from folkmoot.jobs.demo.vocabulary import GITHUB_ONLY
from folkmoot.jobs.demo.world import World
from folkmoot.model.community import Community, Forge, Organization, Repository
from folkmoot.model.dormancy import DormancyRule
from folkmoot.model.groups import Kind, Rung
from folkmoot.model.inactivity import InactivityPlan
from folkmoot.model.ladder import AskedVote, Clause, Count, Ladder, LadderStep
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.text import Text

STEERING_NAME = Text("Technical Steering Committee", "技术指导委员会")
MISSION_OF_STEERING = Text(
    "Decides what no single group can: new groups, releases, promotions and the rules themselves.",
    "决定单个组织无法决定的事项：新组织、版本发布、晋升与规则本身。",
)
LADDER = (
    Rung("member", Text("Takes part in the group's work.", "参与组织的工作。"),
         Text("Two merged changes, or regular help in issues.", "合入两个变更，或经常在问题单中提供帮助。")),
    Rung("reviewer", Text("Reviews changes.", "检视变更。"),
         Text("Five months, and ten reviews that others found useful.", "五个月，以及十次对他人有用的检视。")),
    Rung("committer", Text("Merges changes.", "合入变更。"),
         Text("Eleven months, and a vote of the group's committers.", "十一个月，并经组织内提交者表决。")),
    Rung("maintainer", Text("Leads the group.", "负责该组织。"),
         Text("Elected by the committers.", "由提交者选举产生。")),
)  # fmt: skip
REVIEWS = Clause(Text("Ten reviews of others' changes", "检视他人变更十次"),
                 count=Count(("change.reviewed",), events=10, others=True))  # fmt: skip
HELP = Clause(Text("Five answers in others' issues", "在他人的问题单中回复五次"),
              count=Count(("issue.commented",), events=5, others=True))  # fmt: skip
ROLES = Ladder(
    "sig", Text("Roles of a group", "小组角色"), kinds=(Kind.SIG,),
    steps=(
        LadderStep("member", Text("Member", "成员"), LADDER[0].does, any=(
            Clause(Text("Two merged changes", "合入两个变更"), count=Count(("change.merged",), subjects=2)), HELP)),
        LadderStep("reviewer", Text("Reviewer", "评审者"), LADDER[1].does, all=(
            Clause(Text("Member for five months", "担任成员满五个月"), role="member", lasting="5m"), REVIEWS)),
        LadderStep("committer", Text("Committer", "提交者"), LADDER[2].does, all=(
            Clause(Text("Reviewer for six months", "担任评审者满六个月"), role="reviewer", lasting="6m"),
            Clause(Text("Active in three of the last six months", "最近六个月中有三个月活跃"),
                   count=Count(("change.opened", "change.reviewed", "change.merged"), months=3, within="6m")),
            Clause(Text("A vote of those who serve", "经小组成员表决"), vote=AskedVote("qualified")))),
        LadderStep("maintainer", Text("Maintainer", "维护者"), LADDER[3].does, all=(
            Clause(Text("Committer", "身份为提交者"), role="committer"),
            Clause(Text("Elected by those who serve", "由小组成员选举产生"), vote=AskedVote("two-thirds")))),
    ),
)  # fmt: skip
"""The same in clauses that can be judged."""
PROPOSAL = """\
# {title}

## Summary

{title}: what everybody does by hand today is done once, in one place, by the group {group}.

## Motivation

Newcomers ask about it every month, and every answer is a little different.

## Proposal

- Agree on one way, and write it down.
- Move the three largest examples first.
- Keep the old way for two releases, with a warning.
"""
PROPOSALS = (
    ("checkpoints", "One format for checkpoints"),
    ("shapes", "Dynamic shapes in the front end"),
    ("sampler", "A sampler for uneven data"),
    ("retry", "Training that survives a lost device"),
    ("quantise", "Quantised convolution by default"),
    ("profiles", "A shared format for profiles"),
    ("wheels", "Smaller wheels"),
    ("newcomers", "A mentor for every first change"),
    ("streams", "Memory reuse across streams"),
    ("weather", "Weather models as examples"),
)


def community_of(world: World) -> Community:
    """Return the community as it declares itself. All its addresses end in names that can belong to nobody."""
    layout = world.layout
    forges = tuple(Forge(key, f"https://{key}.{layout.domain}") for key in ("gitee", "github"))
    organizations = tuple(Organization(firm.name.en, (firm.name.zh,), (firm.domain,)) for firm in FIRMS)
    return Community(
        name=layout.name,
        zone=world.plan.zone,
        languages=("zh", "en"),
        url=f"https://www.{layout.domain}",
        forges=forges,
        repositories=tuple(_repositories(world)),
        organizations=organizations,
        bots=("gitee:*-bot",),
    )


INACTIVITY = InactivityPlan(
    "half-a-year", Text("Nothing for half a year", "半年无活动"), kinds=(Kind.SIG, Kind.WG), after="6m", at_most=3,
    any=(
        Clause(Text("Anything in its repositories", "在小组仓库中有任何活动"), count=Count(
            ("change.merged", "change.reviewed", "change.commented", "commit.authored", "issue.commented"), events=1, within="6m",
        )),
        Clause(Text("One meeting", "参加一次会议"), count=Count(("meeting.attended",), subjects=1, within="6m")),
    ),
)  # fmt: skip
"""Who is asked whether they still serve."""


DORMANCY = DormancyRule(
    "quiet", Text("Hardly anything for half a year", "半年几无活动"), within="6m", events=10, meetings=1, leads=1
)
"""When a group looks dormant."""


def half_yearly(world: World) -> RoundPlan:
    """Return the selection round that a SIG announces for every March and September."""
    slug = world.layout.groups[1].slug
    roles = tuple(step.role for step in ROLES.steps[1:])
    year = world.plan.until.year
    return RoundPlan(
        "half-yearly", slug, roles, f"{year}-03-01", f"{year}-03-14", Text("Half-yearly round", "半年度选拔"), every_months=6
    )  # fmt: skip


def ladders_of(world: World) -> tuple[Ladder, ...]:
    """Return the community's ladder, and the one that the model zoo has taken from those that come with the program."""
    own = Ladder(
        "modelzoo", Text("Roles of the model zoo", "模型库小组角色"), use="mindspore-sig", groups=("modelzoo",),
        repos=(world.layout.repos[0],),
    )  # fmt: skip
    return (ROLES, own) if any(group.slug == "modelzoo" for group in world.layout.groups) else (ROLES,)


def _repositories(world: World) -> list[Repository]:
    slug = world.layout.slug
    found = []
    for repo in world.layout.repos:
        forge, _, path = repo.partition(":")
        name = path.partition("/")[2]
        mirrors = (f"github:{path}",) if forge == "gitee" and name not in GITHUB_ONLY else ()
        found.append(Repository(repo, Text(f"Sources of {name}", f"{name} 源码"), mirrors))
    # Nobody looks after the first of these, two groups look after the second: two of the messes on purpose.
    found.append(Repository(f"gitee:{slug}/sandbox", Text("Trials", "试验仓")))
    found.append(Repository(f"gitee:{slug}/shared-tools", Text("Tools that several groups use", "多个组织共用的工具")))
    return found
