"""A refusal: why something is not done, and how to mend it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One sentence with its places, and how to mend it."""

    says: Text
    mend: Text = Text()

    def bad(self, **values: object) -> BadInput:
        """Return it as what cannot be done, with its places filled."""
        return BadInput(self.says.filled(**values), mend=self.mend.filled(**values))

    def barred(self, **values: object) -> NotAllowed:
        """Return it as what this person may not do, with its places filled."""
        return NotAllowed(self.says.filled(**values), mend=self.mend.filled(**values))
