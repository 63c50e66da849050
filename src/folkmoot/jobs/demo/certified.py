"""The demo's community numbers, levels and certificates: some ask for a number, two are certified by hand, one of these is revoked."""

from __future__ import annotations

from datetime import datetime, timedelta

from folkmoot.jobs import certifying, leveling
from folkmoot.jobs.demo.recorded import seats
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Issuer
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
DAY = timedelta(days=1)
FEW = 12  # declared people who have asked for a number by now


def record(homes: Homes, issuer: Issuer, now: datetime) -> None:
    """Record them. Levels and certificates that follow by themselves are left to what is due."""
    known = seats(homes.charter, day_of(homes, now))
    ordered = dict.fromkeys([*known.values(), *(one.id for one in homes.charter.people if one.accounts)])
    for place, person in enumerate([*ordered][:FEW]):
        at = now - (200 - 10 * place) * DAY
        leveling.request(homes, (person,), actor=Actor(person[:100], "demo", people=(person,)), now=at)
    if {"lead", "outsider"} <= known.keys():
        certifying.by_hand(
            homes, issuer, known["lead"], title=GUIDE, says=GUIDE_SAYS, criteria=GUIDE_CRITERIA, actor=CLERK, now=now - 60 * DAY,
            why="Forty students have followed it since, and opened nine changes.",
        )  # fmt: skip
        one = certifying.by_hand(
            homes, issuer, known["outsider"], title=MODEL, says=MODEL_SAYS, criteria=MODEL_CRITERIA, actor=CLERK, now=now - 50 * DAY,
            why="The figures of the report agree with the paper.",
        )  # fmt: skip
        certifying.revoke(
            one.ident, actor=CLERK, now=now - 20 * DAY,
            why="The change was reverted: the figures were those of another data set. / 变更已回退：数据来自另一数据集。",
        )  # fmt: skip


GUIDE = Text("Author of the beginners' guide", "新手指南作者")
GUIDE_SAYS = Text("Wrote and maintains the guide for beginners.", "编写并维护新手指南。")
GUIDE_CRITERIA = Text(
    "The guide is published, reviewed by two maintainers, and used in a course.",
    "指南已发布，经两位维护者检视，并用于课程。",
)
MODEL = Text("Reproduced a model", "完成模型复现")
MODEL_SAYS = Text("Reproduced a published model with the project.", "用本项目复现了一个公开模型。")
MODEL_CRITERIA = Text(
    "Accuracy within half a percent of the paper, code merged.", "精度与论文相差不超过 0.5%，代码已合入。"
)
