"""A task from the claim to the points; who may do what and why not, in both languages; two at once; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import tasks
from folkmoot.jobs.task_declaring import batch_from, declare, planned
from folkmoot.jobs.task_events import publish_tasks
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger.models import Audit
from folkmoot.ledger.programmes import acts
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Coverage
from folkmoot.model.programme import Act
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes
from folkmoot.rules.tasks import SETTLES
from tests.ledgers import at_once, connected, new_address
from tests.reports.facts import asking, by, events_of

ANN = Actor("ann", "192.0.2.7", people=("ann",))
BO = Actor("bo", "192.0.2.8", people=("bo",))
CY = Actor("cy", "192.0.2.9")
SHELL = Actor("cli:root", operator=True)
OPENS, NOW, READ, LATE = datetime(2026, 10, 1), datetime(2026, 10, 5), datetime(2026, 11, 1), datetime(2026, 11, 10)
START, GUIDE, TALK = "autumn/start", "autumn/guide", "autumn/talk"
CHANGE = "gitee:example/kit!1"
LOG = """
    2026-10-06T00:00  change.opened   kit!1  ann  title="one"
    2026-10-07T00:00  change.merged   kit!1  ann  title="one" merged_by="gitee:bo"
    2026-10-07T00:00  change.opened   kit!2  ann  title="two"
    2026-10-07T00:00  change.merged   kit!3  cy   title="three" merged_by="gitee:bo"
    2026-10-09T00:00  change.merged   kit!4  cy   title="four" merged_by="gitee:bo"
    2026-10-20T00:00  change.merged   kit!9  bo   title="nine" reverts="gitee:example/kit!1"
    2026-10-08T00:00  meeting.presented  x   gitee:ann  title="A_talk" group="docs" repo=""
"""
CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: UTC}}
people:
- {{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}
- {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
groups:
- {{kind: sig, slug: docs, name: {{en: Docs, zh: 文档}}, roles: [{{person: bo, role: lead}}], repositories: [{{repo: "gitee:example/kit"}}]}}
tasks:
- id: {batch}
  title: {{en: Autumn, zh: 秋季}}
  window: 2026-Q4
  group: docs
  claims: 1
  tasks:
  - {{id: start, title: {{en: Quick start, zh: 快速入门}}, points: 20, mentor: bo, criteria: [It runs.], repo: "gitee:example/kit"}}
  - {{id: guide, title: Guide, points: 12.5, mentor: ann, criteria: [It reads.]}}
  - {{id: talk, title: Talk, points: 5, criteria: [It was given.], proof: review}}
points:
- {{id: talks, kind: meeting.presented, points: 3, title: {{en: Talk, zh: 分享}}}}
"""
NUMBERS = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture
def alone(database: str) -> Iterator[str]:
    with transaction.atomic():
        yield database
        transaction.set_rollback(True)


def made(folder, batch: str = "autumn") -> Homes:
    (folder / "c").mkdir()
    (folder / "c" / "community.yaml").write_text(CHARTER.format(batch=batch), "utf-8")
    lake = Lake.at(folder / "lake")
    lake.create()
    append_events(lake, list(events_of(LOG)))
    append_coverage(lake, [Coverage("test", "gitee:example/kit", "change.merged", OPENS, READ, READ)])
    return Homes(read_charter(folder / "c"), lake)


@pytest.fixture
def homes(tmp_path, alone) -> Homes:
    del alone
    return made(tmp_path)


def claimed(homes: Homes, name: str = START, own: str = "ann", actor: Actor = ANN, now: datetime = NOW) -> Act:
    return tasks.claim(homes, name, (own,), actor=actor, now=now)


def delivered(
    homes: Homes, change: str = CHANGE, now: datetime = datetime(2026, 10, 8), words: str = "", name: str = START
) -> Act:
    return tasks.deliver(homes, name, ("ann",), actor=ANN, now=now, change=change, words=words)


def state(homes: Homes, name: str = START, now: datetime = LATE) -> str:
    return tasks.seen(homes, name, now).one.state.stage


