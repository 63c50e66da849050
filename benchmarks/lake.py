"""Appending beside a raw Delta write, and asking beside raw DuckDB over the same Parquet files.

``MOOT_BENCH_EVENTS=10000000`` sets how many events; a million otherwise.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import ibis
from deltalake import write_deltalake
from ibis import _

from benchmarks import Row
from folkmoot.lake.append import append_events
from folkmoot.lake.belonging import account_rows
from folkmoot.lake.compact import compact
from folkmoot.lake.duck import files_sql
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.lake.tables import EVENTS
from folkmoot.model.event import KINDS
from folkmoot.model.groups import Group, GroupRepository, Kind
from folkmoot.model.identity import Belonging, Identity, KnownPerson
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

NUMBER = int(os.environ.get("MOOT_BENCH_EVENTS", "1000000"))
PEOPLE, REPOSITORIES, GROUPS = 20_000, 80, 12
SINCE = datetime(2022, 1, 1)

# Events of six years: few people do most of it, in few repositories.
MADE = """
    SELECT md5(i::VARCHAR) AS id,
        TIMESTAMP '2020-01-01' + to_microseconds((i::DOUBLE / {number} * 6 * 365 * 86400 * 1e6)::BIGINT) AS "at",
        {kinds}[1 + (hash(i, 1) % {many})::INT] AS kind,
        'gitee:user' || (pow((hash(i, 2) % 1000000) / 1e6, 3) * {people})::INT AS actor,
        'gitee:example/repo' || repo AS repo,
        'gitee:example/repo' || repo || '!' || (i // 5) AS subject,
        (hash(i, 4) % 1000)::DOUBLE AS amount,
        'https://gitee.com/example/repo' || repo || '/pulls/' || (i // 5) AS url,
        'bench' AS source, TIMESTAMP '2026-01-01' AS seen_at,
        '{{"added":' || hash(i, 4) % 1000 || ',"dirs":["src/part' || hash(i, 5) % 20 || '","tests"]}}' AS extra
    FROM (SELECT i, (pow((hash(i, 3) % 1000000) / 1e6, 2) * {repositories})::INT AS repo FROM range({first}, {last}) AS t(i))
"""

BY_MONTH = """
    SELECT date_trunc('month', e."at") AS month, count(*) AS events, count(DISTINCT coalesce(a.person, e.actor)) AS people
    FROM read_parquet({files}) AS e
    LEFT JOIN accounts AS a ON e.actor = a.account AND e."at" >= a.from_at AND e."at" < a.until_at
    WHERE NOT coalesce(a.bot, false) AND e."at" >= TIMESTAMP '2022-01-01' GROUP BY month
"""
BY_GROUP = """
    SELECT c."group", count(*) AS events, count(DISTINCT coalesce(a.person, e.actor)) AS people
    FROM read_parquet({files}) AS e JOIN cares AS c ON e.repo = c.repo
    LEFT JOIN accounts AS a ON e.actor = a.account AND e."at" >= a.from_at AND e."at" < a.until_at
    WHERE NOT coalesce(a.bot, false) GROUP BY ALL
"""
NEWEST = """SELECT * FROM read_parquet({files}) WHERE repo = 'gitee:example/repo7' ORDER BY "at" DESC LIMIT 100"""


def run() -> Iterator[Row]:
    """Yield the wall times of writing and asking."""
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.at(Path(folder) / "lake")
        lake.create()
        yield from appended(lake, Path(folder) / "raw")
        yield from asked(lake)
        yield compacted(lake)


def made(first: int, last: int) -> Any:
    """Return the events with those numbers as a stream of Arrow batches."""
    sql = MADE.format(
        number=NUMBER, kinds=list(KINDS), many=len(KINDS), people=PEOPLE, repositories=REPOSITORIES, first=first, last=last
    )  # fmt: skip
    return duckdb.connect().sql(sql).to_arrow_reader(100_000)


def appended(lake: Lake, raw: Path) -> Iterator[Row]:
    """Compare one large append, then a small one of which half is there already, with Delta writes as they come."""
    raw_time = seconds(lambda: write_deltalake(raw, made(0, NUMBER)))
    ours = seconds(lambda: append_events(lake, made(0, NUMBER)))
    yield Row(f"lake: append {NUMBER:,} events", ours, raw_time, f"peak {peak_memory()} MB")
    tail = NUMBER - 5_000
    raw_time = seconds(lambda: write_deltalake(raw, made(tail, tail + 10_000), mode="append"))
    ours = seconds(lambda: append_events(lake, made(tail, tail + 10_000)))
    yield Row("lake: append 10,000 of which 5,000 are there", ours, raw_time, "the raw write doubles those")
    scattered = NUMBER // 10_000
    mixed = duckdb.sql(MADE.format(
        number=NUMBER, kinds=list(KINDS), many=len(KINDS), people=PEOPLE, repositories=REPOSITORIES, first=0, last=NUMBER
    ) + f" WHERE i % {scattered} = 0").to_arrow_table()  # fmt: skip
    raw_time = seconds(lambda: write_deltalake(raw, mixed, mode="append"))
    ours = seconds(lambda: append_events(lake, mixed))
    yield Row("lake: append 10,000 from all six years, all there", ours, raw_time, "every id is looked for")


def asked(lake: Lake) -> Iterator[Row]:
    """Compare the questions of a page with the same ones asked of raw DuckDB."""
    identity, groups = who(), cared_for()
    files = files_sql([lake.path(EVENTS) / part.path for part in lake.state(EVENTS).parts])
    raw = duckdb.connect()
    raw.register("given", account_rows(identity, "UTC"))
    raw.execute("CREATE TABLE accounts AS SELECT * FROM given")
    raw.execute('CREATE TABLE cares ("group" VARCHAR, repo VARCHAR)')
    raw.executemany(
        "INSERT INTO cares VALUES (?, ?)", [(one.slug, item.repo) for one in groups for item in one.repositories]
    )
    reading = Reading(lake.snapshot(), identity, groups)
    events = reading.events(Scope())
    recent = events.filter(events["at"] >= SINCE)
    by_month = recent.group_by(month=recent["at"].truncate("M")).agg(events=_.count(), people=_.person.nunique())
    grouped = reading.grouped(events)
    by_group = grouped.group_by("group").agg(events=_.count(), people=_.person.nunique())
    newest = reading.events(Scope(repos=("gitee:example/repo7",), bots=True)).order_by(ibis.desc("at")).limit(100)
    cold = seconds(lambda: reading.run(by_month))
    yield Row("lake: the first question, memory filled for it", cold, best(raw, BY_MONTH.format(files=files)))
    for name, ours, sql in (
        ("events and people by month", by_month, BY_MONTH),
        ("events and people by group", by_group, BY_GROUP),
        ("the 100 newest events of a repository", newest, NEWEST),
    ):
        mine = best_of(partial(reading.run, ours))
        yield Row(f"lake: {name}", mine, best(raw, sql.format(files=files)), f"peak {peak_memory()} MB")


def compacted(lake: Lake) -> Row:
    """Compare a compaction with DuckDB sorting the same files into one."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as target:
        files = files_sql([lake.path(EVENTS) / part.path for part in lake.state(EVENTS).parts])
        copy = f"COPY (FROM read_parquet({files}) ORDER BY \"at\", id) TO '{target.name}' (COMPRESSION zstd)"
        raw = seconds(lambda: duckdb.connect().execute(copy))
    before = len(lake.state(EVENTS).parts)
    ours = seconds(lambda: compact(lake))
    return Row("lake: compact", ours, raw, f"{before} files to {len(lake.state(EVENTS).parts)}")


def who() -> Identity:
    """Return people with an account each, every second of them with an affiliation that may change."""
    people, belongings = {}, []
    for number in range(PEOPLE + 1):
        name, account = f"person{number}", f"gitee:user{number}"
        people[name] = KnownPerson(name, name, (account,), number % 50 == 0, declared=True, hidden=False, reasons=())
        if number % 2:
            end = date(2022, 6, 1) if number % 10 == 1 else None
            belongings.append(Belonging(name, f"Org {number % 40}", None, end, "declared"))
        if number % 10 == 1:
            belongings.append(Belonging(name, f"Org {number % 7}", date(2022, 6, 2), None, "declared"))
    of = {account: name for name, person in people.items() for account in person.accounts}
    return Identity(people, of, tuple(belongings))


def cared_for() -> list[Group]:
    """Return groups that share the repositories among them."""
    repositories = [GroupRepository(f"gitee:example/repo{number}") for number in range(REPOSITORIES + 1)]
    return [
        Group(Kind.SIG, f"group{number}", Text(f"Group {number}"), repositories=tuple(repositories[number::GROUPS]))
        for number in range(GROUPS)
    ]


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def best_of(work: Callable[[], object]) -> float:
    """Return the shortest of five times."""
    return min(seconds(work) for _round in range(5))


def best(raw: Any, sql: str) -> float:
    """Return the shortest of five times of a query, its result fetched as Arrow."""
    return best_of(lambda: raw.sql(sql).to_arrow_table())


def peak_memory() -> int:
    """Return this process's largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
