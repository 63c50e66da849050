"""Names of people and groups: their spelling variants, slugs, and what tells a name from other words."""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations

from folkmoot.model.people import is_placeholder
from folkmoot.model.text import has_han

_TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "miss"}
_NOBODY = re.compile(
    r"待|联络|招募|征集|团队|成员|姓名|博士|硕士|教授|院士|^xxx|\btbd\b|\btodo\b|^各|^无$|负责|其他|贡献|^name\b|"
    r"laborator|universit|^(maintainer|committer|contributor|reviewer|member|lead|developer|team|sig)s?\b",
    re.IGNORECASE,
)
_SURNAME_ONLY = re.compile(r"(mr|mrs|ms|miss|dr|prof)\.?\s*[\w'-]+$", re.IGNORECASE)
_HAN_NAME = re.compile(r"[㐀-鿿]{1,4}(·[㐀-鿿]{1,7})*")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ][\wÀ-ɏ.'’-]*|[A-Za-zÀ-ɏ][\w.'’-]*( ([A-ZÀ-Þ]|\d)[\w.'’-]*){1,3}", re.ASCII)
_OF_GROUPS = re.compile(r"\b(mindspore|openeuler|sig|wg|special interest group|working group|the|suite)\b")


def slug_of(words: str) -> str:
    """Return a folder's slug: lower case, other signs than letters, digits, ``.`` and ``_`` as one hyphen."""
    plain = unicodedata.normalize("NFKC", words).strip().strip("/").lower()
    slug = re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")
    return slug or "group-" + "".join(f"{ord(sign):x}" for sign in plain[:6])


def person_slug(name: str, group: str) -> str:
    """Return an id for somebody without an account: the name and the group, so that namesakes stay apart."""
    plain = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFKC", name).strip().lower()).strip("-._")
    return f"{plain or 'nobody'}-{group}"


def clean(name: str) -> str:
    """Return a name without surplus signs; empty for a placeholder."""
    name = re.sub(r"\s+", " ", name.replace("\u200b", "").replace("\ufeff", "")).strip(" *@,，、;；:：.。-–[]<>\t")
    return "" if is_placeholder(name) else name


def variants(name: str) -> frozenset[str]:
    """Return the spellings that mean the same name: case, spaces and the order of its words do not matter.

    Edges: none for a title with one word (``Mr. Lee`` names many people).
    """
    if _SURNAME_ONLY.fullmatch(name.strip()):
        return frozenset()
    plain = unicodedata.normalize("NFKC", name).lower()
    words = [word for word in re.split(r"[\s._,'’·-]+", plain) if word and word not in _TITLES][:4]
    if not words:
        return frozenset()
    if has_han(plain):
        return frozenset({"".join(words)})
    return frozenset("".join(order) for order in permutations(words))


def is_name(words: str) -> bool:
    """Return whether ``words`` alone can be a person's name, not a description or an open seat."""
    if is_placeholder(words) or _NOBODY.search(words):
        return False
    return bool(_HAN_NAME.fullmatch(words.replace(" ", "")) or _LATIN_NAME.fullmatch(words))


def group_key(name: str) -> str:
    """Return what two spellings of a group's name have in common: ``MindSpore Lite/`` and ``lite sig`` are one."""
    plain = unicodedata.normalize("NFKC", name).lower().replace("_", " ")
    return re.sub(r"[^\w]+", "", _OF_GROUPS.sub(" ", plain)) or re.sub(r"[^\w]+", "", plain)


def titled(heading: str) -> str:
    """Return the group's name in a README's first heading, or nothing where the heading is a slogan or a chapter."""
    name = re.sub(
        r"\b(special )?interest group\b|\bworking group\b|[(（]\s*(SIG|WG)\s*[)）]", " ", heading, flags=re.IGNORECASE
    )
    said = re.search(r"SIG|WG|group", heading, re.IGNORECASE)
    name = re.sub(r"\s+", " ", name).strip(" #*：:")
    slogan = re.search(r"[，,。！!]|加入|简介|介绍|\bjoin\b|introduction", name, re.IGNORECASE)
    return name if said and not slogan and 1 < len(name) <= 60 and name.upper() not in ("SIG", "WG") else ""
