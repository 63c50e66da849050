"""Issues that invite newcomers and that nobody has taken yet: a few fresh ones, labelled as communities label them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from folkmoot.jobs.demo.accounts import GITEE, SLOTS
from folkmoot.jobs.demo.world import World
from folkmoot.lake.tables import EVENTS
from folkmoot.model.event import stable_id

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Invited:
    """An issue: of which group's repository, its number and title, its labels, how many days before the demo's end it was opened."""

    group: int
    number: str
    title: str
    labels: tuple[str, ...]
    days: int


INVITED = (
    Invited(
        0, "I9K2QA", "Error messages do not say how to mend the fault", ("good first issue", "usability", "easy"), 9
    ),
    Invited(0, "I9K2QB", "为五个模型编写模型卡", ("good first issue", "documentation", "难度/中等"), 12),
    Invited(1, "I9K2QC", "翻译常见问题", ("新手任务", "documentation", "入门"), 5),
    Invited(1, "I9K2QD", "Explain the memory limit in the README", ("good first issue", "documentation"), 3),
    Invited(2, "I9K2QE", "Wrong unit in the progress bar", ("help wanted", "bug"), 7),
    Invited(2, "I9K2QF", "进度条在窄终端中换行", ("good first issue", "bug", "sig/easy-to-use"), 15),
    Invited(
        0,
        "I9K2QG",
        "One test takes two minutes for nothing",
        ("good first issue", "performance", "difficulty/medium"),
        20,
    ),
    Invited(1, "I9K2QH", "Port the loader to big-endian machines", ("help wanted", "expert", "portability"), 25),
)


def subject_of(world: World, one: Invited) -> str:
    """Return the subject of an issue."""
    return f"{_repo(world, one)[1]}#{one.number}"


def _repo(world: World, one: Invited) -> tuple[int, str]:
    """Return the first repository of a group on Gitee, else any there: its place and name."""
    layout = world.layout
    own = [each.repo for each in layout.parcels if each.group == one.group % len(layout.groups)]
    places = [place for place in (*own, *range(len(layout.repos))) if layout.repos[place].startswith("gitee:")]
    return places[0], layout.repos[places[0]]


def invitation_events(world: World) -> pa.Table:
    """Return the openings and labels of these issues, in the order of time."""
    lead = next((term.person for term in world.ranks.terms if term.role == "maintainer"), 0)
    actor, end = (
        world.accounts.spelled[lead * len(SLOTS) + GITEE],
        datetime.fromtimestamp(world.end, UTC).replace(tzinfo=None),
    )
    rows = []
    for one in INVITED:
        at = end - timedelta(days=one.days)
        said = [("issue.opened", {"title": one.title}), *(("issue.labeled", {"label": label}) for label in one.labels)]
        for place, (kind, extra) in enumerate(said):
            rows.append(_row(world, one, at + place * MINUTE, actor, kind, extra))
    return pa.Table.from_pylist(sorted(rows, key=lambda row: (row["at"], row["id"])), EVENTS.schema)


def _row(world: World, one: Invited, at: datetime, actor: str, kind: str, extra: dict[str, str]) -> dict[str, object]:
    place, repo = _repo(world, one)
    subject = subject_of(world, one)
    return {
        "id": stable_id("demo-invitation", kind, subject, at.isoformat()), "at": at, "kind": kind, "actor": actor, "repo": repo,
        "subject": subject, "parent": "", "amount": None, "url": f"{world.layout.web(place)}/issues/{one.number}", "source": "gitee",
        "seen_at": datetime.fromtimestamp(world.end, UTC).replace(tzinfo=None), "version": 1,
        "extra": json.dumps(extra, ensure_ascii=False),
    }  # fmt: skip
