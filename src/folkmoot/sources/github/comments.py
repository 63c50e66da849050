"""Comments: in the conversations of issues and changes, and on lines of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.listing import Page, since
from folkmoot.sources.github.stream import OfRepository
from folkmoot.sources.http.told import Told

_LISTS: Mapping[str, Callable[[Told, read.Seen], Facts]] = {"issues": read.comment, "pulls": read.code_comment}


class Comments(OfRepository):
    """Every comment of a repository, the longest unchanged one first.

    State: that of the list of conversations under ``issues``, and that of comments on lines under ``pulls``.
    """

    name = "comments"
    kinds = ("change.commented", "issue.commented")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the comments that changed since: first the one list, then the other."""
        states: dict[str, object] = dict(state)
        complete, notes = True, []
        for name, facts_of in _LISTS.items():
            before = states.get(name)
            listing = self.listing(f"{name}/comments", sort="updated", direction="asc")
            page = Page((), {})
            for page in since(listing, before if isinstance(before, dict) else {}, now):  # its last one counts
                states[name] = page.state
                facts = read.together(facts_of(one, self.seen(now)) for one in page.items)
                if page.items:
                    yield Step(facts, dict(states))
            complete = complete and page.complete
            notes += [page.note] if page.note and page.note not in notes else []
        yield Step(Facts(), states, None, now, complete, "; ".join(notes))
