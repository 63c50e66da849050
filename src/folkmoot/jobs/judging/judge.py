"""One entry judged: unpacked, looked over, run where it is a program, and scored by another process that alone knows the answers."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from folkmoot.charter.files import safe_path
from folkmoot.jobs.judging import sentences as say
from folkmoot.jobs.judging.running import Ended, Program, isolation, run
from folkmoot.jobs.judging.unpacking import unpack
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import EvaluationPlan, Verdict
from folkmoot.model.text import Text
from folkmoot.rules.submissions import rounded

REFUSES = 3  # the exit code with which a script says that the entry is not as it must be
SCRIPT = ("-I", "-B")  # an organiser's script sees no folder but its own library
ENTRY = ("-E", "-s", "-B")  # an entry may import what lies beside it
WORDS, DETAIL = 300, 2000
CHECKED = 30  # seconds that a check may take at most


@dataclass(frozen=True)
class Bench:
    """Where entries are judged: the charter with its scripts, the folder of hidden answers, and what no program may see."""

    charter: Path
    hidden: Path
    veiled: tuple[Path, ...] = ()


class NotReady(OSError):
    """The contest's own scripts or data are not where the charter says."""


def checked(path: Path, plan: EvaluationPlan, bench: Bench) -> int:
    """Look over what is to be handed in, as it is looked over before it is scored; return how many files it holds.

    Errors: BadInput, one sentence, for what would be refused; NotReady where the contest itself is not complete.
    """
    with _table() as table:
        number = unpack(path, _new(table, "entry"), plan.limits)
        _look_over(table, plan, bench)
    return number


def judge(path: Path, plan: EvaluationPlan, bench: Bench) -> Verdict:
    """Return what comes of an entry: its numbers, or who is at fault that there are none. It never raises what an entry caused."""
    began = time.monotonic()
    try:
        with _table() as table:
            made = _judged(path, plan, bench, table)
    except BadInput as error:
        made = Verdict("refused", Text(error.said_in("en"), error.said_in("zh")))
    except OSError as error:
        made = Verdict("broke", say.PLATFORM, detail=str(error)[:DETAIL])
    return replace(made, seconds=round(time.monotonic() - began, 3))


def _judged(path: Path, plan: EvaluationPlan, bench: Bench, table: Path) -> Verdict:
    scored = entry = _new(table, "entry")
    unpack(path, entry, plan.limits)
    _look_over(table, plan, bench)
    output = ""
    if plan.runs == "code":
        if not isolation().apart:
            raise NotReady(f"this machine cannot put a program apart: {isolation().why}")
        scored = _new(table, "made")
        ended = run(_program(plan, bench, table, scored))
        output = _words(ended.output, plan.limits.output)
        if fault := _fault(ended, plan):
            return replace(fault, output=output or _words(ended.errors, plan.limits.output))
        if not any(scored.iterdir()):
            return Verdict("failed", say.NOTHING_MADE, output=output)
    return replace(_scored(plan, bench, table, scored), output=output)


def _look_over(table: Path, plan: EvaluationPlan, bench: Bench) -> None:
    """Errors: BadInput for what the contest's check, or the need for a program, refuses."""
    if plan.runs == "code" and not (table / "entry" / plan.main).is_file():
        raise say.NO_MAIN.bad(name=plan.main)
    if not plan.check:
        return
    ended = _script(plan, bench, table, plan.check, table / "entry", hidden=False, wall=min(CHECKED, plan.limits.wall))
    if ended.code == REFUSES and not ended.why:
        raise BadInput(_said(ended.output))
    if not ended.well:
        raise OSError(f"the check ended with {ended.code} {ended.why}: {ended.errors[-DETAIL:]}")


def _program(plan: EvaluationPlan, bench: Bench, table: Path, made: Path) -> Program:
    reads = {"/entry": table / "entry", **_data(plan, bench, table, hidden=False)}
    environment = {"MOOT_ENTRY": "/entry", "MOOT_OUT": "/out", **_named(reads)}
    return Program(
        (*ENTRY, f"/entry/{plan.main}"), plan.limits, reads, made, "/entry", environment, veiled=_veiled(bench)
    )


def _scored(plan: EvaluationPlan, bench: Bench, table: Path, scored: Path) -> Verdict:
    ended = _script(plan, bench, table, plan.score, scored, hidden=True)
    if ended.code == REFUSES and not ended.why:
        return Verdict("refused", _said(ended.output))
    if not ended.well:
        detail = f"the scorer ended with {ended.code} {ended.why}: {ended.errors[-DETAIL:]}"
        return Verdict("broke", say.PLATFORM, detail=detail)
    told = _last(ended.output)
    if not isinstance(told, Mapping) or plan.metrics[0].id not in told:
        return Verdict("broke", say.PLATFORM, detail=f"the scorer told no metrics: {ended.output[-DETAIL:]}")
    values = {one.id: rounded(one, told.get(one.id)) for one in plan.metrics}
    first = plan.metrics[0]
    if values[first.id] is None:
        name = first.title or Text(first.id, first.id)
        return Verdict("failed", say.NO_NUMBER.filled(name=name), values)
    return Verdict("scored", say.SCORED, values)


