"""The samples of Gitee and of GitCode for the checks that all sources share."""

from __future__ import annotations

from folkmoot.model.facts import Unaged
from folkmoot.sources.gitee.accounts import Accounts
from folkmoot.sources.gitee.organization import Members, Repositories
from tests.sources.gitee.server import Server


def streams(_folder):
    """Return fresh streams of both dialects."""
    gitee = Server(per_page=2).gitee()
    of_org = [Members(gitee, "example"), Repositories(gitee, "example")]
    ages = Accounts(gitee, lambda _now: [Unaged("gitee:ann", "11"), Unaged("gitee:gone")])
    return [*Server(per_page=2).streams(), *of_org, ages, *Server("gitcode", told=False).streams()]
