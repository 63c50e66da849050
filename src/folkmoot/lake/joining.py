"""The SQL that joins people, affiliations, areas and what is told twice to events."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

from folkmoot.lake.caring import BETWEEN, NAMED, NAMING
from folkmoot.lake.tables import EVENTS, TEXT

NAME = "joined_events"
SCHEMA = pa.schema([
    *EVENTS.schema,
    ("person", TEXT), ("bot", pa.bool_()), ("organization", TEXT), ("merge", pa.bool_()), ("area", TEXT),
])  # fmt: skip

_JOIN = """
    SELECT e.*, CASE WHEN e.actor = '' OR ends_with(e.actor, ':ghost') OR ends_with(e.actor, ':unknown') THEN NULL
               ELSE coalesce(a.person, {whose}) END AS person, coalesce(a.bot, false) AS bot, a.organization,
           CASE WHEN contains(e.extra, '"merge"') THEN e.kind = 'commit.authored' AND
               coalesce(json_extract_string(e.extra, '$.merge') = 'true', false) ELSE false END AS "merge",
           {area} AS area
    FROM ({events}) AS e
    {handed}
    LEFT JOIN {at}.accounts AS a ON {whose} = a.account AND e."at" >= a.from_at AND e."at" < a.until_at
    {areas} {once}
"""

# A login that two people have held: an event that tells the forge's number of who did it is that one's.
_HANDED = """
    LEFT JOIN (SELECT DISTINCT account FROM {at}.handed) AS g ON g.account = e.actor
    LEFT JOIN {at}.handed AS h ON h.account = e.actor
        AND h.number = CASE WHEN g.account IS NULL THEN NULL ELSE json_extract_string(e.extra, '$.actor_id') END
"""

# A meeting, mail, post or task has no repository that a group looks after: it names its group itself.
_NAMING = f"""kind IN ({", ".join(f"'{kind}'" for kind in NAMING)}) AND contains(extra, '"group":')"""
_NAMES = f"""
    CASE WHEN {_NAMING} THEN coalesce('{NAMED}' || json_extract_string(e.extra, '$.group'), {{area}}) ELSE {{area}} END
"""

# A commit lies in each declared folder that one of its own folders is or is below of. Most commits of a repository touch the same
# few lists of folders: an area stands once for each list, and events find it by the list that they tell.
_DIRS = """CASE WHEN contains(e.extra, '"dirs"') THEN json_extract(e.extra, '$.dirs')::VARCHAR END"""
_AREAS = f"""
    INSERT INTO {{areas}}
    WITH lists AS (
        SELECT DISTINCT e.repo, {_DIRS} AS dirs FROM ({{events}}) AS e WHERE e.repo IN (SELECT repo FROM {{at}}.folders)
    ), touched AS (
        SELECT repo, dirs, unnest(json_extract_string(dirs, '$[*]')) AS folder
        FROM lists ANTI JOIN {{areas}} USING (repo, dirs) WHERE dirs IS NOT NULL
    )
    SELECT repo, dirs, string_agg(DISTINCT path, '{{between}}' ORDER BY path) AS area
    FROM touched JOIN {{at}}.folders USING (repo) WHERE folder = path OR starts_with(folder, path || '/')
    GROUP BY repo, dirs
"""

# A forge knows better than a merge commit's message whose change was merged, and when: what both tell counts once.
_TWICE = """
    INSERT INTO {told}
    WITH merges AS (SELECT id, actor, subject, source FROM ({events}) WHERE kind = 'change.merged' {touched})
    SELECT id, actor, {number} FROM merges
    WHERE source = 'git' AND subject IN (SELECT subject FROM merges WHERE source <> 'git')
        AND id NOT IN (SELECT id FROM {told})
"""
_TOUCHED = "AND subject IN (SELECT subject FROM ({fresh}) WHERE kind = 'change.merged')"


class Sources(NamedTuple):
    """Where the rows that are joined to events stand; empty where there are none."""

    at: str  # the schema of accounts, handed and folders
    handed: bool
    named: bool  # whether events name groups
    areas: str
    told: str  # SQL of the ids that are told twice


def joined_sql(events: str, sources: Sources) -> str:
    """Return the SQL of events with all that is joined in."""
    area = "coalesce(t.area, '')" if sources.areas else "''"
    return _JOIN.format(
        events=events,
        at=sources.at,
        whose="coalesce(h.stands_for, e.actor)" if sources.handed else "e.actor",
        handed=_HANDED.format(at=sources.at) if sources.handed else "",
        area=_NAMES.format(area=area) if sources.named else area,
        areas=f"LEFT JOIN {sources.areas} AS t ON t.repo = e.repo AND t.dirs = {_DIRS}" if sources.areas else "",
        once=f"ANTI JOIN ({sources.told}) AS w ON w.id = e.id" if sources.told else "",
    )


def areas_sql(events: str, areas: str, at: str) -> str:
    """Return the statement that adds the areas of events to the table ``areas``: repo, dirs, area."""
    return _AREAS.format(events=events, areas=areas, at=at, between=BETWEEN)


def named_sql(events: str) -> str:
    """Return the SQL of which groups events name themselves. Rows: repo, group."""
    return f"SELECT DISTINCT repo, json_extract_string(extra, '$.group') AS \"group\" FROM ({events}) WHERE {_NAMING}"


def twice_sql(events: str, told: str, number: int, fresh: str = "") -> str:
    """Return the statement that adds to the table ``told`` (id, actor, since) which merges a forge tells as well.

    ``fresh``: only the changes that these events speak of have to be looked at.
    """
    return _TWICE.format(events=events, told=told, number=number, touched=_TOUCHED.format(fresh=fresh) if fresh else "")


def forge_tells_sql(events: str) -> str:
    """Return the SQL of a row where a forge tells of a merged change."""
    return f"SELECT 1 FROM ({events}) WHERE kind = 'change.merged' AND source <> 'git' LIMIT 1"
