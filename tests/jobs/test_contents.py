"""Content: who may what, by cast; what is refused in which state, in both languages; many at once; views; events in the lake. On both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import content_steps as steps
from folkmoot.jobs import contents as job
from folkmoot.jobs.content_events import publish_events
from folkmoot.lake.append import append_events, append_measurements
from folkmoot.lake.lake import Lake
from folkmoot.ledger import programmes as ledger
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.content import Details
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Event, Measurement
from folkmoot.model.text import Text
from folkmoot.reports.content_course import every, views_of
from folkmoot.reports.homes import Homes
from tests.ledgers import connected, new_address

ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
DEE = Actor("dee", "192.0.2.8")  # nobody whom the charter declares
SHELL, NOBODY = Actor("cli:root", operator=True), Actor("")
NOW = datetime(2026, 11, 20, 10)
DAY = timedelta(days=1)
CHARTER = """\
community: {name: Kit, zone: Asia/Shanghai, languages: [zh, en]}
people:
  - {id: ann, name: Ann Author, accounts: ["gitee:ann"]}
  - {id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}
  - {id: cy, name: Cy Outsider}
groups:
  - {kind: sig, slug: docs, name: Docs, roles: [{person: bo, role: maintainer}]}
  - {kind: sig, slug: old, name: Old, status: archived}
channels:
  - {id: blog, title: Blog, url: "https://blog.example.org", views: {subject: "blog:{id}"}}
  - {id: paper, title: Paper, url: "https://paper.example.org", views: {subject: "paper:{id}", counts: daily}}
