"""``moot tally``: count ballots again, from a CSV or from the record of an election."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from folkmoot.model.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from folkmoot.model.tally import Matrix
    from folkmoot.rules.election_record import Counted
    from folkmoot.rules.recount import Said

FINDINGS = 1
METHOD = {
    "schulze": Text("Schulze, winning votes", "Schulze 法（胜方票数）"),
    "approval": Text("approval", "认可投票"),
    "plurality": Text("plurality", "相对多数"),
    "star": Text("STAR", "STAR 计分投票"),
}
STATE = {
    "": Text(), "elected": Text("elected", "当选"), "tied": Text("tied for a seat", "并列，席位未定"),
    "passed over": Text("passed over", "因席位上限略过"),
}  # fmt: skip
WORDS = {
    "head": Text("{title}: {ballots}, {method}, seats: {seats}", "{title}：{ballots}，{method}，{seats} 席"),
    "candidate": Text("candidate", "候选人"),
    "organization": Text("organisation", "组织"),
    "defeats": Text("defeats", "负场"),
    "points": Text("votes", "得票"),
    "pairwise": Text("Pairwise: ballots that put the row above the column", "两两比较：将行排在列之前的选票数"),
    "strongest": Text("Strongest paths, from the row to the column", "最强路径：由行到列"),
    "elected": Text("Elected: {names}", "当选：{names}"),
    "nobody": Text("nobody", "无"),
    "over": Text("Passed over: {name}. {why}", "略过：{name}。{why}"),
    "lots": Text("By lot, in this order: {names} (seed: {seed})", "抽签顺序：{names}（种子：{seed}）"),
    "tie": Text("Tied for {seats} of the seats: {names}. {why}", "{names} 并列争夺 {seats} 席。{why}"),
}
WIDEST = 26  # letters of a name in a matrix's first column


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot tally ballots.csv --seats 3 --format json")(tally)


def tally(  # noqa: PLR0913, PLR0917 — each option of the command line is an argument
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV of ballots, or an election's record as JSON.")],
    seats: Annotated[int | None, typer.Option(help="Seats to fill; else those of the record, or 1.", min=1)] = None,
    method: Annotated[str, typer.Option(help="For a CSV: schulze, approval, plurality or star.")] = "",
    tie: Annotated[str, typer.Option(help="For a CSV: a tie for a seat stays, or lot: lots are drawn.")] = "",
    seed: Annotated[str, typer.Option(help="For lots: the published seed.")] = "",
    per_organization: Annotated[
        int | None, typer.Option(help="For a CSV: most seats of one organisation.", min=1)
    ] = None,
    organization: Annotated[
        list[str] | None, typer.Option(help="For a CSV: CANDIDATE=ORGANISATION, again and again.")
    ] = None,
    held: Annotated[list[str] | None, typer.Option(help="For a CSV: ORGANISATION=SEATS that it has already.")] = None,
    key: Annotated[str, typer.Option(help="For a record: the community's public key, which must have signed it.")] = "",
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="For a record: that it has no signature is no fault.")
    ] = False,
    form: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How to print it.")] = "table",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
) -> None:
    """Count ballots: ranks, pairwise preferences, strongest paths, who is elected, and ties.

    A CSV has a candidate in each column, and in each cell a rank or 'No opinion'. Exit status 1: a tie leaves a seat open, a
    record says something else than its ballots, or it is unsigned.
    """
    from folkmoot.press.tallied import as_csv, as_json
    from folkmoot.rules.recount import Said

    said = Said(seats, method, tie, seed, per_organization, tuple(organization or ()), tuple(held or ()))
    counted = _counted(file, said, key, unsigned=unsigned)
    if form == "json":
        sys.stdout.write(json.dumps(as_json(counted, lang), ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        sys.stdout.write(as_csv(counted))
    else:
        _show(counted, lang)
    if counted.faults or not counted.tally.settled:
        raise typer.Exit(FINDINGS)


def _counted(file: Path, said: Said, key: str, *, unsigned: bool) -> Counted:
    from folkmoot.model.errors import BadInput
    from folkmoot.rules.ballots import ballots_of_csv
    from folkmoot.rules.election_record import Counted, read_record
    from folkmoot.rules.recount import counting_of
    from folkmoot.rules.tallies import count

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"it cannot be read: {error.strerror}.", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} is no UTF-8.", where=str(file), mend="Save it as UTF-8.") from error
    if text.lstrip()[:1] == "{":
        if said.more_than_seats:
            raise BadInput(
                "a record says itself how it is counted.", where=str(file), mend="Only --seats may be given."
            )
        return read_record(text, said.seats, str(file), key=key, unsigned=unsigned)
    if key or unsigned:
        raise BadInput(
            "ballots as CSV are not signed.",
            where=str(file),
            mend="Give --key and --unsigned with an election's record.",
        )
    method = counting_of(said).method
    ballots = ballots_of_csv(text, method, str(file))
    if not len(ballots.marks):
        raise BadInput(
            "there is no ballot below the candidates' names.", where=str(file), mend="Write one ballot in each row."
        )
    return Counted(count(ballots, counting_of(said, ballots.candidates)), title=Text(file.name))


def _ballots(number: int) -> Text:
    from folkmoot.reports.filling import many

    return Text(many(number, "ballot", "ballots"), f"{number:,} 张选票")


def _show(counted: Counted, lang: str) -> None:
    from rich.console import Console

    console, tally = Console(highlight=False, soft_wrap=True, markup=False), counted.tally
    console.print(WORDS["head"].filled(
        title=counted.title, ballots=_ballots(tally.figures.ballots), method=METHOD[tally.counting.method], seats=tally.counting.seats,
    ).said_in(lang), style="bold")  # fmt: skip
    _show_ranks(console, counted, lang)
    order = [tally.candidates.index(name) for place in tally.places for name in place]
    for what, matrix in (("pairwise", tally.figures.pairwise), ("strongest", tally.figures.strongest)):
        if matrix:
            console.print(f"\n{WORDS[what].said_in(lang)}", style="bold")
            _show_matrix(console, matrix, order, [_name(counted, tally.candidates[one]) for one in order])
    console.print()
    for words, style in outcome_of(counted, lang):
        console.print(words, style=style)


def _show_ranks(console: Console, counted: Counted, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text as Line

    from folkmoot.press.tallied import rows_of

    rows = list(rows_of(counted))
    shown = [name for name in ("organization", "defeats", "points") if any(row[name] not in (None, "") for row in rows)]
    table = Table("#", WORDS["candidate"].said_in(lang), *(WORDS[name].said_in(lang) for name in shown), "", box=None)
    for column in (table.columns[0], *table.columns[2 + ("organization" in shown) : -1]):
        column.justify = "right"
    for row in rows:
        rank = f"{'=' if row['shared'] else ''}{row['rank']}"
        cells = (rank, row["name"], *(row[name] for name in shown), STATE[row["state"]].said_in(lang))
        table.add_row(
            *(Line("" if cell is None else str(cell)) for cell in cells), style="bold" if row["state"] else ""
        )
    console.print(table)


def _show_matrix(console: Console, matrix: Matrix, order: list[int], names: list[str]) -> None:
    """Print a matrix with its rows by place; the columns carry the numbers of the rows."""
    from rich.cells import set_cell_size

    width = max(len(str(number)) for row in matrix for number in row) + 1
    width = max(width, len(str(len(order))) + 1)
    wide = min(WIDEST, max(len(name) for name in names)) + 1
    console.print(" " * (wide + 4) + "".join(f"{number:>{width}}" for number in range(1, len(order) + 1)), style="dim")
    for number, one in enumerate(order, 1):
        cells = "".join(f"{'·' if one == other else matrix[one][other]:>{width}}" for other in order)
        console.print(f"{number:>3} {set_cell_size(names[number - 1], wide)}{cells}")


def outcome_of(counted: Counted, lang: str) -> Iterator[tuple[str, str]]:
    """Yield what an election came to, line by line with its style: seats, ties, what is to be said, what does not agree."""
    tally = counted.tally

    def named(names: tuple[str, ...]) -> str:
        return (", " if lang == "en" else "、").join(_name(counted, name) for name in names)

    said = named(tally.seated.elected) or WORDS["nobody"].said_in(lang)
    yield WORDS["elected"].filled(names=said).said_in(lang), "bold"
    for one in tally.seated.passed_over:
        yield WORDS["over"].filled(name=_name(counted, one.candidate), why=one.why).said_in(lang), ""
    for lots in tally.seated.drawn:
        yield WORDS["lots"].filled(names=named(lots), seed=tally.counting.seed).said_in(lang), ""
    for tie in tally.seated.tied:
        words = WORDS["tie"].filled(seats=tie.seats, names=named(tie.candidates), why=tie.why)
        yield words.said_in(lang), "yellow"
    yield from ((note.said_in(lang), "dim") for note in counted.notes)
    yield from ((fault.said_in(lang), "red") for fault in counted.faults)


def _name(counted: Counted, name: str) -> str:
    return (counted.names or {}).get(name, name)