def _script(
    plan: EvaluationPlan, bench: Bench, table: Path, name: str, entry: Path, *, hidden: bool, wall: int | None = None
) -> Ended:
    """Run a script of the organisers: apart where the machine can, else with its limits and as nobody in particular."""
    folder = _new(table, "check" if not hidden else "score")
    shutil.copyfile(_declared(bench.charter, name), folder / "script.py")
    (folder / "script.py").chmod(0o644)
    apart = isolation().apart
    reads = {"/script": folder, "/entry": entry, **_data(plan, bench, table, hidden=hidden)}
    seen = {place: place if apart else str(path) for place, path in reads.items()}
    environment = {"MOOT_ENTRY": seen["/entry"], **_named(seen)}
    limits = replace(
        plan.limits, wall=wall or plan.limits.wall, output=20_000, processes=max(32, plan.limits.processes)
    )
    program = Program(
        (*SCRIPT, f"{seen['/script']}/script.py"),
        limits,
        reads,
        environment=environment,
        veiled=_veiled(bench),
        apart=apart,
    )
    return run(program)


def _data(plan: EvaluationPlan, bench: Bench, table: Path, *, hidden: bool) -> dict[str, Path]:
    """Return the folders of data that a program may read."""
    found = {}
    if plan.public:
        found["/public"] = _readable(_declared(bench.charter, plan.public), table, "public")
    if plan.hidden and hidden:
        own = safe_path(bench.hidden, plan.hidden)
        folder = own if own is not None and own.is_dir() else _declared(bench.charter, plan.hidden)
        found["/hidden"] = _readable(folder, table, "hidden")
    return found


def _named(reads: Mapping[str, Any]) -> dict[str, str]:
    """Return the data's folders as scripts and entries know them."""
    names = {"/public": "MOOT_PUBLIC", "/hidden": "MOOT_HIDDEN"}
    return {
        name: str(reads[place]) if isinstance(reads[place], str) else place
        for place, name in names.items()
        if place in reads
    }


def _declared(root: Path, name: str) -> Path:
    """Return what a contest names of the charter. Errors: NotReady when it is not there."""
    path = safe_path(root, name)
    if path is None or not path.exists():
        raise NotReady(f"{name} is not in the charter")
    return path


def _readable(folder: Path, table: Path, name: str) -> Path:
    """Return a folder that a user to whom nothing belongs can read: itself, or else a copy for this run."""
    if os.geteuid() or all(_open_to_all(one) for one in (folder, *folder.rglob("*"))):
        return folder
    copy = table / f"data-{name}"
    if not copy.exists():
        shutil.copytree(folder, copy)
        for one in (copy, *copy.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
    return copy


def _open_to_all(path: Path) -> bool:
    return path.stat().st_mode & (0o005 if path.is_dir() else 0o004) == (0o005 if path.is_dir() else 0o004)


def _veiled(bench: Bench) -> tuple[Path, ...]:
    return (bench.charter, bench.hidden, *bench.veiled)


@contextmanager
def _table() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="moot-entry-") as folder:
        table = Path(folder)
        if not isolation().apart:
            table.chmod(0o711)  # who is nobody in particular must come by its name to what it reads
        yield table


def _new(table: Path, name: str) -> Path:
    folder = table / name
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def _fault(ended: Ended, plan: EvaluationPlan) -> Verdict | None:
    """Return why a program of an entrant gave nothing; None when it ended well."""
    limits = plan.limits
    if ended.well:
        return None
    if ended.why in ("lost", "scarce"):
        return Verdict("broke", say.PLATFORM, detail=f"{ended.why}: {ended.errors[-DETAIL:]}")
    told = {
        "wall": ("timed-out", say.WALL.filled(most=limits.wall)), "cpu": ("timed-out", say.CPU.filled(most=limits.cpu)),
        "memory": ("out-of-memory", say.MEMORY.filled(most=limits.memory)), "output": ("failed", say.OUTPUT),
    }  # fmt: skip
    if ended.why in told:
        return Verdict(*told[ended.why])
    words = say.KILLED if ended.code < 0 else say.FAILED
    return Verdict("failed", words.filled(code=abs(ended.code)))


def _last(output: str) -> Any:
    """Return the JSON on the last line that is not empty, numbers as they are written; None for none."""
    lines = [line for line in output.splitlines() if line.strip()]
    try:
        return json.loads(lines[-1], parse_float=str, parse_int=str, parse_constant=str) if lines else None
    except (ValueError, RecursionError):
        return None


def _said(output: str) -> Text:
    """Return the sentence of a script: JSON with ``en`` and ``zh``, or plain words."""
    told = _last(output)
    lines = [line for line in output.splitlines() if line.strip()]
    if isinstance(told, Mapping) and (told.get("en") or told.get("zh")):
        sides = [_words(str(told.get(side) or ""), WORDS) for side in ("en", "zh")]
        return Text(*sides)
    words = _words(lines[-1] if lines else "", WORDS)
    return say.REFUSED.filled(why=Text(words, words)) if words else say.REFUSED.filled(why=Text("?", "?"))


def _words(said: str, most: int) -> str:
    """Return words as a database and a page can hold them."""
    return "".join(letter for letter in said if letter.isprintable() or letter in "\n\t").strip()[:most]
