"""Whether the forges take the tokens of the environment: each is asked once, for what costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.model.errors import SourceBusy, SourceUnreadable
from folkmoot.model.text import Text
from folkmoot.reports.doctor import Ailment, variable
from folkmoot.wiring.settings import Settings, tokens


@dataclass(frozen=True)
class _Forge:
    name: str
    title: str
    api: str
    auth: str
    path: str  # what any token may ask for: GitHub does not count it, Gitee tells the token's owner


def refused(settings: Settings) -> Iterator[Ailment]:
    """Yield each token that its forge refuses, and each forge that cannot be asked.

    Edges: a token that is at its limit, or that may not do this, is taken: only 401 says that it is none.
    """
    for forge in dict.fromkeys(_forges(settings)):
        for number, token in enumerate(tokens(forge.name), 1):
            yield from _asked(forge, token, number)


def _forges(settings: Settings) -> Iterator[_Forge]:
    from folkmoot.sources.gitee.dialect import DIALECTS
    from folkmoot.sources.github.client import PUBLIC

    for github in settings.github:
        yield _Forge("github", "GitHub", github.api or PUBLIC, "Bearer {}", "/rate_limit")
    for gitee in settings.gitee:
        dialect = DIALECTS[gitee.forge]
        yield _Forge(gitee.forge, dialect.name, gitee.api or dialect.api, dialect.auth, "/user")


def _asked(forge: _Forge, token: str, number: int) -> Iterator[Ailment]:
    from folkmoot.sources.http.client import Web  # the network library takes its time

    fault: SourceUnreadable | None = None
    web = Web(
        forge.api,
        service=forge.title,
        tokens=(token,),
        auth=forge.auth,
        patience=0,
        sleep=lambda _seconds: None,
        timeout=10,
    )
    try:
        web.get(forge.path)
    except SourceBusy:
        return  # it knows the token: it counts its calls
    except SourceUnreadable as error:
        fault = error
    finally:
        web.close()
    for ending in web.bad_tokens:
        end = ending.lstrip("…")  # of a short one nothing is told
        which = Text(f" (it ends in {end})", f"（末尾为 {end}）") if end else Text()
        yield Ailment(
            "error", "tokens", forge.name,
            Text(f"{forge.title} refuses token {number}{which.en}.", f"{forge.title} 拒绝第 {number} 个令牌{which.zh}。"),
            Text(f"Make a new one and put it into {variable(forge.name)}.", f"请新建令牌并写入 {variable(forge.name)}。"),
        )  # fmt: skip
    if fault and not web.bad_tokens and "HTTP 403" not in fault.what:
        yield Ailment(
            "warning", "tokens", forge.name,
            Text(f"{forge.title} cannot be asked: {fault.what}", f"无法询问 {forge.title}：{fault.what}"),
            Text("Is the network there, and the setting 'api' right?", "请检查网络以及设置 api。"),
        )  # fmt: skip
