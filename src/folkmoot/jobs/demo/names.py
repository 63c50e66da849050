"""Invented people: names in Chinese and from many countries, logins and handles. No two people share a name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.jobs.demo.dice import Dice

HAN_SHARE = 0.62

FAMILIES = (
    "沈 Shen,陆 Lu,苏 Su,叶 Ye,程 Cheng,江 Jiang,宋 Song,白 Bai,秦 Qin,孟 Meng,温 Wen,"
    "祁 Qi,裴 Pei,岑 Cen,乔 Qiao,季 Ji,卓 Zhuo,颜 Yan,童 Tong,阮 Ruan,舒 Shu,蓝 Lan"
)
FIRSTS = (
    "听 Ting,砚 Yan,望 Wang,清 Qing,慕 Mu,若 Ruo,怀 Huai,逸 Yi,语 Yu,临 Lin,初 Chu,映 Ying,牧 Mu,予 Yu,疏 Shu,"
    "观 Guan,拾 Shi,见 Jian,朝 Zhao,行 Xing,南 Nan,知 Zhi,星 Xing,松 Song,鹿 Lu,云 Yun,沐 Mu,景 Jing,寻 Xun,照 Zhao,"
    "序 Xu,简 Jian,令 Ling,屿 Yu,翊 Yi,祈 Qi,绪 Xu,霁 Ji,曦 Xi,泊 Bo"
)
LASTS = (
    "澜 Lan,秋 Qiu,舒 Shu,白 Bai,溪 Xi,瑾 Jin,尘 Chen,桐 Tong,川 Chuan,晴 Qing,雪 Xue,野 Ye,舟 Zhou,年 Nian,"
    "鸣 Ming,微 Wei,颜 Yan,砚 Yan,乔 Qiao,夏 Xia,岫 Xiu,庚 Geng,帆 Fan,衿 Jin,树 Shu,洲 Zhou,遥 Yao,冉 Ran,珩 Heng,"
    "笙 Sheng,岚 Lan,渡 Du,蘅 Heng,朔 Shuo,漪 Yi,昀 Yun,棠 Tang,榆 Yu"
)
_GIVENS = (
    "Aurelia Bastien Calla Dario Elowen Fintan Greta Hamish Ilse Joaquin Katya Leocadia Matteus Nerys Oswin Petra "
    "Quillan Rosalind Soren Tamsin Ulrika Viggo Wilhelmina Xavia Yorick Zelda Anouk Benedek Ciara Dmitra Eskil "
    "Farah Goran Hedda Ignacio Jorunn Kofi Liesel Mirela Ngozi Ottilie Pavlina Rashid Sunniva Tobiah Umberto Vesna "
    "Wendelin Yasmin Zoltan Amadou Brynja Corentin Delphine Emeka Florian Giulietta Hanneke Ishaan Jadranka Kalinda "
    "Lorcan Meera Nikolaj Oriane Priyanka Renske Siavash Thandiwe Valentijn"
)
_SURNAMES = (
    "Fenwick Marchbanks Oakhurst Delacroy Varga-Holm Thistlewood Castellane Brandvold Achterberg Okonjola Nakagiri "
    "Silverthorn Pemberwick Lindqvale Rosendahl-Kirk Moreaux Vanterpoole Halvarsen Ashgrove Brightwater Cordovane "
    "Dunmorrow Eastlake Farrowgate Greywell Hollowmere Ironside-Vale Juniperus Kestrelmoor Larkspurre Mossfield "
    "Northcrag Ostermark Pinehallow Quenneville-Roy Ravensholt Stonebridger Tarnbrook Underhill-May Vellacourt "
    "Winterbourne-Ash Yarrowdale Zellweiler Abernethe Bellweather Chandramore Dovrefjell Elderflow Frostholme "
    "Gunnarwick Heronsgate Islandi Jasperholt Kirigawa Lumenfeld Mirzayan-Vale Nightingall Orlovane Peregrin-Shaw "
    "Rookwood-Lane Saltmarsh Tidewell Upperton-Cray Virtanoja Westerholm Yamashiro-Bell"
)
_SYLLABLES = "ba ko ri mu ta ne so li vo da pe shi ru ka no me fu zi la to gu be yo sa ni re wu do mi ha"
GIVENS, SURNAMES, SYLLABLES = _GIVENS.split(), _SURNAMES.split(), _SYLLABLES.split()


@dataclass(frozen=True, slots=True)
class Named:
    """One invented person's names: as they write it, in Latin letters, and the login made of them."""

    name: str
    latin: str
    login: str
    han: bool


