"""The tree of errors. Each carries one sentence: where, what, and how to mend it.

::

    MootError                    the only root; a door catches it and prints its sentence
├── BadInput                 what the user gave cannot be read (exit 2)
│   ├── CharterUnreadable    no charter at that path, or none of the dialects knows it
│   ├── SourceUnreadable     a repository, bundle, archive or forge cannot be read
│   │   └── SourceBusy       it asks to be left alone for a while; what was read is kept
│   └── BadQuestion          an unknown report, parameter or date
├── WorkspaceMissing         no folkmoot.toml at or above a folder
├── WorkspaceBroken          a setting is wrong, or a home is missing
├── LakeBusy                 another writer held the lake for too long
└── NotAllowed               this person may not do this; says which role may
"""

from __future__ import annotations

from folkmoot.model.text import Text, text_of


class MootError(Exception):
    """One clear sentence for the user: where, what, and how to mend it; in both languages where a page may show it."""

    def __init__(self, what: str | Text, *, where: str = "", mend: str | Text = "") -> None:
        self.told, self.way = text_of(what), text_of(mend)
        self.what, self.where, self.mend = str(what), where, str(mend)
        super().__init__(self.what, where, self.mend)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"

    def said_in(self, language: str) -> str:
        """Return the sentence in a language, or as far as it is not said in it in the other one."""
        what, mend = self.told.said_in(language), self.way.said_in(language)
        between = "" if not mend or what.endswith("。") else " "
        place = f"{self.where}: " if self.where else ""
        return f"{place}{what}{between}{mend}"


class BadInput(MootError):
    """What the user gave cannot be read."""


class CharterUnreadable(BadInput):
    """No charter stands at that path, or none of the dialects knows it."""


class SourceUnreadable(BadInput):
    """A repository, bundle, archive or forge cannot be read."""


class SourceBusy(SourceUnreadable):
    """A forge asks to be left alone for longer than we are willing to wait; what was read is kept."""


class BadQuestion(BadInput):
    """An unknown report, parameter or date."""


class WorkspaceMissing(MootError):
    """No ``folkmoot.toml`` at or above a folder."""


class WorkspaceBroken(MootError):
    """A setting is wrong, or a home of facts is missing."""


class LakeBusy(MootError):
    """Another writer held the lake for too long."""


class NotAllowed(MootError):
    """This person may not do this."""
