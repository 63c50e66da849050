"""The end of a group, and its rest: its status, the days on which its terms, repositories and meetings end, and who takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import yaml

from folkmoot.charter.amending import mindspore
from folkmoot.charter.amending.amend import form_of
from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.native import place_in
from folkmoot.charter.amending.notes import noted
from folkmoot.charter.amending.surgery import Cut, Step, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore.claims import SIG_INFO
from folkmoot.charter.dialects.mindspore.places import FORGE_URLS
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment, FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import LEADS, Group, GroupRepository, Term
from folkmoot.model.lifecycle import FATES, FROM, Fate
from folkmoot.model.text import Text

_UNTIL = re.compile(r";?UNTIL=[^;]*")
_DAY = timedelta(days=1)


def settled(charter: Charter, fate: Fate) -> Amendment:
    """Return the change that makes true what was decided about a group; its folder and its page stay, with a note.

    Errors: BadInput for a group that is not there or not in the status for it, for nobody to take over where a merger
    needs somebody, and for a form that cannot be written.
    """
    group, heir = _group(charter, fate.group), _group(charter, fate.into) if fate.into else None
    if group.status not in FROM[fate.what]:
        raise BadInput(
            Text(
                f"'{group.slug}' is {group.status}, so this cannot be done.",
                f"{group.slug} 当前状态为 {group.status}，无法进行此变更。",
            ),
            mend=Text("Look at the group's page.", "请查看小组页面。"),
        )
    if fate.what == "merge" and heir is None:
        raise BadInput(
            Text("a merger names the group that takes over.", "合并需指明接手的小组。"),
            mend=Text("Choose one.", "请选择。"),
        )
    if heir is not None and (heir.slug == group.slug or heir.status == "archived"):
        raise BadInput(
            Text(f"'{heir.slug}' cannot take over.", f"{heir.slug} 无法接手。"),
            mend=Text("Choose another group that is not archived.", "请选择另一个未归档的小组。"),
        )
    form, heirs_form = form_of(charter, group), form_of(charter, heir) if heir else ""
    if heirs_form in ("", form):
        files = tuple(_WRITERS[form](charter, group, heir, fate))
    else:  # one of them stands in a file beside those of another form
        files = (
            *_WRITERS[form](charter, group, heir, fate, takes=False), *_WRITERS[heirs_form](charter, group, heir, fate, ends=False),
        )  # fmt: skip
    into = f" ({fate.into})" if fate.into else ""
    said = FATES[fate.what]
    moved = heirs_terms(group, heir, fate) if heir and fate.what == "merge" and heirs_form == "mindspore" else ()
    left = ", ".join(one.person for one in moved if not _writable(charter, one))
    why = Text(f"; not taken along, without an account: {left}", f"；因无账号未转入：{left}") if left else Text()
    return Amendment(Text(f"{group.slug}: {said.en}{into}{why.en}", f"{group.slug}：{said.zh}{into}{why.zh}"), files)


def heirs_terms(group: Group, heir: Group, fate: Fate) -> tuple[Term, ...]:
    """Return the terms that begin in the group that takes over: as before, for whoever holds no open role there.

    Edges: leads become members unless it was said that they lead; a role for one part or repository goes along as it is.
    """
    there = {one.person for one in heir.roles if one.until is None}
    found: dict[tuple[str, str, str], Term] = {}
    for one in group.roles:
        if one.until is not None or one.person in there or one.role.startswith("emeritus"):
            continue
        role = one.role if fate.leads or one.role not in LEADS or one.repo else "member"
        found.setdefault(
            (one.person, role, one.repo), Term(one.person, role, since=fate.on, cause=fate.cause, repo=one.repo)
        )
    return tuple(found.values())


def heirs_repositories(group: Group, heir: Group, fate: Fate) -> tuple[GroupRepository, ...]:
    """Return what the group that takes over looks after from the next day on, beside what it has."""
    has = {(one.repo, one.path) for one in heir.repositories if one.until is None}
    own = [one for one in group.repositories if one.until is None and (one.repo, one.path) not in has]
    return tuple(replace(one, since=fate.on + _DAY) for one in own)


def _native(
    charter: Charter, group: Group, heir: Group | None, fate: Fate, *, ends: bool = True, takes: bool = True
) -> Iterator[FileChange]:  # fmt: skip
    """Yield the changes of our own files. ``ends``, ``takes``: whether the group that ends, and the one that takes over, are in them."""
    before: dict[str, str] = {}
    cuts: dict[str, Cut] = {}

    def opened(one: Group) -> tuple[Cut, tuple[Step, ...]]:
        path = one.place.path
        if path not in cuts:
            words = held(charter, path)
            if words is None:
                raise BadInput(f"the file that declares {one.slug} is gone.", where=path, mend="See: moot check.")
            before[path], cuts[path] = words, Cut(plain(words), path)
        return cuts[path], place_in(cuts[path], one.slug)

    if ends:
        cut, at = opened(group)
        cuts[cut.path] = _settled_in(cut, at, fate)
    if heir is not None and takes:
        cut, at = opened(heir)
        for repo in heirs_repositories(group, heir, fate):
            cut = cut.append(plain_of(repo), *at, "repositories")
        for term in heirs_terms(group, heir, fate) if fate.what == "merge" else ():
            cut = cut.append(plain_of(term), *at, "roles")
        cuts[cut.path] = cut
    for path, done in cuts.items():
        yield changed(path, before[path], done.text)
    if ends:
        yield from noted(charter, fate, heir, group.documents)


def _settled_in(cut: Cut, at: tuple[Step, ...], fate: Fate) -> Cut:
    """Return the file of a group with its new status, and the days on which what it has ends."""
    cut = cut.put(fate.status, *at, "status")
    if fate.ends:
        cut = _ended(cut, (*at, "roles"), {"until": fate.on, "cause": fate.cause})
        cut = _ended(cut, (*at, "repositories"), {"until": fate.on})
    return cut if fate.what == "revive" else _without_meetings(cut, (*at, "meetings"), fate)


def _ended(cut: Cut, at: tuple[Step, ...], said: Mapping[str, Any]) -> Cut:
    """Give every entry of a list that has no last day the values that end it."""
    node = cut.find(*at)
    for number in range(len(node.value) if isinstance(node, yaml.SequenceNode) else 0):
        if not getattr(cut.find(*at, number, "until"), "value", ""):
            for name, value in said.items():
                cut = cut.put(plain_of(value) if not isinstance(value, str) else value, *at, number, name)
    return cut


def _without_meetings(cut: Cut, at: tuple[Step, ...], fate: Fate) -> Cut:
    """Let every series end on the day; one that counts its meetings ends by itself."""
    node = cut.find(*at)
    for number in range(len(node.value) if isinstance(node, yaml.SequenceNode) else 0):
        said = str(getattr(cut.find(*at, number, "rrule"), "value", ""))
        if said and "COUNT=" not in said:
            rule = _UNTIL.sub("", said).strip(";")
            cut = cut.put(f"{rule};UNTIL={fate.on:%Y%m%d}", *at, number, "rrule")
    return cut


def _mindspore(
    charter: Charter, group: Group, heir: Group | None, fate: Fate, *, ends: bool = True, takes: bool = True
) -> Iterator[FileChange]:  # fmt: skip
    """Yield the changes of ``sig-info.yaml``: people and repositories stay in the file, and count until the day."""
    if ends:
        yield from _settled_there(charter, group, fate)
    if heir is not None and takes:
        yield from _taken_over(charter, group, heir, fate)
    if ends:
        yield from noted(charter, fate, heir, mindspore.pages_of(charter, group))


def _settled_there(charter: Charter, group: Group, fate: Fate) -> Iterator[FileChange]:
    path = f"{mindspore.folder_of(charter, group)}/{SIG_INFO}"
    words = held(charter, path)
    cut = Cut(plain(words) if words else dumped({"name": str(group.name)}), path)
    cut = cut.put({"rest": "dormant", "revive": "startup"}.get(fate.what, "archived"), "mature_level")
    if fate.ends:
        cut = cut.put(fate.on.isoformat(), "archived_on")
    yield changed(path, words, cut.text)


def _taken_over(charter: Charter, group: Group, heir: Group, fate: Fate) -> Iterator[FileChange]:
    moved = heirs_terms(group, heir, fate) if fate.what == "merge" else ()
    terms = [replace(one, repo="") for one in moved if _writable(charter, one)]
    files = {one.path: one for one in mindspore.roster(charter, heir, terms, ())}
    path = f"{mindspore.folder_of(charter, heir)}/{SIG_INFO}"
    before = held(charter, path)
    last = files.pop(path, None)
    cut = Cut(plain((last.after if last else before) or dumped({"name": str(heir.name)})), path)
    for repo in heirs_repositories(group, heir, fate):
        name = repo.repo.partition(":")[2]
        one = isinstance(cut.find("repositories", 0, "repo"), yaml.SequenceNode)
        cut = cut.append(name, "repositories", 0, "repo") if one else cut.append({"repo": [name]}, "repositories")
    if before is None or plain(before) != cut.text:
        yield changed(path, before, cut.text)
    yield from files.values()


def _writable(charter: Charter, term: Term) -> bool:
    """Return whether MindSpore's files have a way to name somebody: by an account on a forge."""
    declared = charter.person_by_id.get(term.person)
    return declared is not None and any(one.partition(":")[0] in FORGE_URLS for one in declared.accounts)


def _group(charter: Charter, slug: str) -> Group:
    if slug not in charter.group_by_slug:
        raise BadInput(f"there is no group '{slug}' in the charter.", mend="See: moot ask groups.")
    return charter.group_by_slug[slug]


_WRITERS = {"native": _native, "mindspore": _mindspore}
