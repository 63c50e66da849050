"""Words that a database can keep."""

from __future__ import annotations

from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text


def must_be_words(*said: str) -> None:
    """Errors: BadInput for words with a NUL or half a character: PostgreSQL keeps neither."""
    if any("\0" in words or not _is_whole(words) for words in said):
        raise BadInput(
            Text("these words hold a character that is none.", "文字中含有无效字符。"),
            mend=Text("Write them again.", "请重新填写。"),
        )


def _is_whole(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True
