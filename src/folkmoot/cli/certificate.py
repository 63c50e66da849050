"""``moot certificate``: community numbers and levels, certificates issued and revoked, files to take along, keys."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text, has_han
from folkmoot.wiring.clock import clock

Ident = Annotated[str, typer.Argument(help="The certificate's id: see moot certificate list.")]
Who = Annotated[str, typer.Argument(help="The person's id, or one of their accounts.")]
Why = Annotated[str, typer.Option(help="The reason; everybody reads it.")]

certificate = typer.Typer(no_args_is_help=True, help="Community numbers, levels and certificates.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(certificate, name="certificate")


@certificate.command("list", epilog="Example: moot certificate list --state revoked")
def listed(
    context: Context,
    state: Annotated[str, typer.Option(help="Only these: valid, revoked.")] = "",
    shape: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")] = "table",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
) -> None:
    """List the certificates."""
    answer = opened(context).answer("certificates", {"state": state} if state else {})
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
        return
    table = Table("Certificate", "Holder", "Number", "Issued", "State", show_edge=False, pad_edge=False)
    table.add_column("Id", no_wrap=True)
    for row in answer.rows:
        cells = (row["title"].said_in(lang), row["name"], row["number"], f"{row['at']:%Y-%m-%d}")
        table.add_row(*cells, row["state_name"].said_in(lang), row["ident"])
    Console(highlight=False).print(table)
    typer.echo(answer.sentence.said_in(lang))


@certificate.command(epilog="Example: moot certificate number ann")
def number(context: Context, person: Who) -> None:
    """Show somebody's community number, and give them one if they have none."""
    house = opened(context)  # first: what follows needs the ledger
    from folkmoot.jobs.leveling import give

    give(house.homes(), person, actor=shell_actor(), now=_now())
    typer.echo(house.answer("number", {"id": person, "own": "yes"}).about["spelled"])


@certificate.command(epilog="Example: moot certificate level ann GI --why 'Agreed by the committee.'")
def level(
    context: Context, person: Who, to: Annotated[str, typer.Argument(help="The level's id or letters.")], why: Why = ""
) -> None:  # fmt: skip
    """Set somebody's level by hand."""
    house = opened(context)
    from folkmoot.jobs.leveling import put

    put(house.homes(), person, to, actor=shell_actor(), now=_now(), why=why)
    typer.echo(house.answer("number", {"id": person, "own": "yes"}).about["spelled"])


@certificate.command(
    epilog="Example: moot certificate issue ann 'Wrote the guide' --criteria 'As the team saw it.' --why 'A year of work.'"
)
def issue(
    context: Context,
    person: Who,
    title: Annotated[str, typer.Argument(help="For what, in a few words.")],
    criteria: Annotated[str, typer.Option(help="By which criteria it is given.")] = "",
    link: Annotated[
        list[str] | None, typer.Option(help="The address of a page that shows it; may be repeated.")
    ] = None,
    why: Why = "",
) -> None:
    """Certify by hand what no rule tells."""
    house, now = opened(context), _now()
    from folkmoot.jobs.certifying import by_hand
    from folkmoot.wiring.certifying import issuer_of

    made = by_hand(
        house.homes(), issuer_of(house, now), person, title=_words(title), says=Text(), criteria=_words(criteria), links=link or (),
        actor=shell_actor(), now=now, why=why,
    )  # fmt: skip
    typer.echo(made.ident)


@certificate.command(epilog="Example: moot certificate due")
def due(
    context: Context,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language reasons are told.")] = "en",
) -> None:
    """Record the levels that were reached, issue what is due for them and for promotions, and list certificates whose work was reverted."""
    house = opened(context)
    from folkmoot.wiring.certifying import due as fulfil

    done = list(fulfil(house, _now()))
    for line in done:
        typer.echo(line)
    typer.echo(f"{len(done)} done.")
    answer = house.answer("certificates-due", {})
    for row in answer.rows:
        typer.echo(
            f"! {row['ident']} {row['name']}, {row['title'].said_in(lang)}: {row['reason'].said_in(lang)} {row['perhaps'].said_in(lang)}".rstrip()
        )
    if answer.rows:
        typer.echo(
            f"{answer.sentence.said_in(lang)} moot certificate revoke ID --why …, or moot certificate keep ID --why …"
        )


