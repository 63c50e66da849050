"""The demo's submission contest: a small model is reproduced, and what it says of held-out inputs is handed in and scored."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from folkmoot.jobs.demo.world import World
from folkmoot.model.contest import ContestPlan, Prize
from folkmoot.model.submission import EvaluationPlan, LimitPlan, MetricPlan, QuotaPlan
from folkmoot.model.text import Text

IDENT, FOLDER = "tiny-model", "contests/tiny-model"
BEGAN, GOES_ON = 9, 45  # days
INPUTS = 250
KINDS = ("cat", "dog", "owl", "fox", "yak")
METRICS = (
    MetricPlan("accuracy", Text("Accuracy", "准确率"), "higher", 4, Decimal("0.9040"), Decimal("0.7500"), Decimal(0), Decimal(1)),
    MetricPlan("kilobytes", Text("Size of the weights, kB", "权重大小（kB）"), "lower", 0, least=Decimal(0)),
)  # fmt: skip
SCORE = '''\
"""Scores predictions.csv against the held-out answers: the share that is right, and how large the weights are."""

import csv
import json
import os
import sys
from pathlib import Path

entry, hidden = Path(os.environ["MOOT_ENTRY"]), Path(os.environ["MOOT_HIDDEN"])
answers = dict(csv.reader((hidden / "answers.csv").open(encoding="utf-8")))
said = dict(row for row in csv.reader((entry / "predictions.csv").open(encoding="utf-8")) if len(row) == 2)
right = sum(said.get(name) == kind for name, kind in answers.items())
weights = sum(path.stat().st_size for path in entry.rglob("*.bin"))
print(json.dumps({"accuracy": right / len(answers), "kilobytes": round(weights / 1000)}))
'''
CHECK = '''\
"""Looks an entry over: predictions.csv says one thing of each input. Entrants run it first: moot submissions check."""

import csv
import json
import os
import sys
from pathlib import Path

entry, public = Path(os.environ["MOOT_ENTRY"]), Path(os.environ["MOOT_PUBLIC"])


def refuse(en, zh):
    print(json.dumps({"en": en, "zh": zh}, ensure_ascii=False))
    sys.exit(3)


if not (entry / "predictions.csv").is_file():
    refuse("There is no predictions.csv at the root.", "根目录缺少 predictions.csv。")
wanted = {row[0] for row in csv.reader((public / "inputs.csv").open(encoding="utf-8"))}
said = {row[0] for row in csv.reader((entry / "predictions.csv").open(encoding="utf-8")) if len(row) == 2}
if missing := sorted(wanted - said):
    refuse(f"{len(missing)} inputs have no prediction, such as {missing[0]}.", f"{len(missing)} 个样本没有预测，例如 {missing[0]}。")
'''


def names() -> tuple[str, ...]:
    """Return what the inputs are called."""
    return tuple(f"image-{number:03d}" for number in range(1, INPUTS + 1))


def answer(place: int) -> str:
    """Return what is right of an input."""
    return KINDS[(place * place * 7 + place * 3) % len(KINDS)]


def reproduction_of(world: World, root: Path) -> ContestPlan:
    """Return the contest, whose scripts and public inputs are written below ``root``."""
    folder, until = root / FOLDER, world.plan.until
    (folder / "public").mkdir(parents=True, exist_ok=True)
    (folder / "score.py").write_text(SCORE, "utf-8")
    (folder / "check.py").write_text(CHECK, "utf-8")
    (folder / "public" / "inputs.csv").write_text("".join(f"{name},{name}.png\n" for name in names()), "utf-8")
    leads = sorted(
        {world.names[term.person].login for term in world.ranks.terms if term.role in ("lead", "maintainer", "chair")}
    )
    return ContestPlan(
        IDENT, Text("Reproduce the tiny model", "小模型复现赛"), (until - timedelta(days=BEGAN)).isoformat(),
        (until + timedelta(days=GOES_ON)).isoformat(), kind="submissions", organizers=tuple(leads[:2]),
        says=Text("Train the tiny image model again and hand in what it says of 250 images; the smaller of two equals is better.",
                  "重新训练小型图像模型，提交其对 250 张图片的预测；准确率相同时，权重更小者更优。"),
        zone=world.plan.zone, indicator="new_people", prizes=(Prize(Text("A developer board", "开发板"), "people", 3),),
        evaluation=EvaluationPlan(
            f"{FOLDER}/score.py", METRICS, check=f"{FOLDER}/check.py", public=f"{FOLDER}/public", hidden=IDENT,
            quota=QuotaPlan(a_day=3, in_all=40), limits=LimitPlan(upload=5, unpacked=20, files=20, cpu=20, wall=30, memory=256),
        ),
    )  # fmt: skip
