"""What the demo's chapters have recorded: events behind and ahead, who came, reports, a recruitment that runs, mentors' words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from folkmoot.jobs import gatherings as job
from folkmoot.jobs import learning, recruiting
from folkmoot.jobs.demo.chapters import CLUB, COMPANY, EDGE, KERNELS, UNIVERSITY
from folkmoot.jobs.demo.contests import CAST
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import petitions
from folkmoot.model.actor import Actor
from folkmoot.model.gathering import Announced, Speaker
from folkmoot.model.recruiting import Wanted
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on
from folkmoot.rules.gatherings import in_utc

DAY = timedelta(days=1)
ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Held:
    """One event: of whom, in how many days from now, for how many, who registers and who comes."""

    group: str
    days: int
    title: Text
    says: Text
    venue: str = ""
    capacity: int = 0
    register: int = 0
    come: int = 0
    guests: int = 0  # of the contests' cast: nobody has declared them
    strangers: int = 0
    report: Text = Text()
    cancelled: str = ""
    zone: str = ZONE
    indicator: str = "new_people"


EVENTS = (
    Held("hangzhou", -82, Text("Kernels by hand", "手写算子"),
         Text("From a loop to a tiled kernel, on paper first.", "从循环到分块内核，先在纸上推演。"),
         "West Lake Lab, room 3", 30, 5, 4, 8, 3, Text("Twelve people wrote a tiled kernel, three of them for the first time.",
                                                        "十余人写出了分块内核，其中三人是第一次。")),
    Held("hangzhou", -26, Text("Reading a profile", "读懂性能剖析"),
         Text("Bring a slow model; we look at it together.", "带上一个慢模型，一起剖析。"),
         "West Lake Lab, room 3", 20, 4, 3, 3, 0, Text("Two models became twice as fast; both changes are open.", "两个模型提速一倍，变更已提交。")),
    Held("hangzhou", 9, Text("First change evening", "首个变更之夜"),
         Text("Pick an issue, leave with an opened change.", "挑一个问题单，当晚提交变更。"),
         "West Lake Lab, room 3", 6, 4, 0, 5),
    Held(UNIVERSITY, -41, Text("What a framework does", "框架在做什么"),
         Text("An afternoon for who has never trained a model.", "面向从未训练过模型的同学。"),
         "Library, hall B", 60, 4, 3, 4, 21, Text("The hall was full; eight asked how to go on.", "会场坐满，八人询问如何继续。")),
    Held(UNIVERSITY, 16, Text("Papers and code", "论文与代码"),
         Text("One paper, and the code that proves it.", "一篇论文与复现代码。"),
         "Library, hall B", 40, 3),
    Held(COMPANY, -104, Text("Serving at Brightwater", "明川的推理服务"), Text("What broke in production, and why.", "线上问题复盘。"),
         "Brightwater, floor 9", 25, 4, 4, 0, 6, Text("Four issues came out of it.", "会后提交了四个问题单。")),
    Held(COMPANY, -3, Text("Lunch on mixed precision", "混合精度午餐会"),
         Text("Half an hour, with food.", "半小时，含午餐。"),
         "Brightwater, floor 9", 15, 4, 3),
    Held("berlin", 20, Text("Meet-up in Kreuzberg", "克罗伊茨贝格聚会"),
         Text("Short talks, long evening.", "短分享，长夜晚。"),
         "c/o Kiezwerk", 20, 2,
         cancelled="The room is not free; a new day follows.", zone="Europe/Berlin"),
    Held(CLUB, -12, Text("Lab night", "实验之夜"),
         Text("Boards, solder and models.", "开发板、电烙铁与模型。"),
         "Lab 204", 18, 3, 3, 2, 0,
         Text("Five boards run a model now.", "五块开发板已能运行模型。")),
    Held(EDGE, 5, Text("A model on a board", "把模型装进开发板"),
         Text("Quantise, port, measure.", "量化、移植、测量。"),
         "Lab 204", 12, 3, 0, 2),
)  # fmt: skip


def record(homes: Homes) -> None:
    """Record the events of the demo's chapters, a recruitment round of the club, and words of its mentors."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    for one in EVENTS:
        if one.group in homes.charter.group_by_slug:
            _held(homes, one, now)
    if CLUB in homes.charter.group_by_slug and _lead(homes, CLUB, now):
        _recruited(homes, now)
        _vouched(homes, now)


def _lead(homes: Homes, slug: str, now: datetime) -> Actor | None:
    group = homes.charter.group_by_slug[slug]
    above = homes.charter.group_by_slug.get(group.parent)
    found = sorted(leads_on(group, day_of(homes, now))) or sorted(leads_on(above, day_of(homes, now)) if above else ())
    return Actor(found[0], "demo", people=(found[0],)) if found else None


def _members(homes: Homes, slug: str) -> list[str]:
    """Return who serves in the group, and then others whom the charter declares, in its order."""
    own = [term.person for term in homes.charter.group_by_slug[slug].roles if term.until is None]
    others = [one.id for one in homes.charter.people if one.accounts]
    return list(dict.fromkeys((*own, *others)))


