"""A workspace with an invented community: made beside its place, then moved there whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.tell import Told, tell
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.house import open_house
from folkmoot.wiring.settings import FILE
from folkmoot.wiring.workspace import HEAD, quoted

ADDRESS = 'address = "http://127.0.0.1:8000"\n'
"""Where ``moot serve`` is found unless told otherwise: certificates carry it."""
KEYS_MADE = timedelta(days=90)  # before the first certificate of the demo


class Demo(NamedTuple):
    """What was made, and how to sign in."""

    told: Told
    account: str  # empty where the environment names another ledger, in which nothing is recorded
    password: str


def make_demo(folder: Path, plan: Plan, progress: Callable[[int], None]) -> Demo:
    """Make ``folder`` a workspace that tells ``plan``; ``progress`` is told how many events there are so far.

    Errors: WorkspaceBroken when ``folder`` holds something already: nothing is overwritten, and nothing half remains.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceBroken(
            "there is something here already.", where=str(folder), mend="Name a new or an empty folder."
        )
    draft = folder.parent / f".{folder.name}.{os.getpid()}.draft"
    draft.mkdir(parents=True)
    try:
        lake = Lake.at(draft / "lake")
        lake.create()
        told = tell(plan, draft / "charter", lake, progress)
        (draft / FILE).write_text(HEAD.format(charter=quoted("charter")) + ADDRESS, "utf-8")
        account, password = _recorded(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Demo(told, account, password)


def _recorded(folder: Path) -> tuple[str, str]:
    if os.environ.get("MOOT_LEDGER"):
        return "", ""  # that ledger may be a real community's: it is left as it is
    house = open_house(folder)
    from folkmoot.jobs.demo import certified, handed_in
    from folkmoot.jobs.demo.recorded import OPERATOR, record  # needs the ledger that is open now
    from folkmoot.jobs.demo.recording import record_all
    from folkmoot.jobs.publish import ROBOT
    from folkmoot.wiring.certifying import issuer_of
    from folkmoot.wiring.duties import fulfil
    from folkmoot.wiring.judging import bench_of, store_of

    password = record(house.homes().identity, house.charter, house.today())
    record_all(house.homes())
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    certified.record(house.homes(), issuer_of(house, now - KEYS_MADE), now)
    handed_in.record(house.homes(), bench_of(house), store_of(house), now)
    fulfil(house, now, ROBOT)  # so that nothing is due in a new demo
    return OPERATOR, password
