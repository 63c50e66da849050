"""The right answers of a submission contest, uploaded by who organises it: kept where only the scorer reads them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from folkmoot.charter.contest_evaluators import EVALUATORS
from folkmoot.charter.files import safe_path
from folkmoot.jobs.contest_recording import append
from folkmoot.jobs.contests import Seen, must_organise, seen
from folkmoot.jobs.files import write_whole
from folkmoot.jobs.judging.judge import Bench
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.actor import Actor
from folkmoot.model.contest import ContestPlan
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

FILE = "answers.csv"
MOST = 5_000_000  # bytes
HEADS = frozenset({"id", "case", "name", "编号", "样本"})
NOT_TAKEN = Refusal(
    Text("this contest keeps no answers.", "本大赛没有隐藏答案。"),
    Text("Declare 'hidden' in its evaluation.", "请在 evaluation 中声明 hidden。"),
)
TOO_LATE = Refusal(
    Text("the contest has begun, so its answers stand.", "大赛已开始，答案不再改动。"),
    Text("Call it off in the charter, or declare another one.", "可在章程中取消，或另行声明一场。"),
)
TOO_LARGE = Refusal(
    Text("the answers are larger than 5 MB.", "答案文件超过 5 MB。"),
    Text("Leave out what is not compared.", "请去掉不参与比对的内容。"),
)
NO_TABLE = Refusal(
    Text("this is no table of text.", "这不是文本表格。"),
    Text("Save it as CSV in UTF-8.", "请另存为 UTF-8 编码的 CSV。"),
)
COLUMNS = Refusal(
    Text(
        "row {row} has {number} columns instead of two: the case and its answer.",
        "第 {row} 行有 {number} 列，应为两列：样本与答案。",
    ),
    Text("Correct the row.", "请更正该行。"),
)
TWICE = Refusal(
    Text("row {row} answers {name} a second time.", "第 {row} 行重复给出 {name} 的答案。"),
    Text("Leave one out.", "请去掉其中一行。"),
)
NO_NUMBER = Refusal(
    Text("row {row} gives no number: {name}.", "第 {row} 行不是数字：{name}。"),
    Text("Correct the row.", "请更正该行。"),
)
EMPTY = Refusal(
    Text("the table holds no answers.", "表格中没有答案。"), Text("Write one row for each case.", "请每个样本写一行。")
)


def lacks(bench: Bench, plan: ContestPlan) -> bool:
    """Return whether a contest names hidden data that are nowhere: until they are there, nothing can be scored."""
    name = plan.evaluation.hidden if plan.evaluation else ""
    if not name:
        return False
    folders = (safe_path(bench.hidden, name), safe_path(bench.charter, name))
    return not any(one is not None and one.is_dir() and any(one.iterdir()) for one in folders)


def lay(homes: Homes, bench: Bench, ident: str, pieces: Iterable[bytes], *, actor: Actor, now: datetime) -> int:
    """Keep the right answers, record their digest, and return how many there are.

    Errors: NotAllowed for who does not organise it; BadInput where it keeps none, once it has begun (unless there are none yet), and
    for what is no table of two columns, names a case twice, or holds no number where numbers are compared.
    """
    it = seen(homes, ident, now)
    must_organise(it, actor)
    folder = _folder(it, bench)
    raw = b"".join(pieces)
    if len(raw) > MOST:
        raise TOO_LARGE.bad()
    plan = it.course.plan.evaluation
    rows = rows_of(raw, numbers=plan is not None and plan.metrics[0].id == EVALUATORS["error"].metric.id)
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(rows)
    content = held.getvalue().encode()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder / FILE, content).chmod(0o600)
    why = f"{len(rows)}; SHA-256 {hashlib.sha256(content).hexdigest()}"
    append(it, actor, "answerkey", "", "", {"rows": len(rows)}, why)
    return len(rows)


def _folder(it: Seen, bench: Bench) -> Path:
    plan = it.course.plan
    folder = safe_path(bench.hidden, plan.evaluation.hidden) if plan.evaluation and plan.evaluation.hidden else None
    if folder is None:
        raise NOT_TAKEN.bad()
    if it.stage != "announced" and not (it.stage in ("running", "frozen") and lacks(bench, plan)):
        raise TOO_LATE.bad()
    return folder


def rows_of(raw: bytes, *, numbers: bool = False) -> list[list[str]]:
    """Return the cases and answers of a table, without its head. Errors: BadInput, as of ``lay``."""
    found: list[list[str]] = []
    names: set[str] = set()
    for row, cells in enumerate(_cells(raw), 1):
        said = [one.strip() for one in cells]
        if not any(said) or (row == 1 and said[0].lower() in HEADS):
            continue
        if len(said) != 2:
            raise COLUMNS.bad(row=row, number=len(said))
        if said[0] in names:
            raise TWICE.bad(row=row, name=said[0][:60])
        if numbers and not _is_number(said[1]):
            raise NO_NUMBER.bad(row=row, name=said[1][:60])
        names.add(said[0])
        found.append(said)
    if not found:
        raise EMPTY.bad()
    return found


def _cells(raw: bytes) -> list[list[str]]:
    """Return the cells of a table as the office programs of two languages save it."""
    for code in ("utf-8-sig", "gb18030"):
        try:
            words = raw.decode(code)
            if any(not letter.isprintable() and letter not in "\t\r\n" for letter in words):
                break
            return list(csv.reader(words.splitlines()))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise NO_TABLE.bad()


def _is_number(said: str) -> bool:
    try:
        return Decimal(said).is_finite()
    except InvalidOperation:
        return False