def _held(homes: Homes, one: Held, now: datetime) -> None:
    day = f"{now + one.days * DAY:%Y-%m-%d}"
    begins = in_utc(f"{day} 19:00", one.zone) or now
    before = min(now, begins) - 14 * DAY
    lead = _lead(homes, one.group, before)
    if lead is None:
        return  # a young community: nobody led the chapter yet
    people = _members(homes, one.group)
    announced = Announced(
        one.group, one.title, one.says, one.venue, "", f"{day} 19:00", f"{day} 21:00", "", one.zone, one.capacity, one.indicator,
        hosts=lead.people, speakers=(Speaker(people[1], one.title.en),) if len(people) > 1 else (),
    )  # fmt: skip
    ident = job.announce(homes, announced, actor=lead, now=before)
    names = [(who, Actor(who, "demo", people=(who,))) for who in people[: one.register]]
    names += [(f"gitee:{guest.login}", Actor(guest.login, "demo")) for guest in CAST[: one.guests]]
    for place, (name, actor) in enumerate(names):
        job.register(homes, ident, (name,), actor=actor, now=before + timedelta(hours=5 * place + 1))
    if one.cancelled:
        job.cancel(homes, ident, actor=lead, now=before + 6 * DAY, why=one.cancelled)
    if begins < now:
        came = [name for name, _actor in (*names[: one.come], *names[one.register :])]
        _came(homes, ident, one, came, lead, begins)


def _came(homes: Homes, ident: str, one: Held, came: Sequence[str], lead: Actor, begins: datetime) -> None:
    for place, who in enumerate(came):
        job.tick(homes, ident, who, actor=lead, now=begins + timedelta(minutes=place))
    if one.strangers:
        job.strangers(homes, ident, one.strangers, actor=lead, now=begins + timedelta(hours=1))
    if one.report:
        links = ("https://docs.lantern.example/slides",)
        job.tell(homes, ident, one.report, links=links, actor=lead, now=begins + timedelta(hours=20))


def _recruited(homes: Homes, now: datetime) -> None:
    """Record a round that runs: one is accepted, one is refused, the others wait."""
    lead = _lead(homes, CLUB, now)
    if lead is None:
        return
    wanted = Wanted(
        CLUB, Text("Autumn recruitment", "秋季招新"),
        Text("We look for people who like to build. **No experience is needed**; a mentor stands by.",
             "欢迎喜欢动手的同学，**无需经验**，有导师陪伴。"),
        Text("What have you built or taken apart?", "你做过或拆过什么？"), f"{now - 4 * DAY:%Y-%m-%d} 09:00", f"{now + 10 * DAY:%Y-%m-%d} 23:00",
        ZONE, (EDGE, KERNELS),
    )  # fmt: skip
    ident = recruiting.open_round(homes, wanted, actor=lead, now=now - 6 * DAY)
    serving = {term.person for slug in (CLUB, EDGE, KERNELS) for term in homes.charter.group_by_slug[slug].roles}
    others = [one.id for one in homes.charter.people if one.accounts and one.id not in serving][:4]
    words = (
        (EDGE, "edge", "I want to see a model blink an LED.", "A weather station."),
        (KERNELS, "kernels", "想弄明白矩阵乘法为什么快。", "拆过一台打印机。"),
        (KERNELS, "compilers", "I have read about graphs and want to write a pass.", "A toy lexer."),
        (EDGE, "edge", "Somebody told me to.", ""),
    )
    for place, (who, (team, direction, why, answer)) in enumerate(zip(others, words, strict=False)):
        recruiting.apply_to(
            homes, ident, team=team, why=why, direction=direction, answer=answer, actor=Actor(who, "demo", people=(who,)),
            now=now - 3 * DAY + timedelta(hours=7 * place),
        )  # fmt: skip
    asked = [one for one in petitions.every("join") if one.content.get("recruitment") == ident]
    if len(asked) == len(words):
        recruiting.answer(
            homes, asked[-1].number, "accept", actor=lead, now=now - DAY, why="Welcome! Come to the next lab night."
        )
        recruiting.answer(
            homes, asked[0].number, "refuse", actor=lead, now=now - DAY, why="Come and look first; then write again."
        )


def _vouched(homes: Homes, now: datetime) -> None:
    """Record the words of the club's lead about what members have shown."""
    lead = _lead(homes, CLUB, now)
    members = [term.person for term in homes.charter.group_by_slug[EDGE].roles]
    for place, who in enumerate(one for one in dict.fromkeys(members) if lead is not None and one not in lead.people):
        if lead is not None and place < 2:
            why = "The training log of the handwriting model: 98.6 % after ten epochs."
            learning.vouch(homes, CLUB, "environment", who, actor=lead, now=now - (20 - place) * DAY, why=why)
            if not place:
                learning.vouch(
                    homes, CLUB, "talk", who, actor=lead, now=now - 8 * DAY, why="Softmax at the board, without notes."
                )