def test_from_the_claim_to_the_points(homes):
    claimed(homes)
    delivered(homes, "https://gitee.com/Example/kit/pulls/1/files")
    tasks.accept(homes, START, ("bo",), actor=BO, now=datetime(2026, 10, 9), words="Well done.")
    ask = asking(homes)
    row = by(ask("tasks", at=LATE.isoformat()), "id")[START]
    assert (row["stage"], row["person"], row["points"], row["proof"], row["reverted"]) == (
        "accepted",
        "ann",
        20,
        "proven",
        True,
    )
    told = ask("task", id=START, at=LATE.isoformat())
    assert [one["verb"] for one in told.rows] == ["claim", "deliver", "accept"]
    assert told.about["reverted_at"] == datetime(2026, 10, 20)
    assert ask("task", id=START, at="2026-10-12T00:00").about["reverted_at"] is None, "as of before the revert"
    entries = [
        (row["source"], row["points"], row["total"], row["by"]) for row in ask("points", at=LATE.isoformat()).rows
    ]
    assert entries == [("task", 20, 23, "Bo Maintainer"), ("talks", 3, 3, "")]
    assert ask("points", at="2026-10-08T12:00").parts["people"].rows[0]["points"] == 3
    board = by(ask("contributions", group="docs", at=LATE.isoformat()), "id")
    assert (board["ann"]["points"], board["ann"]["changes"], board["ann"]["issues"]) == (23, 1, None), (
        "issues were not read"
    )
    audit = [(one.verb, one.about) for one in Audit.objects.order_by("pk")]
    assert audit == [("task.claim", "task autumn"), ("task.deliver", "task autumn"), ("task.accept", "task autumn")]


def test_claims_have_their_time_their_number_and_one_holder(homes):
    with pytest.raises(NotAllowed, match="account of a forge"):
        tasks.claim(homes, START, (), actor=CY, now=NOW)
    with pytest.raises(BadInput, match="from 2026-10-01 on"):
        claimed(homes, now=datetime(2026, 9, 1))
    with pytest.raises(BadInput, match="time of this task is over"):
        claimed(homes, now=datetime(2027, 1, 1))
    with pytest.raises(BadInput, match="no task 'autumn/none'"):
        claimed(homes, "autumn/none")
    claimed(homes)
    with pytest.raises(BadInput, match="Ann Author has this task") as taken:
        claimed(homes, own="gitee:cy", actor=CY)
    assert taken.value.told.zh == "该任务已由 Ann Author 认领。"
    with pytest.raises(BadInput, match="it gives 1 at a time") as enough:
        claimed(homes, GUIDE)
    assert enough.value.way.zh == "请先交付或放弃：start。"
    assert claimed(homes, own="gitee:cy", actor=CY, now=NOW + timedelta(days=14)).person == "gitee:cy", (
        "the claim timed out"
    )
    assert state(homes, START, NOW + timedelta(days=15)) == "claimed"


def test_what_is_handed_back_is_free_and_only_who_holds_it_hands_it_back(homes):
    claimed(homes)
    with pytest.raises(BadInput, match="do not hold"):
        tasks.hand_back(homes, START, ("gitee:cy",), actor=CY, now=NOW)
    tasks.hand_back(homes, START, ("gitee:ann",), actor=ANN, now=NOW)
    assert state(homes, now=NOW) == "open"
    with pytest.raises(BadInput, match="do not hold"):
        tasks.hand_back(homes, START, ("ann",), actor=ANN, now=NOW)


@pytest.mark.parametrize(
    ("change", "words", "fault", "zh"),
    [
        ("", "Done.", "a merged change proves this task", "该任务以合入的变更请求为证，请填写。"),
        ("kit 1", "", "'kit 1' is no change", "“kit 1”不是变更请求。"),
        ("gitee:example/kit#1", "", "is no change", "“gitee:example/kit#1”不是变更请求。"),
    ],
)
def test_what_cannot_be_delivered(homes, change: str, words: str, fault: str, zh: str):
    claimed(homes)
    with pytest.raises(BadInput, match=fault) as told:
        delivered(homes, change, words=words)
    assert told.value.told.zh == zh


def test_what_is_not_proven_is_not_accepted_and_what_is_unknown_needs_words(homes):
    claimed(homes)
    delivered(homes, "gitee:example/kit!2")
    with pytest.raises(BadInput, match="not merged yet") as told:
        tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    assert "变更请求尚未合入" in told.value.told.zh
    tasks.send_back(homes, START, ("bo",), actor=BO, now=datetime(2026, 10, 9), words="Merge it first.")
    delivered(homes, "gitee:example/kit!3", datetime(2026, 10, 10))
    with pytest.raises(BadInput, match="somebody else's"):
        tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    tasks.send_back(homes, START, ("bo",), actor=BO, now=datetime(2026, 10, 11), words="Yours, please.")
    delivered(homes, "gitee:example/docs!3", datetime(2026, 10, 12))
    with pytest.raises(BadInput, match="another repository"):
        tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    tasks.send_back(homes, START, ("bo",), actor=BO, now=datetime(2026, 10, 13), words="In kit.")
    delivered(homes, "gitee:example/kit!7", datetime(2026, 10, 14))
    assert tasks.seen(homes, START, LATE).one.proof.state == "not-proven", (
        "it was read since, and no such change is merged"
    )


