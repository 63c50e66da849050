"""One person's entry in a YAML roster → a Seat; what is odd about it → findings."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Seat
from folkmoot.charter.dialects.mindspore.names import clean
from folkmoot.charter.dialects.mindspore.places import FORGE_URLS, MAIL, account_in, account_named
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding
from folkmoot.model.people import is_placeholder, mail_account
from folkmoot.model.text import Text

_KNOWN = {"name", "organization", "email", "gitee_home", "github_home", "home", "interest", "description"}
_IDS = {f"{forge}_id": forge for forge in FORGE_URLS}


@dataclass(frozen=True, slots=True)
class Post:
    """What a list of people says about everybody on it."""

    roster: str
    role: str
    repos: tuple[str, ...] = ()
    cause: str = ""


def seats(people: Tree | None, post: Post, subject: str) -> tuple[list[Seat], list[Finding]]:
    """Read a list of people; a single entry without a list is read as a list of one."""
    found: list[Seat] = []
    findings: list[Finding] = []
    if people is None or people.value is None or people.words().lower() in ("na", "n/a"):
        return found, findings
    for entry in people if people.is_list else [people]:
        seat, odd = _seat(entry, post, subject)
        found += [seat] if seat else []
        findings += odd
    return found, findings


def _seat(entry: Tree, post: Post, subject: str) -> tuple[Seat | None, list[Finding]]:
    if entry.is_list:
        says = Text("A list stands where a person belongs.", "应为人员的位置出现了列表。")
        return None, [noticed.WRONG_TYPE.at(entry.place, says, subject=subject)]
    if not entry.is_map:
        return _bare(entry, post, subject)
    account, name = _account(entry), clean(_text(entry, "name"))
    said = _login_said(entry)
    if not account and not name:
        says = Text(
            f"This entry under '{post.role}' has neither an account nor a name, so it is left out.",
            f"“{post.role}”下的这一项既无账号也无姓名，已略去。",
        )
        return None, [noticed.NAMELESS.at(entry.place, says, subject=subject)]
    mail = _text(entry, "email")
    mail = mail if MAIL.fullmatch(mail) else ""
    seat = Seat(
        post.roster, post.role, entry.place, name, account, _value(entry, "organization"),
        mail_account(mail) if mail else "", mail.rpartition("@")[2].lower(), post.repos, None, post.cause,
    )  # fmt: skip
    odd = [] if account or said is None else [_placeholder(entry, said, name, subject)]
    return seat, odd + _unknown(entry, subject)


def _bare(entry: Tree, post: Post, subject: str) -> tuple[Seat | None, list[Finding]]:
    """A plain word in a list of people is an account."""
    account = account_named(entry.words()) if type(entry.value) in (str, int) else ""
    if account:
        return Seat(post.roster, post.role, entry.place, account=account, repos=post.repos, cause=post.cause), []
    says = Text(
        f"'{entry.words()}' under '{post.role}' is no account, so it is left out.",
        f"“{post.role}”下的“{entry.words()}”不是账号，已略去。",
    )
    return None, [noticed.NAMELESS.at(entry.place, says, subject=subject)]


def _text(entry: Tree, key: str) -> str:
    return entry.text(key)


def _value(entry: Tree, key: str) -> str:
    words = entry.text(key)
    return "" if is_placeholder(words) else words


def _account(entry: Tree) -> str:
    for key, forge in _IDS.items():
        if account := account_named(entry.text(key), forge):
            return account
    for key in ("gitee_home", "github_home", "home"):
        if account := account_in(entry.text(key)):
            return account
    return ""


def _login_said(entry: Tree) -> str | None:
    """Return what stands where the account belongs; None where the entry has no such key."""
    for key in (*_IDS, "gitee_home", "github_home"):
        if (said := entry.get(key)) is not None:
            return said.words()
    return None


def _placeholder(entry: Tree, said: str, name: str, subject: str) -> Finding:
    held = said or "null"
    says = Text(
        f"The account of {name} is '{held}'. They are listed as a person of this group only, joined with nobody else.",
        f"{name} 的账号写作“{held}”。此人仅作为本组人员列出，不与任何人合并。",
    )
    return noticed.PLACEHOLDER_ID.at(entry.place, says, subject=subject)


def _unknown(entry: Tree, subject: str) -> list[Finding]:
    return [
        noticed.UNKNOWN_KEY.at(
            value.place,
            Text(f"The key '{key}' of a person is not read.", f"人员的键“{key}”未被读取。"),
            subject=subject,
        )
        for key, value in entry.items()
        if key not in _KNOWN and key not in _IDS
    ]
