"""A small community, and events as a docstring writes them, in real homes: a charter, a lake, corrections."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from folkmoot.charter.charter import Charter
from folkmoot.lake.append import append_coverage, append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.answer import Answer
from folkmoot.model.community import Community, Organization, Proposal, Repository
from folkmoot.model.event import Coverage, Event, Measurement, Sighting, stable_id
from folkmoot.model.facts import measured
from folkmoot.model.groups import Claim, Dispute, Group, GroupRepository, Kind, Series, Term
from folkmoot.model.identity import Correction
from folkmoot.model.people import Affiliation, Person, mail_account
from folkmoot.model.text import Text
from folkmoot.reports.ask import ask, load
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of

load()
TODAY = date(2024, 6, 15)
READ = datetime(2024, 6, 15, 3)
BEGAN = datetime(2020, 1, 1)
KIT, DOCS, UNREAD, MIRROR = "gitee:example/kit", "gitee:example/docs", "gitee:example/unread", "github:example/kit"
MAILS = {name: mail_account(f"{name}@example.org") for name in ("ann", "bo", "cy")}
KINDS = ("commit.authored", "change.merged", "change.reviewed", "issue.opened", "repo.starred")

COMPILER = Group(
    Kind.SIG, "compiler", Text("Compiler", "编译器"), mission=Text("Fast code.", "快。"), created=date(2020, 3, 1),
    roles=(
        Term("bo", "maintainer", since=date(2021, 1, 1), sources=("groups.yaml:9",)),
        Term("ann", "member"),
        Term("ann", "committer"),
        Term("dora", "maintainer", until=date(2022, 12, 31), cause="stepped down"),
    ),
    repositories=(GroupRepository(KIT),),
    meetings=(Series(Text("Weekly", "周会"), "FREQ=WEEKLY;BYDAY=TU", "19:00", "Asia/Shanghai"),),
    disputes=(Dispute("role:maintainer", (Claim("bo", ("a.md:1",)), Claim("ann", ("b.md:2",)))),),
    sources=("groups.yaml:3",),
)  # fmt: skip
WRITING = Group(
    Kind.WG, "writing", Text("Writing", "文档"),
    roles=(Term("ann", "maintainer"),),
    repositories=(GroupRepository(DOCS), GroupRepository(KIT, path="docs")),
)  # fmt: skip
SLEEPY = Group(Kind.TEAM, "sleepy", Text("Sleepy", "休眠"), status="dormant", repositories=(GroupRepository(UNREAD),))

CHARTER = Charter(
    Community(
        Text("Example", "示例"), zone="Asia/Shanghai",
        organizations=(Organization("Example University", aliases=("EU",), domains=("uni.example",)),),
        repositories=(Repository(KIT, mirrors=(MIRROR,)),),
        bots=("gitee:ci-bot",),
    ),
    people=(
        Person("ann", "Ann Author", ("gitee:ann", "github:ann-a", MAILS["ann"]),
               affiliations=(Affiliation("Example University", since=date(2024, 1, 1)),)),
        Person("bo", "Bo Maintainer", ("gitee:bo", MAILS["bo"]), aliases=("老波",)),
        Person("dora", "Dora", ("gitee:dora",)),
    ),
    groups=(COMPILER, WRITING, SLEEPY),
    proposals=(Proposal("mep-fast", "Faster code", group="compiler", authors=("bo",)),),
)  # fmt: skip

Asked = Callable[..., Answer]


def events_of(words: str) -> Iterator[Event]:
    """Yield the events of lines such as ``2024-01-02T00:00  change.merged  kit!1  gitee:ann  title="Mend it"``.

    A subject without a forge is one of gitee:example; an actor without one is an account of Gitee; ``mail:ann`` is the
    hash of ann@example.org. Further words are JSON: ``repo=``, ``parent=`` and ``amount=``, and any other goes into ``extra``.
    """
    for number, line in enumerate(words.splitlines()):
        parts = line.split()
        try:
            moment = datetime.fromisoformat(parts[0]) if len(parts) > 3 else None
        except ValueError:
            moment = None
        if moment is None or "." not in parts[1]:
            continue
        _, kind, subject, actor, *rest = parts
        subject = subject if ":" in subject else f"gitee:example/{subject}"
        repo = subject.partition("!")[0].partition("@")[0].partition("#")[0]
        actor = MAILS[actor[5:]] if actor.startswith("mail:") else actor if ":" in actor else f"gitee:{actor}"
        extra = {name: json.loads(value) for name, _, value in (part.partition("=") for part in rest)}
        repo = extra.pop("repo", repo)
        yield Event(
            stable_id("test", str(number), line), moment, kind, actor, repo, subject, source="test", seen_at=READ,
            url=f"https://gitee.com/{subject}", parent=extra.pop("parent", ""), amount=extra.pop("amount", None), extra=extra,
        )  # fmt: skip


def measurements_of(words: str) -> Iterator[Measurement]:
    """Yield the measurements of lines such as ``2024-01-02  downloads  pypi:kit  40  version=1.0``."""
    for line in words.splitlines():
        parts = line.split()
        if len(parts) < 4 or not parts[3].isdigit():
            continue
        moment, name, subject, amount, *rest = parts
        labels = dict(part.split("=", 1) for part in rest)
        yield measured(name, subject, datetime.fromisoformat(moment), float(amount), source="test", labels=labels)


def readings(*repos: str, since: datetime = BEGAN) -> Iterator[Coverage]:
    """Yield complete readings of all kinds in which the test's events are."""
    for repo in repos:
        for kind in KINDS:
            yield Coverage("test", repo, kind, since, READ, READ)


def homes_of(
    folder: Path, words: str, *, read: tuple[str, ...] = (KIT, DOCS), corrections: tuple[Correction, ...] = (),
    charter: Charter = CHARTER, coverage: tuple[Coverage, ...] = (),
) -> Homes:  # fmt: skip
    """Return homes that hold the events in ``words``."""
    lake = Lake.at(folder)
    lake.create()
    append_events(lake, events_of(words))
    append_measurements(lake, measurements_of(words))
    append_coverage(lake, coverage or tuple(readings(*read)))
    append_sightings(lake, [Sighting("gitee:cy", "Cy Outsider", source="test"), Sighting(MAILS["cy"], "Cy Outsider")])
    return Homes(charter, lake, corrections, str(len(corrections)), ledger=False)


def asking(homes: Homes) -> Asked:
    """Return a function that asks these homes as a user does."""

    def asked(name: str, /, **parameters: str) -> Answer:
        return ask(homes, question_of(homes.charter, name, parameters, TODAY))

    return asked


def by(answer: Answer, key: str) -> dict[Any, Mapping[str, Any]]:
    """Return the rows of an answer by one of their columns."""
    return {row[key]: row for row in answer.rows}