def test_a_repository_that_nobody_reads_proves_nothing_and_refutes_nothing(homes):
    claimed(homes, GUIDE)
    delivered(homes, "github:else/kit!1", name=GUIDE)
    with pytest.raises(NotAllowed, match="nobody reviews what they delivered"):
        tasks.accept(homes, GUIDE, ("ann",), actor=ANN, now=LATE, words="Mine.")
    with pytest.raises(BadInput, match="not read"):
        tasks.accept(homes, GUIDE, ("bo",), actor=BO, now=LATE)
    tasks.accept(homes, GUIDE, ("bo",), actor=BO, now=LATE, words="I see it merged.")
    row = by(asking(homes)("tasks", at=LATE.isoformat()), "id")[GUIDE]
    assert (row["stage"], row["proof"], row["points"]) == ("accepted", "unknown", 12.5)


def test_who_reviews(homes):
    claimed(homes)
    delivered(homes)
    stranger = Actor("dee", people=("dee",))
    for verb in (tasks.accept, tasks.send_back):
        with pytest.raises(NotAllowed, match="only the mentor") as told:
            verb(homes, START, (), actor=stranger, now=LATE, words="No.")
        assert told.value.told.zh == "仅导师、小组负责人与运营人员可以验收该任务。"
    with pytest.raises(BadInput, match="has a reason"):
        tasks.send_back(homes, START, ("bo",), actor=BO, now=LATE, words=" ")
    with pytest.raises(BadInput, match="replaced meanwhile"):
        tasks.accept(homes, START, ("bo",), actor=BO, now=LATE, delivery=99)
    tasks.accept(homes, START, (), actor=SHELL, now=LATE)
    with pytest.raises(BadInput, match="nothing waits"):
        tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    with pytest.raises(BadInput, match="Ann Author has done"):
        claimed(homes, own="gitee:cy", actor=CY, now=LATE)


def test_one_change_proves_one_task(homes):
    claimed(homes)
    delivered(homes)
    claimed(homes, GUIDE, now=datetime(2026, 10, 8))
    with pytest.raises(BadInput, match="delivered for autumn/start already"):
        delivered(homes, name=GUIDE)


def test_what_is_no_code_is_proven_by_the_reviewers_word(homes):
    claimed(homes, TALK)
    with pytest.raises(BadInput, match="say what you deliver"):
        delivered(homes, "", name=TALK)
    delivered(homes, "", name=TALK, words="https://example.org/slides")
    tasks.accept(homes, TALK, ("bo",), actor=BO, now=LATE)
    assert by(asking(homes)("tasks", at=LATE.isoformat()), "id")[TALK]["proof"] == "reviewed"


def test_an_acceptance_is_taken_back_with_a_reason_until_it_is_settled(homes):
    claimed(homes)
    with pytest.raises(BadInput, match="nothing is accepted"):
        tasks.withdraw(homes, START, ("bo",), actor=BO, now=LATE, words="No.")
    delivered(homes)
    tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    with pytest.raises(NotAllowed, match="only the mentor"):
        tasks.withdraw(homes, START, (), actor=Actor("dee", people=("dee",)), now=LATE, words="No.")
    with pytest.raises(BadInput, match="for a reason"):
        tasks.withdraw(homes, START, ("bo",), actor=BO, now=LATE, words=" ")
    with pytest.raises(BadInput, match="settled: 7 days"):
        tasks.withdraw(homes, START, ("bo",), actor=BO, now=LATE + SETTLES, words="It does something else.")
    soon = LATE + timedelta(days=1)
    tasks.withdraw(homes, START, ("bo",), actor=BO, now=soon, words="It does something else.")
    told = asking(homes)
    assert told("points", at=LATE.isoformat()).total == 23, "as it was then: hers and what a rule gives"
    assert told("points", at=soon.isoformat()).total == 3
    about = told("task", id=START, at=soon.isoformat()).about
    assert (about["stage"], about["award"], about["returned_words"]["words"]) == (
        "delivered", None, "It does something else.",
    )  # fmt: skip
    assert Audit.objects.filter(verb="task.withdraw").latest("id").why == "It does something else."
    assert publish_tasks(homes, soon + SETTLES).added == 1, "the claim alone"
    tasks.accept(homes, START, ("bo",), actor=BO, now=soon, words="It does.")
    later = Homes(homes.charter, homes.lake)
    assert told("points", at=soon.isoformat()).total == 23
    assert publish_tasks(later, soon + SETTLES).added == 1


