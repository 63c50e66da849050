"""What the reader may do with a piece of content: each thing with its form, and how it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.jobs import content_steps as steps
from folkmoot.jobs.contents import Seen, is_author, is_proposer, may_edit
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.content import OPEN
from folkmoot.model.text import Text
from folkmoot.rules.content import allowed
from folkmoot.web.accounts.who import forge_accounts
from folkmoot.web.forms import Form
from folkmoot.web.growing.content.forms import (
    GiveForm,
    LinkForm,
    MaybeWhyForm,
    PublishForm,
    ScheduleForm,
    ThanksForm,
    ViewsForm,
    WhyForm,
    local,
    utc,
)


@dataclass(frozen=True)
class Doing:
    """One thing that can be done: its title, its form, the word on its button, and whether it is the next step."""

    verb: str
    title: Text
    button: Text
    form: Form | None = None
    main: bool = False


@dataclass(frozen=True)
class Asked:
    """What a reader asks for of a piece."""

    request: HttpRequest
    it: Seen
    actor: Actor

    @property
    def zone(self) -> str:
        """On whose clocks moments were typed."""
        return self.it.homes.charter.community.zone

    def does(self, step: Callable[..., object], *said: object, **more: object) -> None:
        """Take a step with the piece as the reader, now."""
        step(self.it.homes, self.it.piece.number, *said, actor=self.actor, now=self.it.now, **more)


SAYS: Mapping[str, tuple[Text, Text]] = {
    "take": (Text("Write it", "由我来写"), Text("Take it", "认领")),
    "give": (Text("Give it to somebody", "指定作者"), Text("Give", "指定")),
    "draft": (Text("Link the draft", "填写草稿地址"), Text("Save the link", "保存链接")),
    "submit": (Text("Ask for a review", "提交审核"), Text("Submit for review", "提交审核")),
    "schedule": (Text("Accept and schedule", "审核通过并排期"), Text("Schedule", "排期")),
    "publish": (Text("Published? Say where", "已发布？填写地址"), Text("It is published", "标记为已发布")),
    "revise": (Text("Send back for changes", "退回修改"), Text("Send back", "退回")),
    "views": (Text("Write down views", "记录浏览量"), Text("Write down", "记录")),
    "thank": (Text("Thank the author", "感谢作者"), Text("Thank", "致谢")),
    "return": (Text("Give it back", "退回选题"), Text("Give back", "退回")),
    "drop": (Text("Drop it", "放弃"), Text("Drop", "放弃")),
    "revive": (Text("Take it up again", "重新启用"), Text("Take up again", "重新启用")),
}


def doings(it: Seen, actor: Actor, typed: Mapping[str, Any], verb: str, slot: str = "") -> list[Doing]:
    """Return what the reader may do now, the next step first. ``typed``: what was posted for ``verb``."""
    if not actor.name:
        return []
    found: list[Doing] = []
    for name in _verbs(it, actor):
        title, button = SAYS[name]
        form = _form(name, it, typed if name == verb else None, slot)
        found.append(Doing(name, title, button, form, main=not found))
    return found


def _verbs(it: Seen, actor: Actor) -> list[str]:
    piece = it.piece
    edits = may_edit(it.homes, piece.details.group, actor, it.now)
    writes = edits or is_author(piece, actor)
    own_review = piece.state == "review" and is_author(piece, actor)
    who = {
        "take": True, "give": edits, "draft": writes, "submit": writes, "schedule": edits and not own_review,
        "publish": edits and not own_review, "revise": edits, "views": writes, "thank": edits and not is_author(piece, actor),
        "return": writes, "drop": writes or (piece.state == "idea" and is_proposer(piece, actor)), "revive": edits,
    }  # fmt: skip
    found = [name for name, may in who.items() if may and allowed({"give": "take"}.get(name, name), piece.state)]
    if piece.state in ("taken", "draft") and piece.draft:
        found.sort(key=lambda name: name != "submit")
    if piece.state == "scheduled":
        found.sort(key=lambda name: name != "publish")
    if piece.state == "published":
        found.sort(key=lambda name: name != "views")
    return found


def _form(name: str, it: Seen, typed: Mapping[str, Any] | None, slot: str) -> Form | None:
    charter, piece = it.homes.charter, it.piece
    zone, prefix = charter.community.zone, {"auto_id": f"id_{name}_%s"}
    if name == "schedule":
        first = slot or local(
            piece.details.planned_at if piece.details.planned_at and piece.details.planned_at > it.now else None, zone
        )
        return ScheduleForm(typed, charter=charter, piece=piece, initial={"planned_at": first}, **prefix)
    if name == "publish":
        return PublishForm(typed, charter=charter, piece=piece, **prefix)
    if name == "views":
        return ViewsForm(typed, charter=charter, piece=piece, today=day_of(it.homes, it.now), **prefix)
    if name in ("draft", "submit"):
        form = LinkForm(typed, initial={"link": piece.draft}, **prefix)
        form.fields["link"].required = not (name == "submit" and piece.draft)
        return form
    plain = {"give": GiveForm, "revise": WhyForm, "thank": ThanksForm, "return": MaybeWhyForm}
    if name == "drop":
        return (MaybeWhyForm if piece.state == "idea" else WhyForm)(typed, **prefix)
    return plain[name](typed, **prefix) if name in plain else None


def _take(asked: Asked, _said: Mapping[str, Any]) -> str:
    user = asked.request.user
    accounts = () if asked.actor.people or not user.is_authenticated else forge_accounts(user)
    asked.does(steps.take, accounts=accounts)
    return _("It is yours. Link the draft when there is one.")


def _give(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.take, person=said["person"])
    return _("It has an author now.")


def _draft(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.draft, said["link"])
    return _("The draft is linked.")


def _submit(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.submit, link=said["link"])
    return _("It waits for a review.")


def _revise(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.revise, why=said["why"])
    return _("It is back with its author.")


def _schedule(asked: Asked, said: Mapping[str, Any]) -> str:
    at = utc(said["planned_at"], asked.zone) or asked.it.now
    asked.does(steps.schedule, at, channels=said.get("channels") or ())
    return _("It is scheduled.")


def _publish(asked: Asked, said: Mapping[str, Any]) -> str:
    at = utc(said["at"], asked.zone)
    asked.does(steps.publish, said["url"], channel=said["channel"], language=said["language"], at=at)
    return _("It is published.")


def _views(asked: Asked, said: Mapping[str, Any]) -> str:
    channel, _slash, language = said["where"].rpartition("/")
    where = {"channel": channel, "language": language}
    asked.does(steps.read_views, said["amount"], day=said["day"], counts=said["counts"], **where)
    return _("The reading is written down.")


def _thank(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.thank, said["why"])
    return _("Your thanks stand on the page.")


def _return(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.give_back, why=said["why"])
    return _("Somebody else can take it now.")


def _drop(asked: Asked, said: Mapping[str, Any]) -> str:
    asked.does(steps.drop, why=said["why"])
    return _("It is dropped.")


def _revive(asked: Asked, _said: Mapping[str, Any]) -> str:
    asked.does(steps.revive)
    return _("It is taken up again.")


VERBS: Mapping[str, Callable[[Asked, Mapping[str, Any]], str]] = {
    "take": _take, "give": _give, "draft": _draft, "submit": _submit, "revise": _revise, "schedule": _schedule, "publish": _publish,
    "views": _views, "thank": _thank, "return": _return, "drop": _drop, "revive": _revive,
}  # fmt: skip


def may_change(it: Seen, actor: Actor) -> bool:
    """Return whether the reader may change what is planned."""
    piece = it.piece
    if not actor.name or piece.state not in OPEN:
        return False
    own = (piece.state in ("taken", "draft") and is_author(piece, actor)) or (
        piece.state == "idea" and is_proposer(piece, actor)
    )
    return own or may_edit(it.homes, piece.details.group, actor, it.now)


def form_for(verb: str, it: Seen, typed: Mapping[str, Any]) -> Form | None:
    """Return the form of a thing that is done, with what was typed."""
    return _form(verb, it, typed, "")
