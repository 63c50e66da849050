"""``moot user``: accounts of the portal. Who has a shell on the workspace may make and close them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from types import ModuleType


Name = Annotated[str, typer.Argument(help="The account's name.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")]
Prompt = Annotated[bool, typer.Option("--prompt", help="Type a password; else one is made and shown once.")]

user = typer.Typer(no_args_is_help=True, help="Accounts of the portal: make, close, link, let operate.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(user, name="user")


@user.command(epilog="Example: moot user create bo --operator")
def create(
    context: Context,
    name: Name,
    operator: Annotated[bool, typer.Option("--operator", help="Let it operate the community.")] = False,
    prompt: Prompt = False,
) -> None:
    """Make an account that signs in by password."""
    users = _users(context)
    password = _password(prompt)
    made = users.create(name, password, actor=shell_actor(), operator=operator)
    typer.echo(f"Made the account {made.name}{', an operator' if operator else ''}.")
    _tell(password, prompt)


@user.command(name="list", epilog="Example: moot user list")
def list_(context: Context) -> None:
    """List the accounts: open or closed, whom they are, who was let operate."""
    users = _users(context)
    for one in users.accounts():
        facts = ["open" if one.active else "closed", *(["operator"] if one.granted else []), *one.people]
        typer.echo(f"{one.name}\t{', '.join(facts)}")


@user.command(epilog="Example: moot user password bo")
def password(context: Context, name: Name, prompt: Prompt = False) -> None:
    """Give an account a new password; it is signed out everywhere."""
    users = _users(context)
    new = _password(prompt)
    users.set_password(name, new, actor=shell_actor())
    typer.echo(f"The account {name} has a new password.")
    _tell(new, prompt)


@user.command(epilog="Example: moot user close bo --why 'left'")
def close(context: Context, name: Name, why: Why = "") -> None:
    """Close an account: nobody can use it, and who is signed in with it is out at once."""
    _set_active(context, name, active=False, why=why)


@user.command(name="open", epilog="Example: moot user open bo")
def open_(context: Context, name: Name, why: Why = "") -> None:
    """Open a closed account again."""
    _set_active(context, name, active=True, why=why)


@user.command(epilog="Example: moot user operator bo   (or: moot user operator bo --withdraw)")
def operator(
    context: Context,
    name: Name,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back.")] = False,
    why: Why = "",
) -> None:
    """Let an account operate the community. It counts as long as the charter names no operators itself."""
    users = _users(context)
    users.set_operator(name, held=not withdraw, actor=shell_actor(), why=why)
    typer.echo(f"The account {name} {'may no longer' if withdraw else 'may'} operate the community.")


@user.command(epilog="Example: moot user link bo bo-maintainer   (or: moot user link bo bo-maintainer --remove)")
def link(
    context: Context,
    name: Name,
    person: Annotated[str, typer.Argument(help="The id of a person whom the charter declares.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take the link away.")] = False,
    why: Why = "",
) -> None:
    """Say which declared person an account is."""
    users, house = _users(context), opened(context)
    if not remove and person not in house.charter.person_by_id:
        raise BadInput(f"the charter declares no person '{person}'.", mend="Look it up with: moot ask people --q NAME.")
    users.link(name, person, held=not remove, actor=shell_actor(), why=why)
    typer.echo(f"The account {name} is {'no longer ' if remove else ''}{person}.")


def _set_active(context: Context, name: str, *, active: bool, why: str) -> None:
    users = _users(context)
    users.set_active(name, active=active, actor=shell_actor(), why=why)
    typer.echo(f"The account {name} is {'open' if active else 'closed'}.")


def _password(prompt: bool) -> str:
    if prompt:
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return secrets.token_urlsafe(12)


def _tell(password: str, prompt: bool) -> None:
    if not prompt:
        typer.echo(f"Password, shown only now: {password}")


def _users(context: Context) -> ModuleType:
    """Open the workspace, then load the ledger's accounts: they need its database."""
    opened(context)
    from folkmoot.ledger import users

    return users
