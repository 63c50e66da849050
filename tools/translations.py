"""Keeps the portal's translations whole: gathers messages, updates the .po files, compiles them.

``--check`` changes nothing and fails when a message is untranslated, fuzzy, stale, or not compiled.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path("src/folkmoot/web")
LOCALE = WEB / "locale"
LANGUAGES = {"en": "en", "zh_Hans": "zh_Hans_CN"}
TRANSLATORS = "The Folkmoot developers"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)  # a date that moved would change the file without changing a word
Message = str | tuple[str, str]

SAID = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?)(?:{%\s*plural\s*%}(.*?))?{%\s*endblocktranslate\s*%}", re.DOTALL)
PLACE = re.compile(r"{{\s*(\w+)\s*}}")
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def in_template(text: str) -> Iterator[Message]:
    """Yield the messages of a template, spelled as Django looks them up."""
    for match in SAID.finditer(text):
        yield (match[1] or match[2]).replace("%", "%%")
    for match in BLOCK.finditer(text):
        one, more = (PLACE.sub(r"%(\1)s", part.replace("%", "%%")) if part else "" for part in match.groups())
        yield (one, more) if more else one


def in_python(path: Path) -> Iterator[Message]:
    """Yield the messages of a module."""
    with path.open("rb") as file:
        for _line, said, _comments, _context in extract("python", file, KEYWORDS):
            yield (said[0], said[1]) if isinstance(said, tuple) else said


def gathered() -> dict[Message, set[str]]:
    """Return every message with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in sorted(WEB.rglob("*.html")):
        for message in in_template(path.read_text("utf-8")):
            found.setdefault(message, set()).add(path.relative_to(WEB).as_posix())
    for path in sorted(WEB.rglob("*.py")):
        for message in in_python(path):
            found.setdefault(message, set()).add(path.relative_to(WEB).as_posix())
    return found


def updated(old: Catalog, language: str, found: dict[Message, set[str]]) -> Catalog:
    """Return a catalog of exactly the found messages, with what was translated already."""
    new = Catalog(
        locale=LANGUAGES[language],
        header_comment="# The words of Folkmoot's portal; made whole and compiled by tools/translations.py.",
        project="Folkmoot",
        version="",
        msgid_bugs_address="",
        last_translator=TRANSLATORS,
        language_team=TRANSLATORS,
        charset="utf-8",
        creation_date=BEGUN,
        revision_date=BEGUN,
        fuzzy=False,
    )
    for message, places in sorted(found.items(), key=lambda one: str(one[0])):
        single = message[0] if isinstance(message, tuple) else message
        known = old.get(single)
        text = known.string if known else ""
        if language == "en":
            text = message
        new.add(message, text, locations=[(place, 0) for place in sorted(places)])
    return new


def po_path(language: str) -> Path:
    """Return where a language's messages stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return a language's messages as they are on disk."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=LANGUAGES[language])
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[language])


def faults(language: str, found: dict[Message, set[str]]) -> Iterator[str]:
    """Yield a sentence for everything that is missing, stale or not compiled."""
    catalog = read(language)
    known = {message.id: message for message in catalog if message.id}
    for message in found:
        said = known.get(message)
        strings = (said.string if isinstance(said.string, tuple | list) else (said.string,)) if said else ()
        if not strings or not all(strings):
            yield f"{po_path(language)}: not translated: {message!r}"
        elif said and said.fuzzy:
            yield f"{po_path(language)}: fuzzy: {message!r}"
    for stale in known.keys() - found.keys():
        yield f"{po_path(language)}: no longer said anywhere: {stale!r}"
    path = po_path(language).with_suffix(".mo")
    if not path.exists() or path.read_bytes() != compiled(catalog):
        yield f"{path}: not compiled from the .po file; run: python tools/translations.py"


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo file's bytes."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(language: str, found: dict[Message, set[str]]) -> None:
    """Update and compile a language."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = updated(read(language), language, found)
    text = io.BytesIO()
    write_po(text, catalog, width=120, sort_output=True, include_lineno=False)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    draft.write_bytes(text.getvalue())
    draft.replace(path)  # whole or not at all: words that somebody wrote are lost only with their file
    path.with_suffix(".mo").write_bytes(compiled(read(language)))


def main() -> int:
    """Update and compile, or with ``--check`` only look; return 1 when something is missing."""
    found = gathered()
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            write(language, found)
    said = [sentence for language in LANGUAGES for sentence in faults(language, found)]
    print("\n".join(said) if said else f"translations: {len(found)} messages in {len(LANGUAGES)} languages")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
