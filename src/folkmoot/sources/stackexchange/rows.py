"""The bytes of a dump's XML file → one row's attributes after the other. Pure; nothing is expanded, nothing is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from folkmoot.model.errors import SourceUnreadable

PIECE = 256 * 1024
LARGEST_ROW = 16 * 2**20  # a post has 30,000 letters at most

Row = Mapping[str, str]


class _Declared(Exception):
    """The file declares a document type, with which a few bytes can become a billion."""


def rows_of(file: BinaryIO, where: str) -> Iterator[Row]:
    """Yield the attributes of each ``<row …/>``.

    Edges: a document type or an entity is refused, since no dump has one. Errors: SourceUnreadable with the line.
    """
    held: list[Row] = []
    parser = _parser(held)
    since_row, line = 0, 0
    try:
        while piece := file.read(PIECE):
            parser.Parse(piece)
            since_row = 0 if held else since_row + len(piece)
            if since_row > LARGEST_ROW:
                raise SourceUnreadable(
                    f"a row is longer than {LARGEST_ROW // 2**20} MB, which no post is.",
                    where=f"{where}:{parser.CurrentLineNumber}",
                )
            line = parser.CurrentLineNumber
            yield from held
            held.clear()
        parser.Parse(b"", True)  # noqa: FBT003  # it is the end; expat knows it by its place only
        yield from held
    except expat.ExpatError as error:
        raise SourceUnreadable(
            f"it is no XML: {expat.errors.messages[error.code]}.", where=f"{where}:{error.lineno}",
            mend="Unpack the dump again; it may be cut short.",
        ) from error  # fmt: skip
    except (LookupError, ValueError) as error:
        raise SourceUnreadable(f"its encoding is not known: {error}.", where=where, mend="Dumps are UTF-8.") from error
    except _Declared as error:
        raise SourceUnreadable(
            "it declares a document type, which no dump does.",
            where=f"{where}:{line + 1}",
            mend="Fetch it from its origin.",
        ) from error


def _parser(held: list[Row]) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            held.append(attributes)

    def declared(*_told: object) -> NoReturn:
        raise _Declared

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    return parser
