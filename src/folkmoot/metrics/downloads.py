"""Downloads: how many there were, of what they are made up, and how they grow."""

from __future__ import annotations

from typing import Any

import ibis
from dateutil.relativedelta import relativedelta

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods, Span
from folkmoot.metrics.registry import metric
from folkmoot.metrics.told import once, told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope, day_start
from folkmoot.model.text import Text

LABELS = ("version", "country", "installer", "system", "python")
TOTALS = ("release_downloads", "pulls")  # told as running totals
UNKNOWN = "unknown"  # a label that was asked for and is not known
DOWNLOADS = CHAOSS + "number-of-downloads/"
STEPS = {
    "W": relativedelta(weeks=1),
    "M": relativedelta(months=1),
    "Q": relativedelta(months=3),
    "Y": relativedelta(years=1),
}


def counted_once(measurements: Any) -> Any:
    """Return the measurements called downloads that may be added up.

    Rows: the measurements' columns. Edges: a measurement told twice is there once. Where several sources tell of one
    subject's day, it is that source which tells of most days of the subject, by its name where they tell of equally
    many: sources see the same downloads, and their sum would count them twice.
    """
    rows = once(measurements.filter(measurements.name == "downloads"))
    rows = rows.mutate(day=rows["at"].date())
    days = rows.group_by("subject", "source").agg(days=rows.day.nunique())
    ranked = days.mutate(rank=ibis.row_number().over(group_by="subject", order_by=[days.days.desc(), days.source]))
    named = rows.join(ranked.select("subject", "source", "rank"), ["subject", "source"])
    best = named.mutate(best=named["rank"].min().over(ibis.window(group_by=["subject", "day"])))
    return best.filter(best["rank"] == best.best).select(*measurements.columns)


@metric(
    title=Text("Downloads by month", "每月下载量"),
    says=Text(
        "Downloads of each package in each month, and the growth against the month before. Where two sources tell of the same "
        "downloads, one of them counts.",
        "各软件包每月的下载量，以及与上月相比的增长。若两个来源统计同一批下载，只计其中一个。",
    ),
    unit="downloads",
    version=1,
    source=DOWNLOADS,
)
def downloads_by_month(measurements: Any, scope: Scope) -> Any:
    """How often was each package downloaded in each month, and how does that compare with the month before?

    Rows: one per month and subject with a measurement in the window: month, subject, downloads, days (on how many days
    something was told), before (downloads of the month before, also before the window; null: nothing was told of it),
    growth (downloads / before - 1; null where before is null or zero).
    Edges: a month of which only some days were told is compared as it is; ``days`` shows it.
    """
    rows = counted_once(measurements)
    rows = within(rows.mutate(month=month(rows, scope)), scope.with_(since_at=None))
    if scope.since_at is None:
        rows = rows.mutate(here=ibis.literal(value=True))
    else:
        rows = rows.mutate(here=rows["at"] >= scope.since_at)
    each = rows.group_by("month", "subject").agg(
        all=rows.amount.sum(),
        downloads=rows.amount.sum(where=rows.here),
        days=rows["at"].date().nunique(where=rows.here),
    )
    earlier = each.select("subject", month=each.month + ibis.interval(months=1), before="all")
    here = each.filter(each.days > 0)
    joined = here.left_join(earlier, ["subject", "month"])
    shown = joined.select(
        "month", "subject", "downloads", "days", "before", growth=_growth(joined.downloads, joined.before)
    )
    return shown.order_by("month", "subject")


def _growth(now: Any, before: Any) -> Any:
    return now / before.nullif(0) - 1


