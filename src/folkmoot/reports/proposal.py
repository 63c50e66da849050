"""What is one proposal: its metadata and document, what happened to it, votes about it, changes that name it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from folkmoot.charter.files import read_text
from folkmoot.charter.history import commits_of
from folkmoot.metrics.told import told
from folkmoot.metrics.windows import within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.community import Proposal
from folkmoot.model.errors import BadQuestion
from folkmoot.model.proposal import following
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.data import finding_row, findings_answer
from folkmoot.reports.events import listed
from folkmoot.reports.filling import fill
from folkmoot.reports.homes import Homes
from folkmoot.reports.motions import moment_asked, shown_at
from folkmoot.reports.motions import row_of as motion_row
from folkmoot.reports.proposals import NO_STATE, person_row, row_of
from folkmoot.reports.question import near
from folkmoot.reports.registry import report

TITLE = Text("Proposal", "提案")
OPTIONS = {"id": Text("The proposal's short name.", "提案短名。")}
_HEADER = re.compile(r"\A\s*(?:<!--.*?-->\s*)?(?:\|[^\n]*\n){2,}\s*", re.DOTALL)
_TOC = re.compile(
    r"(?:^#+[ \t]*table of contents[ \t]*$\s*)?<!--\s*toc\s*-->.*?<!--\s*/toc\s*-->",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@report("proposal", TITLE, options=OPTIONS, recorded=True)
def proposal(homes: Homes, question: Question) -> Answer:
    """What is one proposal: its metadata, its document, its history, the votes about it, the changes that name it?"""
    said = question.option("id")
    if not said:
        raise BadQuestion("Which proposal?", mend="Give its short name, such as mep-kit.")
    one = next((each for each in homes.charter.proposals if each.id == said), None)
    if one is None:
        raise BadQuestion(
            f"There is no proposal '{said}'.", mend=near(said, [each.id for each in homes.charter.proposals])
        )
    row = row_of(homes, one)
    findings = [finding_row(homes, each) for each in homes.findings
                if each.subject == one.id and each.check.startswith("proposal-")]  # fmt: skip
    parts = {
        "happened": _happened(homes, question, one),
        "changes": _changes(homes, question, one),
        "findings": findings_answer(homes, question, findings),
    }
    return fill(
        homes, question, Text(row["title"], row["title"]), _sentence(row), (), (), parts=parts,
        about={**row, **_about(homes, one)}, coverage=(),
    )  # fmt: skip


def _sentence(row: dict[str, Any]) -> Text:
    if row["state_name"] == NO_STATE:
        return Text(f"{row['id']}: the charter does not say in which state it is.", f"{row['id']}：章程未写明其状态。")
    english, chinese = f"{row['id']} is {row['state_name'].en}", f"{row['id']}：{row['state_name'].zh}"
    if row["created"]:
        return Text(f"{english}; created {row['created']}.", f"{chinese}；创建于 {row['created']}。")
    return Text(f"{english}.", f"{chinese}。")


def _about(homes: Homes, one: Proposal) -> dict[str, Any]:
    known = {each.id: homes.faces.masked_words(each.title) for each in homes.charter.proposals}
    names = homes.charter.group_by_slug
    return {
        "reviewers": [person_row(homes, who) for who in one.reviewers],
        "approvers": [person_row(homes, who) for who in one.approvers],
        "taking_part": [{"id": slug, "name": names[slug].name} for slug in one.participants if slug in names],
        **{kind: [{"id": ident, "title": known.get(ident, "")} for ident in getattr(one, kind)]
           for kind in ("see_also", "replaces", "superseded_by")},
        "next": [{"id": state.key, "name": state.name} for state in following(one.status)],
        "documents": [{"path": path, "text": words} for path, words in _documents(homes, one)],
        "sources": list(one.sources),
    }  # fmt: skip


def _documents(homes: Homes, one: Proposal) -> Iterator[tuple[str, str]]:
    """Yield the documents without their header table, title, table of contents and comments: the page shows those itself."""
    for path in one.documents:
        words, _odd = read_text(path, homes.charter.root)
        if words is not None:
            words = _HEADER.sub("", _COMMENT.sub("", _TOC.sub("", words)).lstrip() + "\n", count=1)
            yield path, homes.faces.masked_words(words.strip().removeprefix(f"# {one.title}\n").strip())


def _happened(homes: Homes, question: Question, one: Proposal) -> Answer:
    """Commits to its documents and votes about it, the newest first; without git, what the metadata tells."""
    rows: list[dict[str, Any]] = []
    commits = commits_of(homes.charter.root, one.documents)
    for commit in commits or ():
        words = homes.faces.masked_words(commit.subject)
        rows.append(
            {"at": commit.at, "kind": "commit", "says": Text(words, words), "id": commit.name[:12], "state": ""}
        )
    rows += _votes(homes, question, one)
    rows.sort(key=lambda row: row["at"], reverse=True)
    shown = (
        Column("at", Text("When", "时间"), "moment"), Column("kind", Text("What", "类型")),
        Column("says", Text("In words", "说明")), Column("id", Text("Number", "编号")),
    )  # fmt: skip
    says = Text("The charter's git history, and votes.", "章程 git 历史与表决。")
    if commits is None:
        says = Text("The charter is no git repository, so only votes are known.", "章程不是 git 仓库，只知道表决。")
    return fill(
        homes, question, Text("What happened", "历程"), says, shown, rows, total=len(rows), name="happened", coverage=()
    )


def _votes(homes: Homes, question: Question, one: Proposal) -> list[dict[str, Any]]:
    if not homes.ledger:
        return []
    from folkmoot.ledger.motions import every

    at, until = moment_asked(homes, Question("motions", question.scope, question.today))
    rows = []
    for motion, acts in every():
        if motion.about == f"proposal:{one.id}":
            told = motion_row(homes, shown_at(motion, acts, at, until))
            state = told["state_name"]
            says = Text(
                f"{told['title'].en or told['title'].zh}: {state.en}",
                f"{told['title'].zh or told['title'].en}：{state.zh}",
            )
            rows.append({"at": told["closed_at"] or told["opened_at"], "kind": "motion", "says": says,
                         "id": told["number"], "state": told["state"]})  # fmt: skip
    return rows


def _changes(homes: Homes, question: Question, one: Proposal) -> Answer:
    """What was read whose title names the proposal as a whole word."""
    inside = Question("events", question.scope.with_(bots=True), question.today)
    events = homes.events(inside.scope)
    named = events.filter(
        told(events.extra, "title")
        .lower()
        .fill_null("")
        .re_search(rf"(^|[^a-z0-9-]){re.escape(one.id.lower())}($|[^a-z0-9-])")
    )
    return listed(homes, inside, within(named, inside.scope), usual=10, name="changes")
