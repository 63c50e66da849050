"""Who does something in the ledger: their name, where it came from, whom they are, and whether they operate the community."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.errors import NotAllowed
from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: an account of the portal, or whoever has a shell on the workspace (``cli:login``)."""

    name: str
    origin: str = "cli"  # an IP address, or "cli"
    operator: bool = False
    people: tuple[str, ...] = ()  # ids of the declared people that this account has proven to be

    @property
    def called(self) -> str:
        """What an English sentence about them begins with."""
        return f"'{self.name}'" if self.name else "Somebody who is signed out"

    def must_operate(self) -> None:
        """Errors: NotAllowed unless this is an operator."""
        if not self.operator:
            raise NotAllowed(
                Text(
                    f"{self.called} may not do this: only operators may.",
                    f"{self.name or '未登录者'} 不能这样做：仅运营人员可以。",
                ),
                mend=Text("Sign in as an operator, or ask one.", "请以运营人员身份登录，或联系运营人员。"),
            )

    def must_be_somebody(self) -> str:
        """Return the id of the declared person who acts. Errors: NotAllowed when the account is nobody the charter knows."""
        if not self.people:
            raise NotAllowed(
                Text(
                    f"{self.called} is nobody whom the charter declares.",
                    f"{self.name or '未登录者'} 未在章程中声明。",
                ),
                mend=Text(
                    "Sign in with an account that the charter lists, or ask an operator to link yours.",
                    "请以章程中列出的账号登录，或请运营人员关联你的账号。",
                ),
            )
        return self.people[0]
