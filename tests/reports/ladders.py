"""A community with ladders, small enough to judge by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.model.community import Community, Repository
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Group, GroupRepository, Kind, Term
from folkmoot.model.identity import Correction
from folkmoot.model.ladder import Ladder
from folkmoot.model.people import Person
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from tests.reports.facts import READ, homes_of

MAIN, KIT = "gitee:example/main", "gitee:example/kit"
KINDS = ("change.opened", "change.merged", "change.reviewed", "change.commented", "issue.opened", "issue.commented")
AS_OF = datetime(2024, 6, 14, 16)  # the beginning of 15 June in Shanghai

GROUP = Group(
    Kind.SIG, "kit", Text("Kit", "套件"),
    roles=(
        Term("bo", "maintainer", since=date(2021, 1, 1)),
        Term("ann", "member", since=date(2024, 1, 10)),
    ),
    repositories=(GroupRepository(KIT),),
)  # fmt: skip
SIG = Ladder("sig", use="mindspore-sig", repos=(MAIN,))


def charter(*ladders: Ladder, group: Group = GROUP) -> Charter:
    """Return the community with these ladders; without any, with the one of a SIG."""
    return Charter(
        Community(
            Text("Example", "示例"), zone="Asia/Shanghai", repositories=(Repository(MAIN), Repository(KIT)),
            bots=("gitee:ci-bot",),
        ),
        people=(
            Person("ann", "Ann Author", ("gitee:ann", "github:ann-a")), Person("bo", "Bo Maintainer", ("gitee:bo",)),
        ),
        groups=(group,), ladders=ladders or (SIG,),
    )  # fmt: skip


def read(
    *repos: str, kinds: tuple[str, ...] = KINDS, since: datetime | None = None, until: datetime = READ
) -> Iterator[Coverage]:
    """Yield complete readings of kinds in repositories, and of meetings everywhere."""
    yield Coverage("test", "", "meeting.attended", None, READ, READ)
    for repo in repos:
        for kind in kinds:
            yield Coverage("test", repo, kind, since, until, until)


def homes_with(
    folder: Path, words: str, *, coverage: tuple[Coverage, ...] = (), corrections: tuple[Correction, ...] = (),
    of: Charter | None = None,
) -> Homes:  # fmt: skip
    """Return homes of that community with the events in ``words``; everything was read unless ``coverage`` says what was."""
    covered = coverage or tuple(read(MAIN, KIT))
    return homes_of(folder, words, charter=of or charter(), coverage=covered, corrections=corrections)
