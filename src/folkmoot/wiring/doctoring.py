"""The figures for the doctor: what the settings, the environment and the disk tell, and what cannot even be opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from folkmoot.model.answer import Answer
from folkmoot.model.delivery import DEAD, PENDING
from folkmoot.model.errors import CharterUnreadable, MootError
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.doctor import Ailment, Configured, Deliveries, Figures, examine
from folkmoot.reports.homes import Homes
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House
from folkmoot.wiring.proving import refused
from folkmoot.wiring.settings import ForgeSource, GiteeSource, Settings, find_workspace, tokens
from folkmoot.wiring.streams import Place, kinds, streams

_FORGES = ("github", "gitee")


def doctored(path: Path, older: timedelta | None = None, *, asking: bool = False) -> Answer:
    """Examine the workspace at or above ``path``. ``older``: from which age on a reading is stale.

    ``asking``: also ask the forges whether they take the tokens.

    Edges: a home that cannot be opened is a finding; the others are still looked at.
    Errors: WorkspaceMissing, WorkspaceBroken for settings that cannot be read.
    """
    house = House(find_workspace(path))
    found: list[Ailment] = []
    homes, deliveries = _opened(house, found)
    now = clock()
    place = Place(house.folder, house.settings)
    found += refused(house.settings) if asking else ()
    found += _judging(homes) if homes else ()
    configured = tuple(dict.fromkeys(_configured(place, found)))
    figures = Figures(
        now, older or timedelta(hours=house.settings.stale_after), configured, _tokens(house.settings), deliveries,
        _free(house.lake.folder), tuple(found),
    )  # fmt: skip
    zone = homes.charter.community.zone if homes else "UTC"
    today = house.today() if homes else now.date()
    return examine(homes, Question("doctor", Scope(zone=zone), today), figures)


def _opened(house: House, found: list[Ailment]) -> tuple[Homes | None, Deliveries | None]:
    """Open what can be opened: without a ledger or a charter there are no homes, but the rest is still told."""
    deliveries: Deliveries | None = None
    ledger = _tried(found, "ledger", house.connect_ledger)
    if ledger:
        deliveries = _delivered()
    charter = _tried(found, "charter", lambda: house.charter)
    lake = _tried(found, "lake", house.lake.states)
    if not charter or not lake:
        return None, deliveries
    return (house.homes() if ledger else Homes(house.charter, house.lake, ledger=False)), deliveries


def _tried(found: list[Ailment], area: str, opening: Callable[[], object]) -> bool:
    try:
        opening()
    except MootError as error:
        found.append(_ailment(area, error))
        return False
    return True


def _ailment(area: str, error: MootError) -> Ailment:
    mend = Text(error.mend or "Correct it.", error.mend or "请改正。")
    what = " ".join(error.what.split())
    return Ailment("error", area, error.where, Text(what, what), mend)


def _delivered() -> Deliveries:
    """Return which webhook deliveries are not settled."""
    from folkmoot.ledger.deliveries import counts  # it needs the ledger to be connected

    told = counts()
    dead = {source: number for (source, state), number in told.number.items() if state == DEAD and number}
    return Deliveries(dead, told.of(PENDING), told.oldest_pending)


def _tokens(settings: Settings) -> dict[str, int]:
    """Return how many tokens each configured forge has."""
    named = [_forge_of(source, kind) for kind in _FORGES for source in getattr(settings, kind)]
    return {name: len(tokens(name)) for name in named}


def _forge_of(source: ForgeSource, kind: str) -> str:
    return source.forge if isinstance(source, GiteeSource) else kind


def _configured(place: Place, found: list[Ailment]) -> Iterator[Configured]:
    """Yield what the settings want read, as far as it is known without asking anybody."""
    for source in place.settings.git:
        yield Configured("git", source.repo.lower())
        if not (place.folder / source.path).exists():
            mend = Text("Correct its [[git]] table, or bring it back.", "请改正其 [[git]] 配置，或恢复该仓库。")
            says = Text("The repository is not there.", "该代码仓不存在。")
            found.append(Ailment("error", "readings", source.repo or source.path, says, mend))
    for kind in _FORGES:
        for forge in getattr(place.settings, kind):
            name = _forge_of(forge, kind)
            yield from (Configured(name, f"{name}:{repo.strip().lower()}") for repo in forge.repos)
            yield from (Configured(name, f"{name}:{org.strip().lower()}/") for org in forge.orgs)
    for kind in kinds():
        if kind in _FORGES:
            continue
        try:
            yield from (Configured(stream.source, stream.repo) for stream in streams(place, kind))
        except CharterUnreadable:
            continue  # that was told when it was opened
        except MootError as error:
            found.append(_ailment("settings", error))
            yield Configured(kind)


def _free(folder: Path) -> int | None:
    """Return how many bytes are free where the lake is, or would be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None  # not every file system tells


def _judging(homes: Homes) -> Iterator[Ailment]:
    """Say what this machine gives to programs of entrants, where a contest takes any."""
    takes = [one for one in homes.charter.contests if one.kind == "submissions" and one.evaluation is not None]
    if not takes:
        return
    from folkmoot.jobs.judging.running import isolation

    given = isolation()
    if given.apart:
        says = Text(
            "Entries run apart: own processes, own folders, no network.", "参赛作品可隔离运行：独立进程与目录，无网络。"
        )
        yield Ailment("note", "judging", "isolation", says, Text("Nothing.", "无需处理。"))
        return
    runs = [one.id for one in takes if one.evaluation and one.evaluation.runs == "code"]
    says = Text(f"This machine cannot run programs apart ({given.why}).", f"本机无法隔离运行程序（{given.why}）。")
    mend = Text(
        "Run moot submissions work where namespaces are allowed; what is scored as files alone goes on here.",
        "请在允许命名空间的机器上运行 moot submissions work；仅对文件评分的大赛可继续在此运行。",
    )
    yield Ailment("error" if runs else "warning", "judging", ", ".join(runs) or "isolation", says, mend)
