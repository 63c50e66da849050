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


class MootError(Exception):
    """One clear sentence for the user: where, what, and how to mend it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(what, where, mend)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"


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
