"""``sigs.yaml`` → Charter: special interest groups, working groups, user groups and committees.

Source: https://github.com/kubernetes/community/blob/master/generator/README.md
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.kubernetes import noticed
from folkmoot.charter.dialects.kubernetes.contact import channels
from folkmoot.charter.dialects.kubernetes.meetings import series
from folkmoot.charter.dialects.kubernetes.people import People
from folkmoot.charter.dialects.kubernetes.repositories import owned
from folkmoot.charter.files import read_text, safe_path
from folkmoot.charter.near import mend_word
from folkmoot.charter.yamltree import Tree, load
from folkmoot.model.community import Community, Forge
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Channel, Group, GroupRepository, Kind, Series, Subproject, Term
from folkmoot.model.link import Link
from folkmoot.model.text import Text, text_of

FILE = "sigs.yaml"
KINDS = {"sigs": Kind.SIG, "workinggroups": Kind.WG, "usergroups": Kind.TEAM, "committees": Kind.COMMITTEE}
_REGISTRY = re.compile(r"^(sigs|workinggroups|usergroups|committees)\s*:", re.MULTILINE)
_SLUG = re.compile(r"[^a-z0-9._-]+")
_ROLES = {"chairs": "chair", "tech_leads": "tech-lead", "emeritus_leads": "emeritus-lead"}
_GROUP_KEYS = frozenset(
    {"dir", "name", "mission_statement", "charter_link", "stakeholder_sigs", "label", "leadership", "meetings",
     "contact", "subprojects"}
)  # fmt: skip
_SEAT = "gb_rep"  # of the governing board, whom the steering committee sends


def recognises(root: Path) -> bool:
    """Return whether ``root`` is such a registry, or the folder of one."""
    file = root / FILE if root.is_dir() else root
    if not file.is_file() or file.suffix not in {".yaml", ".yml"}:
        return False
    text, _ = read_text(file.name, file.parent)
    return text is None or len(set(_REGISTRY.findall(text))) >= (1 if file.name == FILE else 2)


def read(root: Path, commit: str) -> Charter:
    """Return the charter of the registry at ``root``, a folder or the file itself."""
    file = root / FILE if root.is_dir() else root
    tree, findings = load(file, file.parent)
    reading = _Reading(file.parent, list(findings))
    groups = reading.groups_of(tree) if tree else []
    if tree and (seat := tree.get(_SEAT)):
        groups = reading.seated(groups, seat)
    return Charter(
        community=_community(groups, file.parent),
        people=reading.people.all(),
        groups=tuple(groups),
        dialect="kubernetes",
        root=file.parent,
        commit=commit,
        findings=(*reading.findings, *reading.people.findings),
    )


def _community(groups: list[Group], root: Path) -> Community:
    """The registry does not name the community: the owner of most of its repositories does."""
    owners = Counter(each.repo.split(":")[1].split("/")[0] for group in groups for each in group.repositories)
    first = owners.most_common(1)[0][0].removesuffix("-sigs") if owners else root.resolve().name
    name = Text(en=first.title()) if first else Text(en="Community")
    return Community(name, forges=(Forge("github", "https://github.com"),))


class _Reading:
    """The registry while it is read: its people and findings grow from group to group."""

    def __init__(self, root: Path, findings: list[Finding]) -> None:
        self.root, self.findings = root, findings
        self.people = People()
        self.slugs: dict[str, str] = {}  # of each SIG by its name, for stakeholders

    def groups_of(self, tree: Tree) -> list[Group]:
        entries: list[tuple[Kind, Tree]] = []
        for key, value in tree.items():
            if key in KINDS:
                entries += [(KINDS[key], entry) for entry in self.listed(key, value)]
            elif key != _SEAT:
                says = Text(f"The registry's key '{key}' is not read.", f"注册表的键“{key}”未被读取。")
                self.findings.append(noticed.UNKNOWN_KEY.at(tree.keys[key], says, mend=mend_word(key, (*KINDS, _SEAT))))
        self.slugs = {entry.text("name").lower(): slug_of(entry) for kind, entry in entries if kind is Kind.SIG}
        found: dict[str, Group] = {}
        for kind, entry in entries:
            group = self.group(kind, entry)
            if group is None:
                continue
            if group.slug in found:
                says = Text(
                    f"The group '{group.slug}' stands here again; the one at {found[group.slug].place} is kept.",
                    f"组织“{group.slug}”在此重复；保留 {found[group.slug].place} 处的声明。",
                )
                self.findings.append(noticed.TWICE.at(entry.place, says, subject=group.slug))
                continue
            found[group.slug] = group
        return list(found.values())

    def listed(self, key: str, value: Tree) -> list[Tree]:
        if value.value is not None and not value.is_list:
            says = Text(f"'{key}' must hold a list; it is not read.", f"“{key}”必须是列表，未读取。")
            self.findings.append(noticed.SHAPE.at(value.place, says))
        return list(value)

    def group(self, kind: Kind, entry: Tree) -> Group | None:
        slug = slug_of(entry)
        if not slug:
            says = Text("This group has neither 'dir' nor 'name'; it is not read.", "该组织没有 dir 和 name，未读取。")
            self.findings.append(noticed.SHAPE.at(entry.place, says))
            return None
        self.unknown_keys(entry, slug)
        subprojects = tuple(self.subproject(slug, part) for part in entry.get("subprojects") or () if part.is_map)
        repositories = dict.fromkeys(each for part in subprojects for each in part.repositories)
        documents, links = self.documents(entry)
        label = entry.text("label")
        return Group(
            kind=kind,
            slug=slug,
            name=text_of(entry.text("name") or slug),
            mission=text_of(" ".join(entry.text("mission_statement").split())),
            stakeholders=self.stakeholders(entry, slug),
            aliases=(label,) if label and label != slug else (),
            roles=tuple(dict.fromkeys(self.roles(slug, entry))),
            repositories=tuple(repositories),
            channels=self.channels(entry),
            links=(*links, *_calendars(entry)),
            meetings=self.meetings(slug, entry),
            subprojects=subprojects,
            documents=documents,
            sources=(str(entry.place),),
            place=entry.place,
        )

    def unknown_keys(self, entry: Tree, slug: str) -> None:
        for key in entry.keys:
            if key not in _GROUP_KEYS:
                says = Text(f"The key '{key}' of a group is not read.", f"组织的键“{key}”未被读取。")
                mend = mend_word(key, _GROUP_KEYS)
                self.findings.append(noticed.UNKNOWN_KEY.at(entry.keys[key], says, mend=mend, subject=slug))

    def stakeholders(self, entry: Tree, slug: str) -> tuple[str, ...]:
        found = []
        for said in entry.get("stakeholder_sigs") or ():
            if known := self.slugs.get(said.words().lower()):
                found.append(known)
                continue
            says = Text(f"There is no SIG named '{said.words()}'.", f"没有名为“{said.words()}”的 SIG。")
            mend = mend_word(said.words(), self.slugs)
            self.findings.append(noticed.STAKEHOLDER.at(said.place, says, mend=mend, subject=slug))
        return tuple(dict.fromkeys(found))

    def roles(self, slug: str, entry: Tree) -> list[Term]:
        """Everybody in the group's leadership, its liaison to the steering committee, and subprojects' leads."""
        terms: list[Term] = []
        leadership = entry.get("leadership")
        for key, people in leadership.items() if leadership else ():
            role = _ROLES.get(key) or key.removesuffix("s").replace("_", "-")
            terms += [term for one in people if (term := self.people.term(one, role, slug))]
        contact = entry.get("contact")
        if (liaison := contact.get("liaison") if contact else None) and (
            term := self.people.term(liaison, "liaison", slug)
        ):
            terms.append(term)
        for part in entry.get("subprojects") or ():
            for one in part.get("leads") or ():
                if term := self.people.term(one, "subproject-lead", slug, part.text("name")):
                    terms.append(term)
        return terms

    def subproject(self, slug: str, part: Tree) -> Subproject:
        repositories: list[GroupRepository] = []
        for said in part.get("owners") or ():
            if found := owned(said.words()):
                repositories.append(replace(found, place=said.place))
                continue
            says = Text("This link names no repository and file on GitHub.", "该链接没有指明 GitHub 上的代码仓和文件。")
            self.findings.append(noticed.OWNERS.at(said.place, says, subject=slug))
        return Subproject(
            name=part.text("name"),
            description=text_of(" ".join(part.text("description").split())),
            repositories=tuple(dict.fromkeys(repositories)),
            channels=self.channels(part),
            meetings=self.meetings(slug, part),
        )

    def channels(self, entry: Tree) -> tuple[Channel, ...]:
        return channels(entry.get("contact"))

    def meetings(self, slug: str, entry: Tree) -> tuple[Series, ...]:
        found = []
        for said in entry.get("meetings") or ():
            meeting, findings = series(said, slug)
            found.append(meeting)
            self.findings += findings
        return tuple(found)

    def documents(self, entry: Tree) -> tuple[tuple[str, ...], tuple[Link, ...]]:
        """The files of the group's folder that are there; a charter that is elsewhere is a link."""
        folder, link = entry.text("dir"), entry.text("charter_link")
        if "://" in link:
            return self.present(f"{folder}/README.md"), (Link("Charter", link),)
        return self.present(f"{folder}/README.md", f"{folder}/{link}" if link else ""), ()

    def present(self, *paths: str) -> tuple[str, ...]:
        found = [(path, safe_path(self.root, path)) for path in paths if path]
        return tuple(path for path, full in found if full and full.is_file())

    def seated(self, groups: list[Group], seat: Tree) -> list[Group]:
        """Give the committee that sends the community's member of the governing board that role."""
        for at, group in enumerate(groups):
            if group.slug == "committee-steering" and (
                term := self.people.term(seat, "governing-board-representative", group.slug)
            ):
                groups[at] = replace(group, roles=(*group.roles, term))
                break
        else:
            self.people.term(seat, "governing-board-representative", "")
        return groups


def slug_of(entry: Tree) -> str:
    """Return the group's slug: its folder, or else its name."""
    words = (entry.text("dir") or entry.text("name")).lower()
    return _SLUG.sub("-", words).strip("-._")


def _calendars(entry: Tree) -> tuple[Link, ...]:
    return tuple(
        Link(f"Calendar: {said.text('description') or 'meeting'}", said.text("calendar_url"), said.place)
        for said in entry.get("meetings") or ()
        if said.text("calendar_url")
    )