@metric(
    title=Text("What downloads are made up of", "下载量构成"),
    says=Text(
        "Downloads by version, country, installer, system and Python, as far as it was asked for. Shares are of the downloads "
        "whose label is known.",
        "按版本、国家、安装工具、系统和 Python 版本统计的下载量（以来源提供的为限）。占比以该标签已知的下载量为分母。",
    ),
    unit="downloads",
    version=1,
    source=DOWNLOADS,
)
def download_composition(measurements: Any, scope: Scope) -> Any:
    """Of which versions, countries, installers and systems are the downloads made up?

    Rows: one per label that was told at least once in the window, and value: label (version, country, installer, system,
    python), value (null unless known), state (known; unknown: asked for and not known; untold: not asked for),
    downloads, share (of the downloads whose value is known; null unless known). The downloads of each label add up to
    all downloads.
    Edges: packages are added up; filter before for one of them. A label that is not there is no unknown one.
    """
    rows = within(counted_once(measurements), scope)
    named = rows.select("amount", **{label: told(rows.labels, label) for label in LABELS})
    long = named.pivot_longer(list(LABELS), names_to="label", values_to="said")
    state = ibis.cases((long.said.isnull(), "untold"), (long.said.lower() == UNKNOWN, UNKNOWN), else_="known")
    stated = long.mutate(state=state, value=ibis.ifelse(state == "known", long.said, ibis.null("string")))
    each = stated.group_by("label", "value", "state").agg(downloads=stated.amount.sum())
    per_label = ibis.window(group_by="label")
    is_known = each.state == "known"
    whole = each.downloads.sum(where=is_known).over(per_label)
    asked = (each.state != "untold").any().over(per_label)
    marked = each.mutate(
        share=ibis.ifelse(is_known, each.downloads / whole.nullif(0), ibis.null("float64")), asked=asked
    )
    return marked.filter(marked.asked).drop("asked").order_by("label", ibis.desc("downloads"), "value")


@metric(
    title=Text("Downloads by month and label", "按标签的每月下载量"),
    says=Text(
        "Downloads in each month by version, country, installer, system and Python, as far as it was asked for.",
        "按版本、国家、安装工具、系统和 Python 版本统计的每月下载量（以来源提供的为限）。",
    ),
    unit="downloads",
    version=1,
    source=DOWNLOADS,
)
def downloads_by_label(measurements: Any, scope: Scope) -> Any:
    """How does each part of the downloads develop?

    Rows: one per month, subject and combination of labels: month, subject, source, version, country, installer, system,
    python (null: not told; ``unknown``: asked for and not known), downloads.
    """
    rows = within(counted_once(measurements), scope)
    labels = {label: told(rows.labels, label) for label in LABELS}
    named = rows.select("subject", "source", "amount", month=month(rows, scope), **labels)
    keys = ("month", "subject", "source", *LABELS)
    return named.group_by(keys).agg(downloads=named.amount.sum())


def increments(measurements: Any) -> Any:
    """Return by how much each running total rose from one reading to the next.

    Rows: one per reading: name, subject, version, file, source, at, since_at (the reading before; null: none),
    amount (by how much it rose; null: unknown).
    Edges: the first reading of a subject says nothing of the time before it: unknown. A file that shows for the first
    time where its repository had been read before began at zero. A total that is lower than the one before began anew at zero:
    then what it tells now came since.
    """
    rows = once(measurements.filter(measurements.name.isin(TOTALS)))
    rows = rows.mutate(version=told(rows.labels, "version"), file=told(rows.labels, "file"))
    series = ["name", "subject", "source", "version", "file"]
    in_time = ibis.window(group_by=series, order_by="at")
    subject = ibis.window(group_by=["name", "subject", "source"])
    marked = rows.mutate(since_at=rows["at"].lag().over(in_time), last=rows.amount.lag().over(in_time))
    marked = marked.mutate(first_at=marked["at"].min().over(subject))
    began = ibis.ifelse(marked["at"] > marked.first_at, marked.amount, ibis.null("float64"))
    rose = ibis.cases(
        (marked.last.isnull(), began),
        (marked.amount < marked.last, marked.amount),
        else_=marked.amount - marked.last,
    )
    return marked.select("name", "subject", "version", "file", "source", "at", "since_at", total="amount", amount=rose)


