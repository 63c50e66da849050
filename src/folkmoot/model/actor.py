"""Who does something in the ledger: their name, where it came from, and whether they operate the community."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: an account of the portal, or whoever has a shell on the workspace (``cli:login``)."""

    name: str
    origin: str = "cli"  # an IP address, or "cli"
    operator: bool = False

    def must_operate(self) -> None:
        """Errors: NotAllowed unless this is an operator."""
        if not self.operator:
            raise NotAllowed(
                f"{self.name or 'Somebody who is signed out'} may not do this: only operators may.",
                mend="Sign in as an operator, or ask one.",
            )
