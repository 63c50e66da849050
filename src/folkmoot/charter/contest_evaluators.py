"""Evaluators that come with the program: a submission contest is scored with them by whoever writes no scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from folkmoot.charter.amending.files import held
from folkmoot.charter.charter import Charter
from folkmoot.model.amendment import Amendment, FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import MetricPlan
from folkmoot.model.text import Text

FOLDER = Path(__file__).with_name("evaluators")


@dataclass(frozen=True, slots=True)
class Evaluator:
    """What it is called, what it does, and what it measures; entries hold predictions.csv, the answers stay hidden."""

    title: Text
    says: Text
    metric: MetricPlan


EVALUATORS: Mapping[str, Evaluator] = {
    "share": Evaluator(
        Text("Answers are compared: the share that is right", "比对答案：答对的比例"),
        Text("Entrants hand in predictions.csv with two columns, the case and its answer. Higher is better.",
             "参赛者提交 predictions.csv，两列：样本与答案。越高越好。"),
        MetricPlan("share", Text("Right answers", "正确率"), least=Decimal(0), most=Decimal(1)),
    ),
    "error": Evaluator(
        Text("Numbers are compared: how far off they are on average", "比对数值：平均偏差"),
        Text("Entrants hand in predictions.csv with two columns, the case and its number. Lower is better.",
             "参赛者提交 predictions.csv，两列：样本与数值。越低越好。"),
        MetricPlan("error", Text("Mean absolute error", "平均绝对误差"), better="lower", least=Decimal(0)),
    ),
}  # fmt: skip


def scripts_of(ident: str) -> tuple[str, str]:
    """Return where the scripts of a contest lie in the charter: the one that scores, the one that checks."""
    return f"contests/{ident}/score.py", f"contests/{ident}/check.py"


def brought(charter: Charter, name: str, ident: str) -> Amendment:
    """Return the change that lays the scripts of an evaluator into the charter.

    Errors: BadInput where other files lie there already, or a name that leads out of the charter.
    """
    score, check = scripts_of(ident)
    files = tuple(_laid(charter, path, source) for path, source in ((score, f"{name}.py.txt"), (check, "check.py.txt")))
    return Amendment(Text("its scripts", "评分脚本"), files)


def _laid(charter: Charter, path: str, source: str) -> FileChange:
    before, after = held(charter, path), (FOLDER / source).read_text("utf-8")
    if before not in (None, after):
        raise BadInput(
            Text("another file lies there already.", "该处已有其他文件。"), where=path,
            mend=Text("Choose another short name.", "请换一个短名。"),
        )  # fmt: skip
    return FileChange(path, before, after)