def _pairs(words: str) -> list[tuple[str, str]]:
    return [(pair.split()[0], pair.split()[1]) for pair in words.split(",")]


def _strides(dice: Dice, size: int, count: int) -> list[int]:
    """Return ``count`` different numbers below ``size``, scattered over all of it."""
    start, step = int(dice.below(size, 1)[0]), int(dice.below(size, 1)[0]) | 1
    while np.gcd(step, size) != 1:
        step += 2
    return [(start + place * step) % size for place in range(count)]


def people_names(seed: int, count: int) -> list[Named]:
    """Return ``count`` people: about three in five with a Chinese name. Names and logins are all different."""
    dice = Dice(seed, 11)
    han = dice.chance(HAN_SHARE, count)
    style = dice.below(5, count).tolist()
    chinese = iter(_chinese(dice, int(han.sum())))
    others = iter(_others(dice, int((~han).sum())))
    taken: set[str] = set()
    people = []
    for place, is_han in enumerate(han.tolist()):
        name, latin = next(chinese) if is_han else next(others)
        people.append(Named(name, latin, _login(latin, style[place], taken), is_han))
    return people


def _chinese(dice: Dice, count: int) -> list[tuple[str, str]]:
    families, firsts, lasts = _pairs(FAMILIES), _pairs(FIRSTS), _pairs(LASTS)
    found = []
    for number in _strides(dice, len(families) * len(firsts) * len(lasts), count):
        rest, last = divmod(number, len(lasts))
        family, first = divmod(rest, len(firsts))
        (han, latin), (one, eins), (two, zwei) = families[family], firsts[first], lasts[last]
        found.append((f"{han}{one}{two}", f"{latin} {eins}{zwei.lower()}"))
    return found


def _others(dice: Dice, count: int) -> list[tuple[str, str]]:
    """Beyond the plain names come those with a middle initial."""
    plain = len(GIVENS) * len(SURNAMES)
    found = []
    for number, place in zip(
        _strides(dice, plain, min(count, plain)) * (count // plain + 1), range(count), strict=False
    ):
        given, family = GIVENS[number // len(SURNAMES)], SURNAMES[number % len(SURNAMES)]
        middle = f" {chr(64 + place // plain)}." if place >= plain else ""
        found.append((f"{given}{middle} {family}",) * 2)
    return found


def _login(latin: str, style: int, taken: set[str]) -> str:
    first, last = (latin.split(maxsplit=1)[0], latin.rsplit(maxsplit=1)[-1])
    one, two = first.lower(), last.lower().replace("-", "")
    login = (f"{one}-{two}", f"{two}{one}", f"{two}-{one}", f"{two}-{one[0]}dev", f"{one[0]}{two}")[style]
    base, number = login, 2
    while login in taken:
        login, number = f"{base}{number}", number + 1
    taken.add(login)
    return login


def handles(seed: int, count: int) -> list[str]:
    """Return ``count`` different logins of people who only look: made of syllables and a number."""
    dice = Dice(seed, 12)
    parts = [dice.below(len(SYLLABLES), count).tolist() for _ in range(3)]
    return [
        f"{SYLLABLES[one]}{SYLLABLES[two]}{SYLLABLES[three]}{place + 10}"
        for place, (one, two, three) in enumerate(zip(*parts, strict=True))
    ]
