"""What PyPI's statistics, Docker Hub and tables of downloads tell → measurements. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Measurement
from folkmoot.model.facts import measured
from folkmoot.sources.http.told import Told

PYPI, DOCKER, TABLE, GITHUB = "pypi", "dockerhub", "table", "github"
DOWNLOADS, BY_PYTHON, WITH_MIRRORS = "downloads", "downloads_by_python", "downloads_with_mirrors"
PULLS, STARS, ASSETS = "pulls", "stars", "release_downloads"

UNKNOWN = "unknown"  # asked for and not known; a label that is not there was not asked for
SETTLED = timedelta(days=2)  # a day's number is final when this much has passed since it began

VIEWS: Mapping[str, tuple[str, str]] = {
    "system": (DOWNLOADS, "system"), "python_minor": (BY_PYTHON, "python"), "overall": (WITH_MIRRORS, ""),
}  # fmt: skip
"""The views of one and the same downloads that are asked for: only the first is called ``downloads``, so that the sum
over its labels is a day's downloads."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "day", "download_date", "timestamp"),
    "package": ("package", "project", "file_project", "file.project"),
    "version": ("version", "file_version", "file.version"),
    "country": ("country", "country_code"),
    "installer": ("installer", "installer_name", "details_installer_name"),
    "system": ("system", "system_name", "details_system_name"),
    "python": ("python", "python_version", "details_python"),
    "count": ("count", "downloads", "num_downloads", "download_count"),
}
LABELS = ("version", "country", "installer", "system", "python")
MOST_ROWS = 2_000_000  # of one file, after those that say the same are added up

_UNTEXTUAL = re.compile("[\ud800-\udfff\x00]")  # no table holds these
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "unknown", "(null)", "\\n"})


def package_of(name: str) -> str:
    """Return what a project on PyPI is called in the lake; ``Scikit_Learn`` and ``scikit-learn`` are one.

    Source: https://packaging.python.org/en/latest/specifications/name-normalization/
    """
    return name.strip().lower() if ":" in name else "pypi:" + re.sub(r"[-_.]+", "-", name.strip()).lower()


def image_of(name: str) -> str:
    """Return an image as Docker Hub knows it: ``redis`` is ``library/redis``."""
    cleaned = name.strip().strip("/").lower()
    return cleaned if "/" in cleaned else f"library/{cleaned}"


def label(said: object) -> str:
    """Return the value of a label: what is not known is ``unknown``, never empty."""
    told = " ".join(_UNTEXTUAL.sub(" ", str(said if said is not None else "")).split())
    return UNKNOWN if told.lower() in _NOTHING else told[:100]


def downloads_of(subject: str, view: str, data: object, now: datetime) -> Iterator[Measurement]:
    """Yield the daily numbers of one view of pypistats.org, of days that are settled.

    Edges: a day's number is kept as it was first told, so days that may still change are left for later; rows of one
    day and category are added up. Errors: SourceUnreadable for another shape.
    Source: https://pypistats.org/api/
    """
    name, by = VIEWS[view]
    rows = data.get("data") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise SourceUnreadable(
            f"its view '{view}' has no rows.", where=subject, mend="Is the address of its API right?"
        )
    sums: Counter[tuple[date, str]] = Counter()
    for row in rows:
        day, category, count = _row_of(row, subject, view)
        if day <= (now - SETTLED).date() and (by or category == "with_mirrors"):
            sums[day, label(category)] += count
    for (day, category), count in sorted(sums.items()):
        labels = {by: category} if by else {}
        yield measured(name, subject, start_of(day), count, unit=DOWNLOADS, source=PYPI, labels=labels, seen_at=now)


def _row_of(row: object, subject: str, view: str) -> tuple[date, object, int]:
    try:
        if isinstance(row, dict):
            return date.fromisoformat(str(row["date"])), row["category"], _count(row["downloads"])
    except (KeyError, ValueError):
        pass  # said below
    raise SourceUnreadable(f"a row of its view '{view}' is no day with a number: {str(row)[:80]}.", where=subject)


