"""Checks of groups: names, parents, documents, links, channels and disputes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.named import named
from folkmoot.charter.checks.words import listed, nearest, shown
from folkmoot.charter.files import safe_path
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Place, Severity, place_of
from folkmoot.model.groups import Dispute, Group
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text

_MAIL = re.compile(r"[^@\s:/]+@[^@\s/]+\.[^@\s./]{2,}")
_URL = re.compile(r"https?://[^\s/]+\.\S+|https?://localhost\S*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")


@check(
    "empty-mission",
    Severity.WARNING,
    zh="每个组织都写明其职责。",
    mend=Text("Say in a sentence what the group is responsible for.", "请用一句话写明该组织的职责。"),
)
def empty_mission(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group says what it is responsible for."""
    for group in charter.groups:
        if not group.mission or is_placeholder(str(group.mission)):
            says = Text(f"{group.slug} does not say what it is responsible for.", f"{group.slug} 没有写明其职责。")
            yield asks.at(group.place, says, subject=group.slug)


@check(
    "group-name-twice",
    Severity.WARNING,
    zh="没有两个同名的组织。",
    mend=Text("Give each a name of its own.", "请分别命名。"),
)
def group_name_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No two groups of a kind have the same name."""
    named: dict[tuple[str, str], dict[str, Group]] = defaultdict(dict)
    for group in charter.groups:
        for name in (group.name.en, group.name.zh):
            if name.strip():
                named[group.kind, name.strip().casefold()].setdefault(group.slug, group)
    for groups in named.values():
        first, *others = groups.values()
        for other in others:
            says = Text(
                f"{other.slug} has the same name as {first.slug}: {other.name.en or other.name.zh}.",
                f"{other.slug} 与 {first.slug} 同名：{other.name.zh or other.name.en}。",
            )
            yield asks.at(other.place, says, subject=other.slug)


@check(
    "file-name",
    Severity.NOTE,
    zh="单独成文件的组织，文件名与其 slug 相同。",
    mend=Text("Rename the file, or correct the slug.", "请重命名文件，或改正 slug。"),
)
def file_name(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A group with a file of its own has the file's name as its slug."""
    if charter.dialect != "native":
        return
    by_file: dict[str, list[Group]] = defaultdict(list)
    for group in charter.groups:
        by_file[group.place.path].append(group)
    for path, groups in by_file.items():
        file = PurePosixPath(path)
        if file.parent.name == "groups" and len(groups) == 1 and file.stem != groups[0].slug:
            says = Text(
                f"The group {groups[0].slug} stands in {file.name}.", f"组织 {groups[0].slug} 写在 {file.name} 中。"
            )
            yield asks.at(groups[0].place, says, subject=groups[0].slug)


@check(
    "unknown-group",
    Severity.ERROR,
    zh="提到的每个组织都已声明。",
    mend=Text("Correct the slug.", "请改正 slug。"),
)
def unknown_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group that is named somewhere is a declared one."""
    for place, by, slug in _mentions(charter):
        if slug and slug not in charter.group_by_slug:
            says = Text(f"{by} names the group '{slug}', which is not declared.", f"{by} 提到的组织“{slug}”未声明。")
            yield asks.at(place, says, mend=mend_word(slug, charter.group_by_slug), subject=by)


def _mentions(charter: Charter) -> Iterator[tuple[Place, str, str]]:
    for group in charter.groups:
        for slug in (group.parent, *group.stakeholders):
            yield group.place, group.slug, slug
    for proposal in charter.proposals:
        for slug in (proposal.group, *proposal.participants):
            yield proposal.place, proposal.id, slug
    for minutes in charter.minutes:
        yield minutes.place, minutes.title or minutes.document or "minutes", minutes.group
    yield from ((one.place, one.by, one.group) for one in named(charter))


@check(
    "parent-cycle",
    Severity.ERROR,
    zh="没有组织是自己的上级。",
    mend=Text("Correct the parent of one of them.", "请改正其中一个组织的上级。"),
)
def parent_cycle(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No group is above itself."""
    for group in charter.groups:
        above: list[str] = [group.slug]
        here: Group | None = group
        while here and here.parent and here.parent not in above:
            above.append(here.parent)
            here = charter.group_by_slug.get(here.parent)
        if here and here.parent == group.slug:
            way = " → ".join((*above, group.slug))
            yield asks.at(group.place, Text(f"{group.slug} is above itself: {way}.",
                                            f"{group.slug} 是自己的上级：{way}。"), subject=group.slug)  # fmt: skip


