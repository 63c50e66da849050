"""Which group looks after which repository or folder, and when, as rows that can be joined to events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import pyarrow as pa

from folkmoot.lake.belonging import arrow_rows, moments
from folkmoot.lake.tables import MOMENT, TEXT
from folkmoot.model.community import Repository
from folkmoot.model.groups import Group

FOLDERS = pa.schema([("repo", TEXT), ("path", TEXT)])
CARES = pa.schema([("group", TEXT), ("repo", TEXT), ("area", TEXT), ("from_at", MOMENT), ("until_at", MOMENT)])
BETWEEN = "\n"  # stands between the folders of an area; in no path that git prints unquoted

NAMED = "group:"  # begins an area that is no folder: the event itself names its group
NAMING = (
    "meeting.attended", "meeting.hosted", "meeting.presented", "mail.sent", "post.published", "content.published",
    "task.claimed", "task.delivered", "camp.completed", "event.attended", "event.hosted", "event.presented",
)  # fmt: skip
"""The kinds of event that may do so, in ``extra.group``."""

Window = tuple[datetime, datetime]
Cares = dict[tuple[str, str], list[tuple[str, Window]]]  # (group, repo) → folder ("" is all of it) and window


class Caring:
    """The repositories and folders of all groups; a mirror of a repository is looked after like the repository."""

    def __init__(self, groups: Iterable[Group], repositories: Iterable[Repository], zone: str) -> None:
        groups, self._zone = tuple(groups), zone
        self._groups = {group.slug for group in groups}
        same = _same_history(repositories)
        self._cares: Cares = defaultdict(list)
        for group in groups:
            for one in group.repositories:
                window = moments(one.since, one.until, zone)
                for repo in same.get(one.repo, {one.repo}):
                    self._cares[group.slug, repo].append((one.path.strip("/"), window))

    def folders(self) -> pa.Table:
        """Return the folders that some group looks after on its own. Rows: one per repository and folder."""
        found = {(repo, path) for (_group, repo), cares in self._cares.items() for path, _window in cares if path}
        return arrow_rows(sorted(found), FOLDERS)

    def rows(self, areas: Mapping[str, Iterable[str]]) -> pa.Table:
        """Return when which group looks after what; ``areas``: the areas that events of a repository lie in.

        Rows: one per group, repository, area and time: they never overlap, so that an event meets each group once.
        """
        found = [
            (group, repo, area, *window)
            for (group, repo), cares in sorted(self._with_named(areas).items())
            for area in sorted({"", *areas.get(repo, ())})
            for window in _merged(window for path, window in cares if not path or path in area.split(BETWEEN))
        ]
        return arrow_rows(found, CARES)

    def _with_named(self, areas: Mapping[str, Iterable[str]]) -> Cares:
        """Return what groups look after, and what names them."""
        cares = defaultdict(list, {key: list(kept) for key, kept in self._cares.items()})
        for repo, said in areas.items():
            for area in said:
                group = area.removeprefix(NAMED)
                if group != area and group in self._groups:
                    cares[group, repo].append((area, moments(None, None, self._zone)))
        return cares


def _same_history(repositories: Iterable[Repository]) -> dict[str, set[str]]:
    same = {}
    for repository in repositories:
        if repository.mirrors:
            names = {repository.repo, *repository.mirrors}
            same.update(dict.fromkeys(names, names))
    return same


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    """Yield the windows in time order, those that meet made one."""
    held: Window | None = None
    for first, until in sorted(windows):
        if held is not None and first <= held[1]:
            held = (held[0], max(held[1], until))
            continue
        if held is not None:
            yield held
        held = (first, until)
    if held is not None:
        yield held
