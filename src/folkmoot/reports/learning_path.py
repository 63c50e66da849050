"""A chapter's learning path: its steps, how many members have taken each, and how far one person has come and by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.chapter import PROOFS, PathStep
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Verdict
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text, text_of
from folkmoot.reports import columns
from folkmoot.reports.chapter_events import AT
from folkmoot.reports.chapter_people import members_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gathering_course import every, family_of, moment_asked, must_be_chapter
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules.learning import Shown, Step, stands, words_given

PROGRAMME = "path"
TITLE = Text("Learning path", "学习路径")
MERGED, DELIVERED = "change.merged", "task.delivered"
COLUMNS = (
    columns.count("number", Text("Step", "步骤")),
    Column("title", Text("What", "内容")),
    Column("proof_name", Text("Proven by", "凭证")),
    columns.count("taken", Text("Members who have taken it", "已完成的成员"), unit="people"),
    columns.count("unknown", Text("Unknown", "无法判断"), unit="people"),
    Column("id", Text("Id", "标识")),
)
DEFINITION = Text(
    "A step is taken when enough facts speak for it: merged changes and delivered tasks that sources tell of, events of the chapter that one "
    "came to, or a mentor's word. Where nothing of the kind was read it is unknown. How far somebody has come is shown to them and to mentors.",
    "有足够的事实即为完成：数据来源记录的已合入变更与已交付任务、参加过的分会活动，或导师认可。未读取相关数据时为未知。个人进度仅本人与导师可见。",
)


@report("learning-path", TITLE, options={"id": Text("The chapter's slug.", "分会短名。"), "at": AT}, recorded=True)
def learning_path(homes: Homes, question: Question) -> Answer:
    """Which steps does a chapter's learning path have, and how many members have taken each?"""
    group, at = must_be_chapter(homes, question.option("id")), moment_asked(homes, question)
    people = sorted(members_of(homes, group, question.today))
    reached = progress(homes, group, people, at)
    steps = group.chapter.path if group.chapter else ()
    rows = [_row(homes, place, step, reached) for place, step in enumerate(steps, 1)]
    title = Text(f"{group.name.said_in('en')}: learning path", f"{group.name.said_in('zh')}：学习路径")
    said = Text(f"{many(len(rows), 'step', 'steps')} for {many(len(people), 'member', 'members')}.",
                f"共 {number(len(rows))} 步，{number(len(people))} 名成员。")  # fmt: skip
    about = {"slug": group.slug, "name": group.name, "members": len(people)}
    return fill(
        homes, question, title, said, COLUMNS, rows, total=len(rows), unit="steps", found=len(rows), coverage=(), definition=DEFINITION,
        about=about,
    )  # fmt: skip


def _row(homes: Homes, place: int, step: PathStep, reached: Mapping[str, Sequence[Step]]) -> dict[str, Any]:
    words = [steps[place - 1].word for steps in reached.values()]
    return {
        "number": place, "id": step.id, "title": step.title, "says": homes.faces.masked(step.says), "proof": step.proof,
        "proof_name": PROOFS[step.proof], "times": step.times, "repos": step.repos,
        "links": [{"title": one.title, "url": one.url} for one in step.links],
        "taken": words.count(Verdict.MET), "unknown": words.count(Verdict.UNKNOWN),
    }  # fmt: skip


def progress(homes: Homes, chapter: Group, people: Iterable[str], at: datetime) -> dict[str, tuple[Step, ...]]:
    """Return how far each of some people, by inner id, has come at a moment. One look at the lake."""
    wanted = tuple(dict.fromkeys(people))
    steps = chapter.chapter.path if chapter.chapter else ()
    facts = _facts(homes, chapter, wanted, at, steps)
    read = {row.kind for row in homes.coverage}
    sure = {"merged": MERGED in read, "task": DELIVERED in read, "event": True, "word": homes.ledger}
    return {who: tuple(stands(step, facts[who, step.id], read=sure[step.proof]) for step in steps) for who in wanted}


Facts = Mapping[tuple[str, str], list[Shown]]


def _facts(homes: Homes, chapter: Group, people: Sequence[str], at: datetime, steps: Sequence[PathStep]) -> Facts:
    found: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    by_proof: dict[str, list[PathStep]] = defaultdict(list)
    for step in steps:
        by_proof[step.proof].append(step)
    if by_proof["merged"] or by_proof["task"]:
        _add_work(homes, people, at, by_proof, found)
    if by_proof["event"]:
        _add_events(homes, chapter, at, by_proof["event"], found)
    if by_proof["word"] and homes.ledger:
        _add_words(homes, chapter, at, by_proof["word"], found)
    return found


def _add_work(
    homes: Homes, people: Sequence[str], at: datetime, steps: Mapping[str, list[PathStep]], found: dict[tuple[str, str], list[Shown]]
) -> None:  # fmt: skip
    for row in _done(homes, people, at):
        for step in steps["merged" if row["kind"] == MERGED else "task"]:
            if not step.repos or row["repo"] in {one for repo in step.repos for one in homes.same(repo.lower())}:
                shown = Shown(row["at"], _named(homes, row["subject"]), row["url"] or "")
                found[row["person"], step.id].append(shown)


def _named(homes: Homes, subject: str) -> Text:
    """Return how a proof is called: a task by its title, a change by its subject."""
    batch, _, ident = subject.removeprefix("tasks:").partition("/")
    declared = homes.charter.batch_by_id.get(batch) if subject.startswith("tasks:") else None
    title = next((task.title for task in declared.tasks if task.id == ident), None) if declared else None
    return homes.faces.masked(title or text_of(subject))


def _add_events(
    homes: Homes, chapter: Group, at: datetime, steps: Sequence[PathStep], found: dict[tuple[str, str], list[Shown]]
) -> None:  # fmt: skip
    for one in every(homes, at, family_of(homes, chapter)):
        title = homes.faces.masked(one.announced.title)
        for seat in one.those("here"):
            for step in steps:
                found[seat.person, step.id].append(Shown(one.begins_at, title, f"/gatherings/{one.id}/"))


def _done(homes: Homes, people: Sequence[str], at: datetime) -> list[dict[str, Any]]:
    """Return the merged changes and delivered tasks of some people: person, kind, repo, subject, url, at; each once."""
    if not people:
        return []
    events = homes.events(Scope(zone=homes.charter.community.zone))
    mine = events.filter(events.kind.isin([MERGED, DELIVERED]), events.person.isin(list(people)), events["at"] <= at)
    each = mine.group_by(["person", "kind", "repo", "subject"]).agg(at=mine["at"].min(), url=mine.url.max())
    return homes.rows(each.order_by(["at", "subject"]))


def _add_words(
    homes: Homes, chapter: Group, at: datetime, steps: Sequence[PathStep], found: dict[tuple[str, str], list[Shown]]
) -> None:
    from folkmoot.ledger.programmes import acts  # it needs the ledger to be connected

    said = [act for act in acts(PROGRAMME, chapter.slug) if act.at <= at]
    wanted = {step.id for step in steps}
    for (who, step), given in words_given(said, lambda one: homes.identity.person_of.get(one, one)).items():
        if step in wanted:
            found[who, step] += [
                Shown(act.at, homes.faces.masked(text_of(act.why)), "", str(act.content.get("mentor") or act.by)) for act in given
            ]  # fmt: skip