def test_claims_and_accepted_deliveries_become_events_once(homes):
    claimed(homes)
    delivered(homes)
    assert publish_tasks(homes, LATE).added == 1, "what is not accepted is not delivered"
    tasks.accept(homes, START, ("bo",), actor=BO, now=LATE)
    later = Homes(homes.charter, homes.lake)
    assert publish_tasks(later, LATE + SETTLES - timedelta(hours=1)).added == 0, "it may still be taken back"
    assert publish_tasks(later, LATE + SETTLES).added == 1
    again = Homes(homes.charter, homes.lake)
    assert publish_tasks(again, LATE + SETTLES).added == 0
    events = again.events(Scope(groups=("docs",)))
    rows = again.rows(events.filter(events.kind.isin(["task.claimed", "task.delivered"])).order_by("at"))
    assert [(row["kind"], row["person"], row["at"], row["amount"]) for row in rows] == [
        ("task.claimed", "ann", NOW, None), ("task.delivered", "ann", datetime(2026, 10, 8), 20.0),
    ]  # fmt: skip
    assert {row.kind for row in again.coverage if row.source == "folkmoot-tasks"} == {"task.claimed", "task.delivered"}


def test_a_batch_is_declared_from_a_form_by_who_leads_its_group(homes):
    task = {"id": "a", "title": "A", "points": "5", "mentor": "bo", "criteria": ["It runs."]}
    said = {
        "id": "winter",
        "title": {"en": "Winter", "zh": "冬季"},
        "window": "2027-Q1",
        "group": "docs",
        "tasks": [task],
    }
    batch = batch_from(said)
    with pytest.raises(NotAllowed, match="declare its task batches") as told:
        planned(homes, batch, actor=CY, now=NOW)
    assert told.value.told.zh == "仅小组负责人可以声明该组的任务批次。"
    made_ = planned(homes, batch_from({**said, "tasks": [{**task, "mentor": "nobody"}]}), actor=BO, now=NOW)
    assert [one.check for one in made_.faults] == ["task-people"]
    with pytest.raises(BadInput, match="points"):
        batch_from({**said, "tasks": [{**task, "points": "-5"}]})
    with pytest.raises(BadInput, match="already"):
        planned(homes, batch_from({**said, "id": "autumn"}), actor=BO, now=NOW)
    declare(homes, batch, actor=BO, now=NOW)
    again = read_charter(homes.charter.root)
    assert again.batch_by_id["winter"] == batch
    assert [one for one in again.findings if one.severity == "error"] == []


def _tried(verb: Callable[[], Act]) -> Callable[[], Act | str]:
    def tried() -> Act | str:
        try:
            return verb()
        except BadInput as error:
            return str(error)

    return tried


def test_of_two_who_claim_at_once_one_gets_it(tmp_path, database):
    del database
    batch = f"autumn-{next(NUMBERS)}"
    homes = made(tmp_path, batch)
    name = f"{batch}/start"
    people = ("ann", "bo", "gitee:cy", "gitee:dee")
    found = at_once(
        *[_tried(lambda one=one: claimed(Homes(homes.charter, homes.lake), name, one, CY)) for one in people]
    )
    winners = [one for one in found if isinstance(one, Act)]
    assert len(winners) == 1
    assert all("has this task" in str(one) for one in found if not isinstance(one, Act))
    assert [one.verb for one in acts("task", batch)] == ["claim"]


def test_nobody_holds_more_than_a_batch_gives_whatever_they_claim_at_once(tmp_path, database):
    del database
    batch = f"autumn-{next(NUMBERS)}"
    homes = made(tmp_path, batch)
    names = [f"{batch}/{task}" for task in ("start", "guide", "talk")]
    found = at_once(*[_tried(lambda name=name: claimed(Homes(homes.charter, homes.lake), name)) for name in names])
    assert len([one for one in found if isinstance(one, Act)]) == 1
