"""A submission contest to test on: a charter with its scripts, hidden answers, entries packed from words, and hostile ones."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from folkmoot.charter.amending.surgery import dumped
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.judging.judge import Bench
from folkmoot.jobs.judging.store import Store
from folkmoot.lake.lake import Lake
from folkmoot.model.submission import EvaluationPlan, LimitPlan, MetricPlan
from folkmoot.reports.homes import Homes

SCORE = """\
import json, os, sys
from pathlib import Path
entry, hidden = Path(os.environ["MOOT_ENTRY"]), Path(os.environ["MOOT_HIDDEN"])
answers = (hidden / "answers.txt").read_text().split()
said = (entry / "answers.txt").read_text().split() if (entry / "answers.txt").is_file() else None
if said is None:
    print(json.dumps({"en": "There is no answers.txt.", "zh": "缺少 answers.txt。"}))
    sys.exit(3)
if said[:1] == ["CRASH"]:
    raise SystemError("the scorer's own fault")
if said[:1] in (["NaN"], ["Infinity"], ["null"]):
    print('{"share": ' + said[0] + '}')
    sys.exit()
right = sum(a == b for a, b in zip(answers, said))
print("looking at it")
print(json.dumps({"share": str(right / len(answers)), "size": len(said)}))
"""
CHECK = """\
import json, os, sys
from pathlib import Path
if "MOOT_HIDDEN" in os.environ:
    raise SystemError("a check is not told the answers")
for path in Path(os.environ["MOOT_ENTRY"]).rglob("*"):
    if path.suffix == ".exe":
        print(json.dumps({"en": f"{path.name} is a program for another machine.", "zh": f"{path.name} 是其他系统的程序。"}))
        sys.exit(3)
"""
ANSWERS = "a b c d e f g h"
LIMITS = LimitPlan(upload=1, unpacked=2, files=20, cpu=2, wall=4, memory=120, processes=8, written=2, output=2000)
SMALL = {
    "upload": 1,
    "unpacked": 2,
    "files": 20,
    "cpu": 2,
    "wall": 4,
    "memory": 120,
    "processes": 8,
    "written": 2,
    "output": 2000,
}
METRICS = (MetricPlan("share", places=4), MetricPlan("size", better="lower", places=0))
FILES = EvaluationPlan("contest/score.py", METRICS, check="contest/check.py", hidden="quiz", limits=LIMITS)
CODE = EvaluationPlan("contest/score.py", METRICS, runs="code", hidden="quiz", public="contest/public", limits=LIMITS)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of files by their names; of the same files the same bytes, whenever it is made."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def special(name: str, kind: int, content: str = "") -> bytes:
    """Return a zip archive with one thing that is no plain file."""
    held = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(info, content)
    return held.getvalue()


LINK = special("answers.txt", stat.S_IFLNK, "/etc/passwd")
DEVICE = special("answers.txt", stat.S_IFCHR)


def bench_at(folder: Path) -> Bench:
    """Lay out scripts, public data and hidden answers, and return where it is judged."""
    contest = folder / "charter" / "contest"
    (contest / "public").mkdir(parents=True)
    (contest / "score.py").write_text(SCORE, "utf-8")
    (contest / "check.py").write_text(CHECK, "utf-8")
    (contest / "public" / "questions.txt").write_text("1 2 3 4 5 6 7 8", "utf-8")
    (folder / "hidden" / "quiz").mkdir(parents=True, mode=0o700)
    (folder / "hidden" / "quiz" / "answers.txt").write_text(ANSWERS, "utf-8")
    (folder / "hidden" / "quiz" / "answers.txt").chmod(0o600)
    return Bench(folder / "charter", folder / "hidden", (folder,))


def homes_at(folder: Path, **more: object) -> Homes:
    """Return homes whose charter declares two submission contests, quiz and other, and one of events."""
    metrics = [
        {"id": "share", "title": {"en": "Right answers", "zh": "正确率"}, "places": 4, "baseline": "0.5", "threshold": "0.25",
         "least": 0, "most": 1},
        {"id": "size", "better": "lower", "places": 0},
    ]  # fmt: skip
    evaluation = {
        "score": "contest/score.py",
        "check": "contest/check.py",
        "hidden": "quiz",
        "metrics": metrics,
        "limits": SMALL,
        **more,
    }
    days = {
        "begins": "2026-03-01",
        "ends": "2026-03-14",
        "zone": "Asia/Shanghai",
        "organizers": ["bo"],
        "kind": "submissions",
    }
    plans = [{"id": name, "title": name.title(), **days, "evaluation": evaluation} for name in ("quiz", "other")]
    teams = {"id": "teams", "title": "Teams", **days, "teams": "free", "evaluation": evaluation}
    events = {"id": "week", "title": "Week", "begins": "2026-03-01", "ends": "2026-03-14", "organizers": ["bo"],
              "scoring": [{"id": "star", "kind": "repo.starred", "points": 1}]}  # fmt: skip
    people = [{"id": "bo", "name": "Bo", "accounts": ["gitee:bo"]}]
    words = dumped(
        {"community": {"name": "Example", "zone": "UTC"}, "people": people, "contests": [*plans, teams, events]}
    )
    (folder / "charter" / "community.yaml").write_text(words, "utf-8")
    lake = Lake.at(folder / "lake")
    lake.create()
    return Homes(read_charter(folder / "charter"), lake)


def store_at(folder: Path) -> Store:
    """Return where entries are kept."""
    return Store(folder / "submissions")
