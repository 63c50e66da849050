"""People as READMEs write them: ``Ann Author (Example University)``, ``[@ann](https://gitee.com/ann)``, ``Bo（@bo，…）``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from folkmoot.charter.dialects.mindspore.markdown import LONGEST, links, plain
from folkmoot.charter.dialects.mindspore.names import clean, is_name
from folkmoot.charter.dialects.mindspore.places import MAIL, account_in, account_named
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import has_han

_HANDLE = re.compile(r"(?<![\w.+-])@([A-Za-z][\w.-]*)")
_END_OF_NAME = re.compile(r"[(（,，:：;；@<\[【]|\s{2,}|\t| - | – ")
_SPREAD = re.compile(r"^([㐀-鿿])\s+([㐀-鿿])(?=\W|$)")
_BRACKET = re.compile(r"[^(（,，:：;；]*[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]")
_TITLE = re.compile(r"\b(prof|dr|mr|ms|professor)\b\.?\s*", re.IGNORECASE)
_NO_ORGANIZATION = re.compile(
    r"负责|架构师|工程师|开发|专家|教授|院长|布道师|发起人|研究员|博士|硕士|本科|导师|团队|贡献者|研发|组织者|沟通|联络|MindSpore|框架|[；;@]|"
    r"\b(professor|dean|engineer|architect|developer|expert|leader|lead|responsible|manager|student|ph\.?d)\b|"
    r"https?:|\b\w+\d{4,}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody as written."""

    name: str = ""
    account: str = ""
    shown: str = ""  # the words of the link to the account
    mail: str = ""
    organization: str = ""
    rest: str = ""  # what stands after the address: "co-lead", "approver"


def people_in(cell: str) -> list[Written]:
    """Read a cell of a table: any number of account links, or else one person in words, or nobody."""
    cell = cell[:LONGEST]
    linked = [(words, account) for words, url in links(cell) if (account := account_in(url))]
    if linked:
        mails = MAIL.findall(re.sub(r"\[[^\[\]]{0,300}\]", "", cell))
        mail = mails[0] if len(mails) == len(linked) == 1 else ""
        return [Written(clean(words), account, words.lstrip("@"), mail) for words, account in linked]
    found = person_in(cell)
    return [found] if found else []


def person_in(words: str) -> Written | None:
    """Read one person in words; None where the words are no person: an open seat, a description."""
    for shown, url in links(words):
        if account := account_in(url):
            return Written(clean(shown), account, shown.lstrip("@"))
    text = plain(_mails_open(words))
    mail = next(iter(MAIL.findall(text)), "")
    rest = text.partition(mail)[2].strip() if mail else ""
    text = text.partition(mail)[0] if mail else text
    handle = _HANDLE.search(text)
    account = account_named(handle[1]) if handle else ""
    name = _name(text, whole=bool(account))
    if not account and not is_name(name):
        return None
    return Written(name, account, "", mail, organization_in(text), rest)


def _mails_open(words: str) -> str:
    """``<ann@example.org>`` is an address, not a tag."""
    return re.sub(r"<([\w.+-]+@[\w.-]+)>", r" \1 ", words)


def _name(text: str, *, whole: bool) -> str:
    """Return what stands before the first bracket, comma, colon or account.

    Without an account, words behind a Han name, and Han words behind a Latin one, describe the person.
    """
    text = _SPREAD.sub(r"\1\2", text.strip())
    head = clean(_TITLE.sub("", _END_OF_NAME.split(text, maxsplit=1)[0]))
    words = head.split(" ")
    if whole or not has_han(head):
        return head
    if has_han(words[0]):
        return words[0]
    return " ".join(words[: next(place for place, word in enumerate(words) if has_han(word))])


def organization_in(text: str) -> str:
    """Return the bracket after a name where it is an organisation, not a description of the person's work."""
    bracket = _BRACKET.match(text)
    said = bracket[1].strip("，,。 ") if bracket else ""
    long = 100 if not has_han(said) else 30
    fits = said and len(said) <= long and not is_placeholder(said)
    return said if fits and not _NO_ORGANIZATION.search(said) and _one_body(said) else ""


def _one_body(said: str) -> bool:
    """One body's name: commas stand only before ``Ltd.`` or between a school and its university."""
    return not re.search(r"[，、]", said) and (said.count(",") == 0 or bool(re.search(r"Ltd|Inc|Univers", said)))
