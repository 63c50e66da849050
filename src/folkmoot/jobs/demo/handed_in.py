"""What the demo's people have handed in: some of it scored, one refused, one whose turn comes with the next worker."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from folkmoot.jobs import contests
from folkmoot.jobs.demo.contests import CAST
from folkmoot.jobs.demo.reproduction import IDENT, INPUTS, KINDS, METRICS, answer, names
from folkmoot.jobs.judging import sentences as say
from folkmoot.jobs.judging.judge import Bench
from folkmoot.jobs.judging.store import Store
from folkmoot.jobs.judging.working import LEASE, Worker
from folkmoot.ledger import submissions as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.submission import EvaluationPlan, Verdict
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.submissions import rounded

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Try:
    """Something that one of the cast hands in: how long ago, how many inputs it gets wrong, how large its weights are.

    ``wrong`` None: it holds no predictions at all.
    """

    login: str
    hours: float
    wrong: int | None
    kilobytes: int


TRIES = (
    Try("tomas-reed", 190, 61, 88), Try("linnea-moss", 171, 31, 120), Try("liu-tingyu", 150, None, 70), Try("liu-tingyu", 149, 24, 70),
    Try("ines-vale", 122, 83, 41), Try("tomas-reed", 98, 22, 90), Try("linnea-moss", 75, 22, 76), Try("wen-zimo", 52, 19, 240),
    Try("liu-tingyu", 27, 17, 66), Try("bai-ruoxi", 6, 45, 58), Try("tomas-reed", 0.2, 15, 84),
)  # fmt: skip


def record(homes: Homes, bench: Bench, store: Store, now: datetime) -> None:
    """Record the entries and how they ended; the last one still waits, and a worker scores it.

    Edges: a demo that ends on another day than today has its contest where its days are; nothing is handed in outside of them.
    """
    if IDENT not in homes.charter.contest_by_id:
        return
    _hide(bench)
    course = contests.seen(homes, IDENT, now).course
    plan, moments = course.plan.evaluation, course.moments
    if plan is None or not moments.begins < now < moments.ends:
        return
    logins = dict.fromkeys(one.login for one in TRIES)
    for player in CAST:
        if player.login in logins:
            own = (f"gitee:{player.login}",)
            contests.enter(homes, IDENT, own, actor=Actor(player.login, "demo"), now=moments.begins - HOUR)
    counts: dict[str, int] = {}
    for place, one in enumerate(TRIES):
        at = max(now - one.hours * HOUR, moments.begins + place * HOUR / 60)
        _handed_in(bench, store, plan, one, counts.setdefault(one.login, 0), at, last=place + 1 == len(TRIES))
        counts[one.login] += 1


def _hide(bench: Bench) -> None:
    """Write the held-out answers where only the scorer reads them."""
    folder = bench.hidden / IDENT
    folder.mkdir(parents=True, mode=0o700)
    rows = (f"{name},{answer(place)}\n" for place, name in enumerate(names()))
    (folder / "answers.csv").write_text("".join(rows), "utf-8")


def _handed_in(
    bench: Bench, store: Store, plan: EvaluationPlan, one: Try, seen: int, at: datetime, *, last: bool
) -> None:  # fmt: skip
    content = _packed(one)
    draft, digest, size = store.drafted([content], len(content))
    store.keep(draft, digest)
    made = ledger.hand_in(
        IDENT, f"gitee:{one.login}", seen, name=f"entry-{seen + 1}.zip", digest=digest, size=size,
        actor=Actor(one.login, "demo"), now=at,
    )  # fmt: skip
    if last:
        return
    worker = Worker(bench, store, lambda: at + timedelta(seconds=14), "demo")
    lease = ledger.take([made.number], "demo", actor=Actor("moot", "job"), now=at + timedelta(seconds=12), length=LEASE)
    if lease is not None:
        worker.ended(lease, plan, _verdict(one))


def _verdict(one: Try) -> Verdict:
    """Return what the scorer and the check say of it."""
    if one.wrong is None:
        says = Text("There is no predictions.csv at the root.", "根目录缺少 predictions.csv。")
        return Verdict("refused", says, seconds=0.4)
    told = {"accuracy": str(Decimal(INPUTS - one.wrong) / INPUTS), "kilobytes": str(one.kilobytes)}
    return Verdict(
        "scored", say.SCORED, {metric.id: rounded(metric, told[metric.id]) for metric in METRICS}, seconds=0.6
    )


def _packed(one: Try) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {"weights.bin": b"\0" * (one.kilobytes * 1000), "README.md": one.login.encode()}
        if one.wrong is not None:
            files["predictions.csv"] = _predictions(one.wrong).encode()
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _predictions(wrong: int) -> str:
    """Return a prediction of each input, so many of them wrong."""
    rows = []
    for place, name in enumerate(names()):
        right = answer(place)
        said = KINDS[(KINDS.index(right) + 1) % len(KINDS)] if place < wrong else right
        rows.append(f"{name},{said}\n")
    return "".join(rows)