def pulls_of(image: str, data: object, now: datetime) -> Iterator[Measurement]:
    """Yield how often an image was pulled so far, and its stars, as of today. Both are running totals.

    Source: https://docs.docker.com/reference/api/hub/latest/
    """
    told = data if isinstance(data, dict) else {}
    pulls, stars = told.get("pull_count"), told.get("star_count")
    if not isinstance(pulls, int):
        raise SourceUnreadable(
            "Docker Hub tells no pulls of it.", where=image, mend="Is it public, and its name right?"
        )
    today = start_of(now.date())
    yield measured(PULLS, f"docker:{image}", today, pulls, unit=PULLS, source=DOCKER, seen_at=now)
    if isinstance(stars, int):
        yield measured(STARS, f"docker:{image}", today, stars, unit=STARS, source=DOCKER, seen_at=now)


def assets_of(repo: str, releases: object, now: datetime) -> Iterator[Measurement]:
    """Yield how often each file of a page of GitHub's releases was downloaded so far, as of today: running totals.

    Edges: a file that was replaced under its name begins anew. Errors: SourceUnreadable for another shape.
    Source: https://docs.github.com/en/rest/releases/releases#list-releases
    """
    for release in Told.each(releases, repo):
        version = release.text("tag_name")
        for asset in release.parts("assets"):
            labels = {"version": label(version), "file": label(asset.text("name"))}
            count = asset.number("download_count")
            yield measured(
                ASSETS, f"github:{repo}", start_of(now.date()), count, unit=DOWNLOADS, source=GITHUB, labels=labels,
                seen_at=now,
            )  # fmt: skip


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return datetime.combine(day, time())


@dataclass
class Summed:
    """The rows of one file, with those added up that have one day, package and labels.

    ``left_out``: the first row that could not be used for each reason, and how many there are.
    """

    subject: str
    sums: Counter[tuple[datetime, str, tuple[tuple[str, str], ...]]] = field(default_factory=Counter)
    left_out: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, row: Mapping[str, object]) -> None:
        """Add one row; ``number``: its line. Errors: SourceUnreadable when there are too many different ones."""
        said = {str(name).strip().lower(): value for name, value in row.items() if name is not None}
        told = {
            column: said[name]
            for column, names in COLUMNS.items()
            if (name := next((each for each in names if each in said), None)) is not None
        }
        day, count = _day(told.get("date")), _number(told.get("count"))
        if day is None or count is None:
            self.left_out.setdefault("no date" if day is None else "no count", []).append(number)
            return
        package = _UNTEXTUAL.sub("", str(told.get("package") or "")).strip()
        labels = tuple((name, label(told[name])) for name in LABELS if name in told)
        self.sums[day, package_of(package) if package else self.subject, labels] += count
        if len(self.sums) > MOST_ROWS:
            raise SourceUnreadable(
                f"it has more than {MOST_ROWS:,} different rows.", where=self.subject, mend="Split it by month."
            )

    def measurements(self, now: datetime) -> Iterator[Measurement]:
        """Yield the sums, by day."""
        for (at, subject, labels), count in sorted(self.sums.items()):
            yield measured(
                DOWNLOADS, subject, at, count, unit=DOWNLOADS, source=TABLE, labels=dict(labels), seen_at=now
            )

    @property
    def note(self) -> str:
        """What was left out, in words; empty when nothing was."""
        return "; ".join(
            f"{len(rows)} rows left out: {why} (line {rows[0]})" for why, rows in sorted(self.left_out.items())
        )


def _day(said: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(said or "").strip().replace(" UTC", "+00:00"))
    except ValueError:
        return None
    at = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return start_of(at.date())


def _number(said: object) -> int | None:
    try:
        return _count(said)
    except ValueError:
        return None


def _count(said: object) -> int:
    """Return a count; tables export it as text, and with thousands apart. Errors: ValueError."""
    if isinstance(said, bool) or said is None:
        raise ValueError(said)
    number = float(str(said).replace(",", "").replace("_", "").strip())
    if not 0 <= number < 2**53 or number != int(number):
        raise ValueError(said)
    return int(number)
