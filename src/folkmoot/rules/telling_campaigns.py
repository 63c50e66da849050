"""What was found about a campaign, in words: the verdict, why it cannot be told, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping

from folkmoot.model.attribution import Attribution
from folkmoot.model.text import Text

VERDICTS: Mapping[str, Text] = {
    "effect": Text("Effect", "有效果"), "no-effect": Text("No effect seen", "未见效果"), "unknown": Text("Cannot tell", "无法判断"),
    "brand": Text("No claim", "不作声明"),
}  # fmt: skip
EVIDENCE: Mapping[str, Text] = {
    "strong": Text("strong evidence", "证据强"),
    "weak": Text("weak evidence", "证据弱"),
    "": Text(),
}
WHY: Mapping[str, Text] = {
    "pending": Text(
        "Its window is not over yet, or its last days are not read yet; the comparison is made when they are.",
        "时段尚未结束，或最后几天的数据尚未读取；到时才作比较。",
    ),
    "unread": Text("Not all of its window was read.", "时段内的数据未读全。"),
    "few-controls": Text("Fewer than three controls have values.", "有数据的对照不足三个。"),
    "unread-controls": Text("Some controls were not read, or count next to nothing.", "部分对照未读取，或数值几乎为零。"),
    "short-past": Text(
        "Too little is known of the time before it: at least twenty weeks, and five times as long as it lasts, are needed "
        "beside controls, and about a year without them.",
        "之前的历史太短：有对照时至少需要二十周且为活动时长的五倍，无对照时约需一年。",
    ),
    "rare": Text("There is too little of what is counted to compare.", "被计数的事项太少，无法比较。"),
    "pre-trends": Text(
        "The touched units already went another way than the controls before it began.", "活动开始之前，开展单元与对照的走势已经不同。"
    ),
    "noisy": Text(
        "The weeks swing so much that even a doubling might not have been seen.", "各周波动太大，即使翻倍也可能看不出来。"
    ),
    "earlier-moves": Text(
        "In earlier weeks, when nothing was done, it moved as much more often than once in twenty times.",
        "此前没有活动的时段里，同样大的变化多于二十分之一。",
    ),
    "controls-moved": Text(
        "A control in which nothing was done moved as far beyond its usual swings.", "某个未开展活动的对照，变化幅度同样超出其平常波动。"
    ),
    "rose-before": Text(
        "Much of what is seen was under way in the weeks just before it began.", "所见变化大部分在活动开始前几周就已出现。"
    ),
    "early": Text(
        "That it was under way in the weeks just before it began is not ruled out.", "不能排除变化在活动开始前几周就已出现。"
    ),
    "others-moved": Text(
        "Others that it did not touch moved at least half as much in the same weeks.", "同期未开展活动的其他单元，变化幅度至少达到其一半。"
    ),
    "own-trend": Text(
        "What is seen may be a trend of its own that began before.", "所见变化可能是此前已有的自身趋势。"
    ),
    "no-controls": Text(
        "Without controls, anything else that happened in the same weeks looks like its effect.", "没有对照，同期发生的其他事情也会被当成效果。"
    ),
    "late": Text("It was declared only after it had begun.", "活动开始之后才声明。"),
    "no-comparison": Text("It was declared without a comparison.", "声明时没有写明比较对象。"),
    "no-indicator": Text("It names no indicator that there is.", "没有写明可用的指标。"),
    "cancelled": Text("It was called off.", "活动已取消。"),
}  # fmt: skip
ASSUMED: Mapping[str, tuple[Text, ...]] = {
    "controls": (
        Text("Without it, the touched units would have moved by the same share as the controls.", "如果没有活动，开展单元的变化比例会与对照相同。"),
        Text("Nothing else happened to the touched units alone in these weeks.", "同期没有其他只影响开展单元的事情。"),
        Text("It did not reach the controls, nor take people from them.", "活动没有影响到对照，也没有从对照吸引人。"),
        Text("A week resembles the week before as much as it did in the past.", "相邻各周的相似程度与过去一致。"),
    ),
    "series": (
        Text("Without it, level, trend and season would have gone on as before.", "如果没有活动，水平、趋势与季节会延续过去。"),
        Text("Nothing else happened in these weeks: nothing here can show that.", "同期没有其他事情发生，而这里无法证明这一点。"),
        Text("A week resembles the week before as much as it did in the past.", "相邻各周的相似程度与过去一致。"),
    ),
    "none": (),
}  # fmt: skip
METHODS: Mapping[str, Text] = {
    "controls": Text("Difference-in-differences beside named controls", "与指定对照的双重差分"),
    "series": Text("Interrupted series, beside its own past", "与自身历史比较的中断时间序列"),
    "none": Text("No comparison", "不作比较"),
}  # fmt: skip
ERRORS: Mapping[str, Text] = {
    "clusters": Text("errors robust within units", "按单元聚类的稳健误差"),
    "time": Text("errors from how its weeks swing and resemble each other", "按各周波动与前后相似程度计算的误差"), "none": Text(),
}  # fmt: skip


HELPS: Mapping[str, Text] = {
    "few-controls": Text("Name at least three units that are read and count enough.", "写明至少三个已读取且数量足够的对照单元。"),
    "rare": Text("Choose an indicator that counts more, or more units.", "选择数量更多的指标，或更多单元。"),
    "noisy": Text("More or larger units, or controls, make the weeks swing less.", "单元或对照更多、更大，各周波动就更小。"),
    "pre-trends": Text("Name controls that went the same way before.", "选择此前走势相同的对照。"),
    "controls-moved": Text("Name more controls, whose weeks are calm.", "选择更多、更平稳的对照。"),
    "earlier-moves": Text("A larger effect, or calmer units, would stand out.", "效果更大或单元更平稳时才看得出来。"),
    "rose-before": Text("Begin when the last weeks were as usual, or name controls.", "在最近几周与平常相同时开始，或写明对照。"),
    "own-trend": Text("Name controls that have the same trend.", "选择趋势相同的对照。"),
    "others-moved": Text("Name those others as controls.", "把这些单元写为对照。"),
    "no-comparison": Text("Name controls, or its own past, before it begins.", "在开始之前写明对照，或与自身历史比较。"),
    "unread": Text("Read the sources of its weeks.", "补读这些周的数据来源。"),
}  # fmt: skip
"""What would have made it tellable, or makes the next one so."""


def helps(found: Attribution, *, length: int, needed: int, beside: int) -> tuple[Text, ...]:
    """Return what would have made it tellable. ``needed``, ``beside``: periods of past, in its way and beside controls; ``length``: its own."""
    if found.verdict != "unknown":
        return ()
    told = [HELPS[name] for name in found.why if name in HELPS]
    if "short-past" in found.why:
        other = Text() if found.method == "controls" else Text(
            f" Beside three controls, named before it begins, {beside} would be enough.", f"若在开始前写明三个对照，{beside} 周即可。"
        )  # fmt: skip
        told.append(Text(
            f"{found.before} weeks before it were read; for its {length} weeks {needed} are needed.{other.en}",
            f"已读取其开始前的 {found.before} 周；活动共 {length} 周，需要 {needed} 周。{other.zh}",
        ))  # fmt: skip
    return tuple(told)


def reasons(found: Attribution) -> tuple[Text, ...]:
    """Return why the verdict is not more than it is."""
    return tuple(WHY[name] for name in found.why)


def summed(found: Attribution, unit: Text, *, counts: bool, digits: int = 0) -> Text:
    """Return the effect with its interval in words; of what counts nothing the mean, not the sum."""
    if found.effect is None or found.low is None or found.high is None:
        return Text()
    size, low, high = (f"{one:+,.{digits}f}" for one in (found.effect, found.low, found.high))
    share = f", {found.share:+.0%}" if found.share is not None else ""
    chinese = f"，{found.share:+.0%}" if found.share is not None else ""
    whole, each = (" in all", "合计 ") if counts else (" on average", "平均 ")
    return Text(
        f"{size} {unit.en}{whole} ({low} to {high}{share})".replace("  ", " "),
        f"{each}{size} {unit.zh}（{low} 至 {high}{chinese}）",
    )
