"""The kinds of things a native file may declare. Later work adds a kind by registering it here."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.agenda import AgendaTemplate
from folkmoot.model.alerts import Alert
from folkmoot.model.annotations import Annotation
from folkmoot.model.board import Board
from folkmoot.model.camp import CampPlan
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.community import Community, Minutes, Proposal, Skip
from folkmoot.model.complaint import ConferencePlan
from folkmoot.model.content import ContentChannel
from folkmoot.model.contest import ContestPlan
from folkmoot.model.dormancy import DormancyRule
from folkmoot.model.drops import Drop
from folkmoot.model.election import Election
from folkmoot.model.groups import Group
from folkmoot.model.health import Evaluation
from folkmoot.model.inactivity import InactivityPlan
from folkmoot.model.ladder import Ladder
from folkmoot.model.level import Level
from folkmoot.model.partner import PartnerPlan
from folkmoot.model.people import Person
from folkmoot.model.release import ReleasePlan
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.scores import Score
from folkmoot.model.targets import Target
from folkmoot.model.task import PointRule, TaskBatch
from folkmoot.model.text import Text
from folkmoot.model.voting import Holiday, VotingRule


@dataclass(frozen=True)
class Kind:
    """One top-level key: the noun it holds, the field of Charter it fills, and how many stand under it."""

    key: str
    noun: type
    field: str
    says: Text
    many: bool = True
    id: str = ""  # the noun's field that must be unique
    beside: bool = False  # may stand in ``folkmoot.yaml`` beside the files of another dialect

    @property
    def once(self) -> bool:
        """Whether the charter holds one of it at most."""
        return not self.many and not self.id


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let native files use the key of ``kind``."""
    KINDS[kind.key] = kind


register(
    Kind(
        "community",
        Community,
        "community",
        Text("The whole that is run; once, in `community.yaml`.", "整个社区；只在 `community.yaml` 中声明一次。"),
        many=False,
    )
)
register(Kind("people", Person, "people", Text("A list of people.", "人员列表。"), id="id"))
register(
    Kind(
        "group",
        Group,
        "groups",
        Text("One group, for a file of its own.", "一个组织，单独成文件。"),
        many=False,
        id="slug",
    )
)
register(Kind("groups", Group, "groups", Text("A list of groups.", "组织列表。"), id="slug", beside=True))
register(Kind("proposals", Proposal, "proposals", Text("A list of proposals.", "提案列表。"), id="id"))
register(Kind("minutes", Minutes, "minutes", Text("A list of meeting notes.", "会议纪要列表。")))
register(
    Kind(
        "drops",
        Drop,
        "drops",
        Text("How dropped files are read: a list of mappings.", "投放文件的读取方式：映射列表。"),
        id="name",
        beside=True,
    )
)
register(
    Kind(
        "targets",
        Target,
        "targets",
        Text("What is to be reached: a list of targets.", "要达到的目标：目标列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "scores",
        Score,
        "scores",
        Text("Several indicators in one number: a list of scores.", "由多个指标合成的评分：评分列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "evaluations",
        Evaluation,
        "evaluations",
        Text("Checklists of health, and answers to them by hand.", "健康评估清单及人工答复。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "alerts",
        Alert,
        "alerts",
        Text("When somebody is told to look: a list of alerts.", "何时提醒：告警列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "annotations",
        Annotation,
        "annotations",
        Text("What happened on a day: marks on time axes.", "某日发生的事：时间轴标注。"),
        beside=True,
    )
)
register(
    Kind(
        "releases",
        ReleasePlan,
        "releases",
        Text(
            "Plans of releases: calendar, components, exit criteria, life cycle.",
            "版本计划：日历、组件、退出条件与生命周期。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "contests",
        ContestPlan,
        "contests",
        Text(
            "Contests: days, teams, what gives points, rules against gaming, prizes.",
            "大赛：日期、队伍、计分规则、防作弊规则与奖品。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "channels",
        ContentChannel,
        "channels",
        Text("Where content is published, for which audience.", "内容发布渠道及其受众。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "tasks",
        TaskBatch,
        "tasks",
        Text(
            "Batches of tasks: window, claiming, mentors, points, what is accepted.",
            "任务批次：时间、认领规则、导师、积分与验收标准。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "points",
        PointRule,
        "points",
        Text("What gives points beside tasks: a list of rules.", "任务之外的积分规则：规则列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "camps",
        CampPlan,
        "camps",
        Text("Camps: days in a row, each with a task and its proof.", "训练营：连续的若干天，每天的任务与证明方式。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "complaints",
        ConferencePlan,
        "complaints",
        Text("Complaint conferences: window, areas, who answers.", "吐槽大会：时间、领域与答复人。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "campaigns",
        CampaignPlan,
        "campaigns",
        Text(
            "Campaigns, declared before they begin: what they are to move, beside what they are judged, what they cost.",
            "活动，开始之前声明：推动的指标、比较对象与成本。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "partners",
        PartnerPlan,
        "partners",
        Text(
            "Partners: universities, companies, foundations and projects, their stage, courses and next steps.",
            "合作伙伴：高校、企业、基金会与项目，及其阶段、课程与下一步。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "elections",
        Election,
        "elections",
        Text("Elections: seats, dates, who may vote, how it is counted.", "选举：席位、日期、选民资格与计票方法。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "board",
        Board,
        "board",
        Text("How the board looks, and kept views; once.", "看板布局与保存的视图；只声明一次。"),
        many=False,
        beside=True,
    )
)
register(
    Kind(
        "ladders",
        Ladder,
        "ladders",
        Text("Roles and what each of them asks: a list of ladders.", "角色及其条件：晋升阶梯列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "levels",
        Level,
        "levels",
        Text(
            "Levels of the whole community, with the letters of its numbers and what each asks.",
            "整个社区的等级：编号字母与各级条件。",
        ),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "rounds",
        RoundPlan,
        "rounds",
        Text("Selection rounds: roles, dates, what counts, who decides.", "选拔：角色、日期、依据与表决规则。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "inactivity",
        InactivityPlan,
        "inactivity",
        Text("When who holds a role is asked whether they still do.", "何时询问任职者是否继续任职。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "dormancy",
        DormancyRule,
        "dormancy",
        Text("When a group looks dormant: a list of rules.", "何时判断小组疑似休眠：规则列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "voting",
        VotingRule,
        "voting",
        Text("How motions are decided: a list of voting rules.", "动议的表决规则：规则列表。"),
        id="name",
        beside=True,
    )
)
register(
    Kind(
        "agendas",
        AgendaTemplate,
        "agendas",
        Text("What meetings talk about: a list of agenda templates.", "会议议程模板列表。"),
        id="id",
        beside=True,
    )
)
register(
    Kind(
        "holidays",
        Holiday,
        "holidays",
        Text("Days that are no working days, and weekend days that are.", "节假日与调休工作日。"),
        beside=True,
    )
)
register(
    Kind(
        "skip", Skip, "skips", Text("Checks that are switched off, with reasons.", "关闭的检查项及原因。"), beside=True
    )
)
