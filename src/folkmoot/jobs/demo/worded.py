"""The demo's community in words: its forges, repositories and organisations, its ladder and its proposals."""

from __future__ import annotations

from folkmoot.jobs.demo.lives import FIRMS
from folkmoot.jobs.demo.vocabulary import GITHUB_ONLY
from folkmoot.jobs.demo.world import World
from folkmoot.model.community import Community, Forge, Organization, Repository
from folkmoot.model.groups import Rung
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