"""
IDEA = Details(Text("Masks", "掩码"), "article", "docs", language="zh", channels=("blog",))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture(autouse=True)
def ledger_of(database: str) -> Iterator[str]:
    with transaction.atomic():
        yield database
        transaction.set_rollback(True)


@pytest.fixture
def homes(tmp_path) -> Homes:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "community.yaml").write_text(CHARTER, "utf-8")
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(read_charter(tmp_path / "c"), lake)


def taken(homes: Homes) -> int:
    number = job.propose(homes, IDEA, actor=CY, now=NOW).number
    return steps.take(homes, number, actor=ANN, now=NOW).number


def reviewed(homes: Homes) -> int:
    number = taken(homes)
    return steps.submit(homes, number, actor=ANN, now=NOW, link="https://x.example/d").number


def published(homes: Homes, channel: str = "blog") -> int:
    number = reviewed(homes)
    url = f"https://{channel}.example.org/p/masks"
    return steps.publish(homes, number, url, actor=BO, now=NOW, channel=channel).number


STEPS: dict[str, tuple[Callable[[Homes], int], Callable[[Homes, int, Actor], object], str]] = {
    "take": (lambda homes: job.propose(homes, IDEA, actor=CY, now=NOW).number,
             lambda homes, n, who: steps.take(homes, n, actor=who, now=NOW), "ann bo cy dee"),
    "give": (lambda homes: job.propose(homes, IDEA, actor=CY, now=NOW).number,
             lambda homes, n, who: steps.take(homes, n, actor=who, now=NOW, person="gitee:ann"), "bo"),
    "draft": (taken, lambda homes, n, who: steps.draft(homes, n, "https://x.example/d", actor=who, now=NOW), "ann bo"),
    "submit": (taken, lambda homes, n, who: steps.submit(homes, n, actor=who, now=NOW, link="https://x.example/d"), "ann bo"),
    "return": (taken, lambda homes, n, who: steps.give_back(homes, n, actor=who, now=NOW), "ann bo"),
    "revise": (reviewed, lambda homes, n, who: steps.revise(homes, n, actor=who, now=NOW, why="shorter"), "bo"),
    "schedule": (reviewed, lambda homes, n, who: steps.schedule(homes, n, NOW + DAY, actor=who, now=NOW), "bo"),
    "publish": (reviewed, lambda homes, n, who: steps.publish(homes, n, "https://x.example/1", actor=who, now=NOW), "bo"),
    "drop": (reviewed, lambda homes, n, who: steps.drop(homes, n, actor=who, now=NOW, why="no"), "ann bo"),
    "change": (taken, lambda homes, n, who: steps.change(homes, n, IDEA, actor=who, now=NOW), "ann bo"),
    "thank": (published, lambda homes, n, who: steps.thank(homes, n, "well done", actor=who, now=NOW), "bo"),
    "views": (published, lambda homes, n, who: steps.read_views(homes, n, 9, day=NOW.date(), channel="blog", actor=who, now=NOW), "ann bo"),
}  # fmt: skip


@pytest.mark.parametrize("who", [ANN, BO, CY, DEE, NOBODY, SHELL], ids=lambda one: one.name or "nobody")
@pytest.mark.parametrize("verb", STEPS)
def test_who_may_do_what(homes: Homes, verb: str, who: Actor):
    """Ann is the author, Bo leads the group, Cy has proposed the idea, Dee is signed in, the shell operates."""
    make, does, may = STEPS[verb]
    number = make(homes)
    before = len(ledger.acts(job.PROGRAMME, str(number)))
    if who is SHELL or who.name in may.split():
        does(homes, number, who)
        assert len(ledger.acts(job.PROGRAMME, str(number))) == before + 1
        assert Audit.objects.filter(verb=f"content.{'take' if verb == 'give' else verb}", who=who.name).exists()
    else:
        with pytest.raises(NotAllowed) as caught:
            does(homes, number, who)
        assert caught.value.said_in("zh") != caught.value.said_in("en")
        assert len(ledger.acts(job.PROGRAMME, str(number))) == before


def test_anybody_who_is_signed_in_begins_a_piece_and_nobody_else(homes: Homes):
    with pytest.raises(NotAllowed, match="signed out"):
        job.propose(homes, IDEA, actor=NOBODY, now=NOW)
    made = job.propose(homes, IDEA, actor=DEE, now=NOW, accounts=("gitee:dee",))
    assert (made.number, made.proposer, made.author) == (1, "gitee:dee", "")
    mine = job.hand_in(homes, replace(IDEA, title=Text("Mine")), "https://x.example/m", actor=DEE, now=NOW)
    assert (mine.number, mine.state, mine.author) == (2, "review", "dee")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": Text()}, "标题"), ({"kind": "poem"}, "没有“poem”这种内容类型"), ({"group": "none"}, "没有名为“none”"), ({"group": "old"}, "“old”"),
        ({"channels": ("tv",)}, "没有渠道“tv”"), ({"language": "la"}, "不是内容语言"), ({"level": "D9"}, "没有受众"),
        ({"indicator": "joy"}, "没有指标“joy”"), ({"campaign": "No Key"}, "活动标识"),
        ({"holder": 7}, "不是可包含分集"), ({"release": "x"}, "没有版本"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_idea_is_told_in_both_languages(homes: Homes, said: dict[str, object], why: str):
    with pytest.raises(BadInput) as caught:
        job.propose(homes, replace(IDEA, **said), actor=ANN, now=NOW)
    assert why in caught.value.said_in("zh")
    assert not any("㐀" <= letter <= "鿿" for letter in caught.value.said_in("en").replace("掩码", ""))


def test_nobody_accepts_their_own_draft_also_as_an_operator(homes: Homes):
    boss = replace(BO, operator=True)
    number = job.hand_in(homes, IDEA, "https://x.example/m", actor=boss, now=NOW).number
    for does in (
        lambda: steps.schedule(homes, number, NOW + DAY, actor=boss, now=NOW),
        lambda: steps.publish(homes, number, "https://x.example/1", actor=boss, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="nobody accepts their own draft"):
            does()
    steps.schedule(homes, number, NOW + DAY, actor=SHELL, now=NOW)
    assert steps.publish(homes, number, "https://x.example/1", actor=boss, now=NOW).state == "published", (
        "it was accepted by another"
    )


def test_an_author_may_not_move_their_piece_to_a_group_that_would_let_them_accept_it(homes: Homes):
    number = taken(homes)
    changed = steps.change(homes, number, replace(IDEA, group="old"), actor=ANN, now=NOW)
    assert changed.details.group == "docs"


def test_of_two_who_take_one_idea_one_is_told_that_it_is_taken(homes: Homes, monkeypatch: pytest.MonkeyPatch):
    number = job.propose(homes, IDEA, actor=CY, now=NOW).number
    seen = job.seen
    quicker = iter([BO])

    def late(homes: Homes, number: int, now: datetime) -> job.Seen:
        found = seen(homes, number, now)
        if (who := next(quicker, None)) is not None:
            steps.take(homes, number, actor=who, now=now)
        return found

    monkeypatch.setattr(job, "seen", late)
    with pytest.raises(BadInput, match="Taken"):
        steps.take(homes, number, actor=ANN, now=NOW)
    monkeypatch.undo()
    assert job.seen(homes, number, NOW).piece.author == "bo"


def test_two_who_begin_at_once_have_two_numbers(homes: Homes, monkeypatch: pytest.MonkeyPatch):
    known, asked = job.every, []

    def stale(homes: Homes) -> tuple[object, ...]:
        asked.append(1)
        return known(homes) if len(asked) > 1 else ()

    job.propose(homes, IDEA, actor=BO, now=NOW)
    monkeypatch.setattr(job, "every", stale)
    made = job.propose(homes, IDEA, actor=ANN, now=NOW)
    assert made.number == 2


def test_the_same_idea_twice_and_too_many_ideas_are_refused(homes: Homes):
    job.propose(homes, IDEA, actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="it is number 1"):
        job.propose(homes, replace(IDEA, title=Text("masks")), actor=ANN, now=NOW)
    for n in range(job.MOST_WAITING - 1):
        job.propose(homes, replace(IDEA, title=Text(f"Idea {n}")), actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="wait already"):
        job.propose(homes, replace(IDEA, title=Text("One more")), actor=ANN, now=NOW)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"amount": "many"}, "no number of views"), ({"amount": -1}, "no number of views"), ({"amount": 1.5}, "no number of views"),
        ({"amount": 5, "channel": "paper"}, "not published on paper"), ({"amount": 5, "day": date(2026, 11, 19)}, "since it was published"),
        ({"amount": 5, "day": date(2026, 11, 21)}, "since it was published"), ({"amount": 5, "counts": "weekly"}, "since it was published"),
    ],
)  # fmt: skip
def test_what_is_no_reading_is_refused(homes: Homes, said: dict[str, object], why: str):
    number = published(homes)
    with pytest.raises(BadInput, match=why):
        steps.read_views(homes, number, **{"day": NOW.date(), "channel": "blog", "actor": ANN, "now": NOW, **said})


def test_views_come_from_sources_and_from_people_and_are_unknown_before(homes: Homes):
    number = published(homes)
    out = job.seen(homes, number, NOW).piece
    later = NOW + 3 * DAY
    assert views_of(homes, [out]).total(out, later) is None
    steps.read_views(homes, number, "1,000", day=date(2026, 11, 21), channel="blog", actor=ANN, now=NOW + DAY)
    piece = job.seen(homes, number, NOW).piece
    known = views_of(homes, [piece]).total(piece, later)
    assert known is not None
    assert known.amount == 1000
    append_measurements(homes.lake, [
        Measurement("m1", NOW + 2 * DAY, "views", "blog:masks", 1400.0), Measurement("m2", NOW + 2 * DAY, "views", f"content:{number}/blog", 1500.0),
        Measurement("m3", NOW + 2 * DAY, "likes", "blog:masks", 9e9), Measurement("m4", NOW + 2 * DAY, "views", "blog:other", 9e9),
    ])  # fmt: skip
    fresh = Homes(homes.charter, homes.lake)
    known = views_of(fresh, [piece]).total(piece, later)
    assert known is not None
    assert known.amount == 1500


def test_a_published_piece_is_one_event_of_its_author_unless_a_source_has_told_of_it(homes: Homes):
    assert publish_events(homes, NOW).pieces == 0
    number = published(homes)
    done = publish_events(homes, NOW)
    assert (done.pieces, done.added, done.unheard) == (1, 1, ())
    steps.publish(homes, number, "https://paper.example.org/p/masks", actor=BO, now=NOW + DAY, channel="paper")
    assert publish_events(Homes(homes.charter, homes.lake), NOW + DAY).added == 0, (
        "another channel is no second contribution"
    )
    other = job.hand_in(homes, replace(IDEA, title=Text("Two")), "https://x.example/m", actor=ANN, now=NOW).number
    steps.publish(homes, other, "https://blog.example.org/p/two", actor=BO, now=NOW, channel="blog")
    told = Event("e1", NOW, "content.published", "gitee:ann", subject="blog:two", source="drop")
    append_events(homes.lake, [told])
    assert publish_events(Homes(homes.charter, homes.lake), NOW + DAY).added == 0, "the drop folder has told of it"
    third = job.hand_in(homes, replace(IDEA, title=Text("Three")), "https://x.example/m", actor=CY, now=NOW).number
    steps.publish(homes, third, "https://blog.example.org/p/three", actor=BO, now=NOW, channel="blog")
    silent = publish_events(Homes(homes.charter, homes.lake), NOW + 2 * DAY)
    assert (silent.added, silent.unheard) == (0, ("cy",)), "of whom no account is known, nothing can be told"
    last = next(row for row in Homes(homes.charter, homes.lake).coverage if row.kind == "content.published")
    assert not last.complete
    assert len(every(homes)) == 3