@certificate.command(
    epilog="Example: moot certificate keep 0123456789abcdef --why 'It was merged again with other words.'"
)
def keep(
    context: Context, ident: Ident, why: Annotated[str, typer.Option(help="The reason; operators read it.")] = ""
) -> None:
    """Let a certificate hold although work behind it was reverted; it is listed again when more of it is."""
    house = opened(context)
    from folkmoot.jobs.certifying import keep as job

    rows = house.answer("certificates-due", {}).rows
    work = [one["subject"] for row in rows if row["ident"] == ident for one in row["work"]]
    job(ident, work, actor=shell_actor(), now=_now(), why=why)
    typer.echo(f"{ident} holds all the same.")


@certificate.command(epilog="Example: moot certificate revoke 0123456789abcdef --why 'The work was reverted.'")
def revoke(context: Context, ident: Ident, why: Why = "") -> None:
    """Revoke a certificate for ever."""
    opened(context)
    from folkmoot.jobs.certifying import revoke as job

    job(ident, actor=shell_actor(), now=_now(), why=why)
    typer.echo(f"{ident} is revoked.")


@certificate.command(epilog="Example: moot certificate export 0123456789abcdef --out ann.pdf")
def export(
    context: Context, ident: Ident, out: Annotated[Path, typer.Option(help="The file: .json, .jwt, .svg or .pdf.")]
) -> None:  # fmt: skip
    """Write a certificate as it was signed, or as a sheet to print."""
    house = opened(context)
    from folkmoot.ledger import certificates
    from folkmoot.press.certificate import drawn, printed
    from folkmoot.wiring.certifying import page_of

    one = certificates.one(ident)
    page = page_of(house, ident, one.document)
    svg = drawn(one.content, ident=ident, url=page, at=one.at, revoked=one.revoked_at is not None)
    forms = {".json": one.document, ".jwt": one.jwt, ".svg": svg, ".pdf": ""}
    if out.suffix not in forms:
        raise BadInput(f"'{out.suffix}' is no form of a certificate.", mend=f"Use one of: {', '.join(forms)}.")
    try:
        out.write_bytes(printed(svg) if out.suffix == ".pdf" else forms[out.suffix].encode())
    except OSError as error:
        raise BadInput(f"this cannot be written: {(error.strerror or '?').lower()}.", where=str(out)) from error
    typer.echo(f"Wrote {out}.")


@certificate.command(epilog="Example: moot certificate keys > did.json")
def keys(
    context: Context,
    at: Annotated[
        str, typer.Option(help="An earlier address of the portal, whose did.json is to stay there; absent: that of today.")
    ] = "",
) -> None:  # fmt: skip
    """Print the issuer's public keys, as the portal publishes them: what moot verify --keys reads."""
    house = opened(context)
    from folkmoot.wiring.certifying import published

    typer.echo(json.dumps(published(house, at), indent=2))


@certificate.command(epilog="Example: moot certificate rotate --why 'Once a year.'")
def rotate(context: Context, why: Why = "") -> None:
    """Retire both keys and go on with new ones; what the old ones signed still verifies."""
    house = opened(context)
    from folkmoot.wiring.certifying import rotate as turn

    turn(house, actor=shell_actor(), now=_now(), why=why)
    typer.echo("New keys sign from now on; the old public keys stay published.")


def _words(said: str) -> Text:
    return Text(zh=said) if has_han(said) else Text(en=said)


def _now() -> datetime:
    return clock().replace(microsecond=0)
