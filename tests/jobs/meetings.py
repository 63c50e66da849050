"""The committee of the meeting tests: Ann chairs, Bo and four others sit in it, Cy serves nowhere; it meets monthly."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.lake.lake import Lake
from folkmoot.model.actor import Actor
from folkmoot.model.community import Community, Proposal
from folkmoot.model.groups import Group, Kind, Series, Term
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

START = datetime(2026, 3, 12, 12)  # 20:00 in Shanghai
KEY, NEXT = "tsc/monthly/2026-03-12", "tsc/monthly/2026-04-09"
SEATS = ("ann", "bo", "dee", "eve", "fay")
ANN, BO, DEE, CY = (Actor(name, "10.0.0.1", people=(name,)) for name in ("ann", "bo", "dee", "cy"))
NOBODY = Actor("someone", "10.0.0.9")

CHARTER = Charter(
    Community(Text("Kit", "套件"), zone="Asia/Shanghai"),
    people=tuple(
        Person(name, f"{name.title()} Example", () if name == "eve" else (f"gitee:{name}",), (Affiliation("Example"),))
        for name in (*SEATS, "cy")
    ),
    groups=(
        Group(Kind.COMMITTEE, "tsc", Text("Committee", "委员会"),
              roles=(Term("ann", "chair"), *(Term(name, "member") for name in SEATS[1:])),
              meetings=(Series(Text("Monthly", "月会"), "FREQ=MONTHLY;BYDAY=2TH", "20:00", "Asia/Shanghai", date(2026, 1, 8),
                               url="https://meet.example.org/tsc"),)),
        Group(Kind.SIG, "kit", Text("Kit"), roles=(Term("bo", "maintainer"),)),
    ),
    proposals=(Proposal("mep-1", "Faster kit", "provisional", group="kit"), Proposal("mep-2", "Old", "implemented", group="kit")),
)  # fmt: skip


def at(minute: int) -> datetime:
    """Return a moment of the meeting."""
    return START + timedelta(minutes=minute)


def homes_at(folder: Path) -> Homes:
    """Return homes with the committee's charter and an empty lake."""
    lake = Lake.at(folder / "lake")
    lake.create()
    return Homes(CHARTER, lake)