@check(
    "dispute",
    Severity.WARNING,
    zh="各来源对每个组织的说法一致。",
    mend=Text("Bring the sources into line.", "请统一各来源。"),
)
def dispute(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The sources of a group agree."""
    for group in charter.groups:
        for each in group.disputes:
            yield asks.at(_place_of(group, each), _told(group, each), subject=group.slug)


def _place_of(group: Group, each: Dispute) -> Place:
    source = next((source for claim in each.claims for source in claim.sources), "")
    return place_of(source) if source else group.place


def _told(group: Group, each: Dispute) -> Text:
    about, nothing = each.field.removeprefix("role:"), Text("nobody", "无")
    if not each.field.startswith("role:"):
        nothing = Text("nothing", "空")
    claims = [
        Text(
            f"{claim.value or nothing.en} ({listed(claim.sources, 3).en})",
            f"{claim.value or nothing.zh}（{listed(claim.sources, 3).zh}）",
        )
        for claim in each.claims
    ]
    return Text(
        f"The sources of {group.slug} disagree about '{about}': {'; '.join(claim.en for claim in claims)}.",
        f"{group.slug} 的各来源对“{about}”说法不一：{'；'.join(claim.zh for claim in claims)}。",
    )


@check(
    "missing-document",
    Severity.ERROR,
    zh="提到的每个文档都在章程仓中。",
    mend=Text("Correct the path, or add the file.", "请改正路径，或补充该文件。"),
)
def missing_document(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every document that is named is a file of the charter."""
    for place, document, subject in _documents(charter):
        full = safe_path(charter.root, document)
        if full is None:
            says = Text(f"The document {document} is outside of the charter.", f"文档 {document} 在章程仓之外。")
            yield asks.at(place, says, subject=subject)
        elif not full.is_file():
            yield asks.at(place, Text(f"There is no document {document}.", f"没有文档 {document}。"), subject=subject)


def _documents(charter: Charter) -> Iterator[tuple[Place, str, str]]:
    for group in charter.groups:
        yield from ((group.place, path, group.slug) for path in group.documents)
    for proposal in charter.proposals:
        yield from ((proposal.place, path, proposal.id) for path in proposal.documents)
    yield from ((each.place, each.document, each.group) for each in charter.minutes if each.document)


@check(
    "link-form",
    Severity.WARNING,
    zh="每个链接都是网址，或章程仓中的文件。",
    mend=Text(
        "Write the whole address with https://, or the path of a file.", "请写完整的 https:// 网址，或文件路径。"
    ),
)
def link_form(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every link is a web address, or a file of the charter."""
    for group in charter.groups:
        for title, url, place in _links(group):
            if url and not _URL.fullmatch(url.strip()) and not _is_file(charter, group, url.strip()):
                led = shown(url.partition("?")[0])  # what follows may hold a meeting's password
                says = Text(f"The link '{title}' of {group.slug} leads to '{led}', which is no web address.",
                            f"{group.slug} 的链接“{title}”指向“{led}”，不是网址。")  # fmt: skip
                yield asks.at(place, says, subject=group.slug)


def _links(group: Group) -> Iterator[tuple[str, str, Place]]:
    yield from ((link.title, link.url, nearest(link.place, group.place)) for link in group.links)
    for meeting in (*group.meetings, *(each for part in group.subprojects for each in part.meetings)):
        for url in (meeting.url, meeting.agenda_url, meeting.recordings_url):
            yield str(meeting.title), url, nearest(meeting.place, group.place)


def _is_file(charter: Charter, group: Group, url: str) -> bool:
    """Links are written from the root, or from the folder of the file that declares the group."""
    if _SCHEME.match(url):
        return url.startswith("mailto:")
    path = url.partition("#")[0].lstrip("/")
    folder = PurePosixPath(group.place.path).parent
    found = (safe_path(charter.root, path), safe_path(charter.root, str(folder / path)))
    return any(full is not None and full.exists() for full in found)


@check(
    "channel-address",
    Severity.WARNING,
    zh="每个邮件渠道都是邮件地址或网址。",
    mend=Text(
        "Write an address as dev@lists.example.org, or a link.", "请写成 dev@lists.example.org 的形式，或写网址。"
    ),
)
def channel_address(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every mail channel is a mail address or a link."""
    for group in charter.groups:
        for channel in (*group.channels, *(each for part in group.subprojects for each in part.channels)):
            address = channel.address.strip()
            fine = _MAIL.fullmatch(address) or _URL.fullmatch(address)
            if is_placeholder(address) or (channel.kind == "mail" and not fine):
                says = Text(
                    f"'{address}', a {channel.kind} channel of {group.slug}, is no address.",
                    f"{group.slug} 的 {channel.kind} 渠道“{address}”不是有效地址。",
                )
                yield asks.at(nearest(channel.place, group.place), says, subject=group.slug)
