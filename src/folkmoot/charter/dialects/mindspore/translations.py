"""The same list in Chinese and in English: which Chinese name and which English one stand for one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from folkmoot.charter.dialects.mindspore.claims import Seat
from folkmoot.charter.dialects.mindspore.names import variants
from folkmoot.model.text import has_han

_ENGLISH = re.compile(r"(?:[_.]en|_EN)(?=\.md$)")
_SURNAMES = {
    sign: latin
    for group in (
        "an安 ao敖 bai白柏 bao包鲍 bi毕 bian卞 cai蔡 cao曹 cen岑 chai柴 chang常 che车 chen陈谌 cheng程成 chi池迟 chu储褚楚 cui崔",
        "dai戴 deng邓 di狄 diao刁 ding丁 dong董 dou窦 du杜 duan段 fan范樊 fang方房 fei费 feng冯封 fu付傅符 gan甘 gao高",
        "ge葛 geng耿 gong龚宫巩 gu顾谷古 guan关管 gui桂 guo郭 han韩 hao郝 he何贺 hong洪 hou侯 hu胡 hua华 huang黄 huo霍",
        "ji季纪吉姬 jia贾 jian简 jiang江姜蒋 jiao焦 jin金靳 jing景荆 kang康 ke柯 kong孔 kuang邝 lai赖 lan兰蓝 lang郎 lei雷",
        "leng冷 li李黎厉 lian连廉 liang梁 liao廖 lin林蔺 ling凌 liu刘柳 long龙 lou娄 lu陆卢鲁路 luo罗骆 lv吕 ma马 mai麦",
        "mao毛茅 mei梅 meng孟蒙 mi米 miao苗缪 min闵 mo莫 mou牟 mu穆 ni倪 nie聂 ning宁 niu牛 ou欧 pan潘 pang庞 pei裴 peng彭",
        "pu蒲浦 qi齐戚祁漆 qian钱 qiao乔 qin秦覃 qiu邱丘仇 qu曲屈瞿 ran冉 rao饶 ren任 rong荣 ruan阮 shan单 shang尚 shao邵",
        "she佘 shen沈申 sheng盛 shi石史施时 shu舒 si司 song宋 su苏 sui隋 sun孙 tai邰 tan谭谈 tang唐汤 tao陶 teng滕 tian田",
        "tong童佟 tu涂屠 wan万 wang王汪 wei魏韦卫 wen温文闻 weng翁 wu吴武伍邬 xi席奚习 xia夏 xian冼 xiang向项 xiao肖萧 xie谢解",
        "xin辛 xing邢 xiong熊 xu徐许 xue薛 yan严颜闫阎晏 yang杨阳 yao姚 ye叶 yi易 yin尹殷 ying应 you尤游 yu于余俞喻虞 yuan袁苑",
        "yue岳 yun云 zang臧 zeng曾 zha查 zhai翟 zhan詹湛 zhang张章 zhao赵 zhen甄 zheng郑 zhong钟仲 zhou周 zhu朱祝诸 zhuang庄",
        "zhuo卓 zong宗 zou邹 zuo左",
    )
    for word in group.split()
    for latin, signs in [re.match(r"([a-z]+)(.+)", word).groups()]  # type: ignore[union-attr]  # every word has both
    for sign in signs
}


def twins(seats: Sequence[Seat]) -> dict[int, int]:
    """Return the numbers of seats that stand for one person, each way: same list, role and place in two languages."""
    found: dict[int, int] = {}
    for one, other in _side_by_side(seats):
        if has_han(seats[one].name) != has_han(seats[other].name):
            found[one], found[other] = other, one
    return found


def bodies(seats: Sequence[Seat]) -> Iterator[tuple[str, str]]:
    """Yield the Chinese and the English name of an organisation where two lists give them for one person."""
    for one, other in _side_by_side(seats):
        chinese, english = sorted((seats[one].organization, seats[other].organization), key=has_han, reverse=True)
        if english and has_han(chinese) and not has_han(english):
            yield chinese, english


def _side_by_side(seats: Sequence[Seat]) -> Iterator[tuple[int, int]]:
    """Yield pairs of seats from a list and its translation.

    Edges: both lists must be equally long, names of one script must be equal, and a Chinese surname must be among the
    English words; otherwise one list is not a translation of the other and nothing is said.
    """
    for chinese, english in _pairs(seats):
        both = list(zip(chinese, english, strict=False))
        if len(chinese) == len(english) and all(_may_be(seats[one], seats[other]) for one, other in both):
            yield from both


def _pairs(seats: Sequence[Seat]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the numbers of one role's seats in a document and in its other language."""
    lists: dict[tuple[str, str], list[int]] = {}
    for number, seat in enumerate(seats):
        lists.setdefault((seat.place.path, seat.role), []).append(number)
    for (path, role), english in lists.items():
        other = path.replace("/sig_info.yaml", "/sig_info_chinese.yaml")
        chinese = lists.get((other if other != path else _ENGLISH.sub("", path), role))
        if chinese and chinese is not english:
            yield chinese, english


def _may_be(chinese: Seat, english: Seat) -> bool:
    if chinese.account or english.account:
        return chinese.account == english.account
    if has_han(chinese.name) == has_han(english.name):
        return bool(variants(chinese.name) & variants(english.name))
    name, latin = (chinese.name, english.name) if has_han(chinese.name) else (english.name, chinese.name)
    surname = _SURNAMES.get(name.strip()[:1])
    return surname is not None and surname in re.split(r"[^a-z]+", latin.lower().replace("ü", "v"))
