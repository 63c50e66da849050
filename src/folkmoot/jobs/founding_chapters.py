"""What a chapter that is to be founded says beside what every group does: its sort, where it is, and how to reach it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.jobs.gathering_refusals import NO_ZONE
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.chapter import SORTS, Chapter, Spot
from folkmoot.model.text import Text, text_of
from folkmoot.rules.recurrence import zone_of

CHAPTER = "chapter"
LETTERS = {"city_en": 60, "city_zh": 60, "country": 2, "zone": 60, "host_en": 100, "host_zh": 100, "contact": 1000}
FIELDS = ("sort", *LETTERS, "latitude", "longitude")
NO_SORT = Refusal(
    Text("'{sort}' is no sort of chapter.", "“{sort}”不是分会类型。"), Text("Use one of: {sorts}.", "可选：{sorts}。")
)
NO_PLACE = Refusal(
    Text("'{said}' is no place on a map.", "“{said}”不是有效的经纬度。"),
    Text(
        "Write latitude and longitude in degrees, such as 30.27 and 120.15, or neither.",
        "请以度为单位填写纬度与经度，如 30.27 与 120.15；或都不填。",
    ),
)
NO_COUNTRY = Refusal(
    Text("'{said}' is no country.", "“{said}”不是国家代码。"),
    Text("Write two letters, such as CN.", "请写两位字母，如 CN。"),
)
LONG = Refusal(Text("this is too long: {most} letters at most.", "内容过长，最多 {most} 字。"))


def chapter_words(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as what is kept. Errors: BadInput for a sort, country, place or zone that is none."""
    kept: dict[str, Any] = {name: str(said.get(name) or "").strip() for name in FIELDS}
    for name, most in LETTERS.items():
        if len(kept[name]) > most:
            raise LONG.bad(most=most)
    if kept["sort"] not in SORTS:
        raise NO_SORT.bad(sort=kept["sort"][:40], sorts=Text(", ".join(SORTS), "、".join(SORTS)))
    kept["country"] = kept["country"].upper()
    if kept["country"] and not (len(kept["country"]) == 2 and kept["country"].isascii() and kept["country"].isalpha()):
        raise NO_COUNTRY.bad(said=kept["country"])
    if kept["zone"] and zone_of(kept["zone"]) is None:
        raise NO_ZONE.bad(zone=kept["zone"])
    if bool(kept["latitude"]) != bool(kept["longitude"]):
        raise NO_PLACE.bad(said=kept["latitude"] or kept["longitude"])
    kept["latitude"], kept["longitude"] = _degrees(kept["latitude"], 90), _degrees(kept["longitude"], 180)
    return kept


def _degrees(said: str, most: int) -> float | None:
    if not said:
        return None
    try:
        found = float(said)
    except ValueError as error:
        raise NO_PLACE.bad(said=said[:40]) from error
    if not -most <= found <= most:  # also what is no number at all
        raise NO_PLACE.bad(said=said[:40])
    return round(found, 4)


def chapter_of(wanted: Mapping[str, Any]) -> Chapter:
    """Return the block that the charter will hold."""
    spot = Spot(Text(wanted["city_en"], wanted["city_zh"]), wanted["country"], wanted["latitude"], wanted["longitude"])
    contact = wanted["contact"]
    return Chapter(
        wanted["sort"], spot, wanted["zone"], Text(wanted["host_en"], wanted["host_zh"]), text_of(contact)
    )  # fmt: skip
