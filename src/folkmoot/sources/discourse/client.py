"""The only network of Discourse forums."""

from __future__ import annotations

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.http.client import Web


class Forum:
    """A forum, as somebody sees it who is not signed in."""

    def __init__(self, url: str, web: Web | None = None) -> None:
        self.url = url.rstrip("/")
        self._web = web or Web(self.url, service="Discourse")

    def posts(self, before: int) -> object:
        """Return a page of posts, the newest first, from the number ``before`` down; 0: from the newest there is.

        Errors: SourceUnreadable, SourceBusy. Source: https://docs.discourse.org/#tag/Posts/operation/listPosts
        """
        data: object = self._web.get("posts.json", {"before": before} if before else None).data
        if data is None:
            raise SourceUnreadable(
                "there is no forum.", where=self.url, mend="Check 'url' of its [[discourse]] table in folkmoot.toml."
            )
        return data