@metric(
    title=Text("Downloads of releases and pulls of images", "版本文件下载与镜像拉取"),
    says=Text(
        "What running totals rose by from one reading to the next, in the month of the later reading. What came before the first "
        "reading is unknown.",
        "累计数从一次读取到下一次的增量，计入后一次读取所在的月份。首次读取之前的数量未知。",
    ),
    unit="downloads",
    version=1,
    source=DOWNLOADS,
)
def release_downloads_by_month(measurements: Any, scope: Scope) -> Any:
    """How often were files of releases downloaded, and images pulled?

    Rows: one per month, name (release_downloads or pulls), subject and version: month, name, subject, version (null: not
    told), downloads (null: unknown, as in the month of the first reading), total (the last one told, files added up), since_at
    (the earliest moment from which the downloads may be), files.
    Edges: where days were not read, the rise falls into the month of the later reading; ``since_at`` shows it. A month
    without a reading has no row: it is unknown.
    """
    rows = within(increments(measurements), scope)
    rows = rows.mutate(month=month(rows, scope))
    each = rows.group_by("month", "name", "subject", "version", "file", "source").agg(
        downloads=rows.amount.sum(), total=rows.total.argmax(rows["at"]), since_at=rows.since_at.min()
    )
    summed = each.group_by("month", "name", "subject", "version").agg(
        downloads=each.downloads.sum(), total=each.total.sum(), since_at=each.since_at.min(), files=each.count()
    )
    return summed.order_by("month", "name", "subject", "version")


@indicator(downloads_by_month, title=Text("Downloads", "下载量"), unit=Text("downloads", "次"), family="reach",
           of="measurements", better="up", needs=("measured.downloads",), opens="downloads", vanity=True,
           beside="d1_people")  # fmt: skip
def downloads(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """How often packages were downloaded in the period. Edges: a period of which nothing was told is unknown."""
    rows = periods.split(counted_once(asked))
    return rows.group_by("period").agg(value=rows.amount.sum(), n=rows.count())


def one_more(periods: Periods) -> Periods:
    """Return the periods and the one before the first: the calendar's, else one that is as long as the first."""
    first = periods.spans[0]
    if periods.length:
        day = first.first - STEPS[periods.length]
        span = Span(day, day_start(day, periods.zone), first.since_at)
    else:
        length = first.until_at - first.since_at
        span = Span(first.first - length, first.since_at - length, first.since_at)
    return Periods((span, *periods.spans), periods.zone, periods.length)


@indicator(downloads_by_month, title=Text("Growth of downloads", "下载量增长"), unit=Text(), family="reach",
           of="measurements", shows="share", better="up", needs=("measured.downloads",), opens="downloads",
           vanity=True, beside="d1_people")  # fmt: skip
def download_growth(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """By which share there were more downloads than in the period before, which must adjoin; n: the downloads."""
    widened = one_more(periods)
    rows = widened.split(counted_once(asked))
    sums = rows.group_by("period").agg(now=rows.amount.sum())
    joined = widened.table().left_join(sums, "period")
    order = ibis.window(order_by="since_at")
    adjoins = joined.until_at.lag().over(order) == joined.since_at
    last = ibis.ifelse(adjoins, joined.now.lag().over(order), ibis.null("float64"))
    known = joined.select("period", "since_at", "now", last=last)
    known = known.filter(known.since_at >= periods.since_at, known.now.notnull())
    return known.select("period", value=_growth(known.now, known["last"]), n=known.now)


def _rises(asked: Any, name: str, periods: Periods) -> Any:
    rows = increments(asked.filter(asked.name == name))
    rows = periods.split(rows.filter(rows.amount.notnull()))
    return rows.group_by("period").agg(value=rows.amount.sum(), n=rows.count())


@indicator(release_downloads_by_month, title=Text("Downloads of releases", "版本文件下载量"),
           unit=Text("downloads", "次"), family="reach", of="measurements", better="up",
           needs=("measured.release_downloads",), opens="downloads", vanity=True, beside="d1_people")  # fmt: skip
def release_downloads(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """By how much the files of releases were downloaded more at readings of the period than at the readings before."""
    return _rises(asked, "release_downloads", periods)


@indicator(release_downloads_by_month, title=Text("Pulls of images", "镜像拉取量"), unit=Text("pulls", "次"),
           family="reach", of="measurements", better="up", needs=("measured.pulls",), opens="downloads", vanity=True,
           beside="d1_people")  # fmt: skip
def pulls(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """By how much container images were pulled more at readings of the period than at the readings before."""
    return _rises(asked, "pulls", periods)
