"""Place names: where a text writes a name that the gazetteer knows, and in what form; no choice is made here.

A Latin name begins with a capital and is read as long as it goes; a Chinese one is the longest that the table has. The
level word ("District", 镇) is read here, so that the table need not hold every combination.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.recognise.pinyin import is_pinyin
from pipelines.recognise.taiwan_towns import OF_TAIWAN, towns_of_taiwan
from pipelines.reference.gazetteer import Gazetteer
from pipelines.reference.places import SUFFIXES, codes_of, find_place, latin_key
from pipelines.text.folding import fold
from pipelines.text.records import record

# The letters of Vietnamese beside those of Europe: Bình Dương, BÌNH DƯƠNG.
_CAPITALS = "A-ZÀ-ÖØ-ÞƠƯ" + "".join(map(chr, range(0x1EA0, 0x1F00, 2)))
_SMALL = "a-zß-öø-ÿā-žıơư" + "".join(map(chr, range(0x1EA1, 0x1F00, 2)))
# One class of letters first: `re` leaps from one to the next.
_CAPITALISED = re.compile(
    rf"[{_CAPITALS}Ā-Žİ](?:[{_SMALL}’'ʻ]+|(?<=[A-Z])(?:\.[A-Z])+\.?|(?<=[{_CAPITALS}Đ])[{_CAPITALS}Đ]+)"
)
_LOWER_LINK = re.compile(r" (?:de|da|do|dos|del|di|al|el|la|of|los|and) |-(?:au|sur|e|i|en|de|la|el)-")
_LEVEL_AFTER = re.compile(
    r"[ -](?:(?:Autonomous|autonomous) )?(Sub-?district|Street Office|Street|Town(?:ship)?|District|County|City|"
    r"Prefecture|Province|Municipality|Region|State|Area|Village|Banner|League|Division|New Area|"
    r"New District|Special District|Neighborhood|Governorate|Regency|Emirate)\b(?!-)",
    re.IGNORECASE,
)
_LEVEL_BEFORE = re.compile(
    r"\b(sub-?district|town(?:ship)?|district|county|city|prefecture|province|municipality|region|state|village)"
    r" (?:of|called|named) (?:the )?$"
)
_ANOTHERS = re.compile(
    r"(?<![\w-])(?!(?:The|This|A|In|At|From|Of|And|For|Our|Its|To|As|By) )[A-Z][\w'’]+ $"
)  # "Datang subdistrict of Zhuji"
# What the text says that a place is: "Denizli is the eighth province of Turkey that exports most". Anything may be
# called a town or a city.
_SAID_LEVEL = re.compile(
    r" (?:is|was|being|remains|became|has become) (?:now |today |also )?(?:the |a |an |one of the )"
    r"(?:[\w'’-]+ ){0,4}?(province|state|region|district|county|prefecture)"
    r"(?= (?:of|in|that|which|with|to|on|where|by)\b|[,.;])|"
    r", (?:the |a |an )(?:[\w'’-]+ ){0,3}?(province|state|district|county|prefecture)"
    r"(?= (?:of|in|on) |, )"
)
_SAID_LEVEL_CHINESE = re.compile(r"是[^,。;、\d]{0,12}一[个座]([省市县镇区])")
_UNKNOWN_LEVEL = re.compile(
    r" (Village|village|Town|town|Township|township|County|county|District|district|Sub-?district|sub-?district)\b(?!-)"
)
_TOWNS = frozenset({"Town", "Township", "Village", "Subdistrict", "Sub-District", "County", "District"})
_BEFORE_NAMES = frozenset({"in", "to", "so", "no", "we", "he", "she", "be", "do", "go", "me", "an", "like", "see"})
# What a name gives its own name to: a river, a road or a firm is not the place.
_NOT_A_PLACE_AFTER = re.compile(
    r"[ -](?:River|Road|Rd|Avenue|Expressway|Highway|Railway|Airport|Delta|Strait|Sea|Ocean|Gulf|Basin|Dynasty|"
    r"Plain|Plateau|University|College|Institute|Daily|Times|Union-Tribune|Tribune|Herald|Gazette|Chronicle|"
    r"Observer|Cup|Stock Exchange|Stadium|Hotel|Hospital|[Dd]ollars?)\b"
)
_SPEAKS = re.compile(
    r",? (?:also |has |had )?"
    r"(?:said|says|told|added(?! (?:[a-z]+ ){0,3}\d)|noted|explained|believes|recalls|thinks|stated)\b"
)
_IN_A_WORD = ("Pro", "Invest", "Trade", "Yangtze ", "Yangtze River ", "Pearl River ", "Mekong ", "Ganges ")  # ProMexico
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = 4  # letters
_RUN_ON = re.compile(r"(?:Province|City|County|District|Town|Township|Village|Region|State)\b")  # "ZhejiangProvince"
# What stands between the words of a name, and what must stand beside a name before a pattern is tried there.
_LINKS = frozenset((" ", "-", "'", "’"))
_LONGEST_LINK = 5  # " and "
_JOINTS, _PAUSES = frozenset(" -"), frozenset(" ,")
_CALLED = tuple(f" {word} {article}" for word in ("of", "called", "named") for article in ("", "the "))
_IS = (" is ", " was ", " being ", " remains ", " became ", " has become ", ", the ", ", a ", ", an ")
_UNKNOWN_LEVELS = tuple(f" {letter}" for letter in "VvTtCcDdSs")
# The last word of a half-translated name, the syllable it stands for, and the character.
TRANSLATED = {
    "lake": ("hu", "湖"), "mountain": ("shan", "山"), "hill": ("shan", "山"), "river": ("jiang he", "江河"),
    "bridge": ("qiao", "桥"), "port": ("gang", "港"), "harbor": ("gang", "港"), "island": ("dao", "岛"),
    "sea": ("hai", "海"), "creek": ("xi", "溪"), "stream": ("xi", "溪"), "pond": ("tang", "塘"), "gate": ("men", "门"),
    "mouth": ("kou", "口"), "bay": ("wan", "湾"), "island town": ("zhou", "洲"), "spring": ("quan", "泉"),
    "shop": ("dian", "店"), "temple": ("si", "寺"), "garden": ("yuan", "园"), "wall": ("cheng", "城"),
}  # fmt: skip
_CHINESE_LEVEL_AFTER = re.compile(rf"({'|'.join(SUFFIXES)})(?![场域内])")
# A village or town that no table has, behind the place it lies in or at the head of its clause.
_UNKNOWN_CHINESE = re.compile(
    r"(?P<name>(?:(?![的在和与是有等了把让从到对个种每各该本全之进往去回返离下出来被给跟省市县区村镇乡仅以由使将即])[\u3400-\u9fff]){2,3}?)"
    r"(?P<level>[镇乡](?![里内上亲村愁镇])|街道(?![上两旁])|村(?![民里内办庄支口级委落头医上中子寨史务干企]))"
)
_NO_TOWN = re.compile(
    r"[亿万千百十]元\Z|[大小名古重强新老城乡农侨水故家原下中富百千万亿一两三四五六七八九十几多]\Z|"
    r"(?:我们|咱们|你们|他们|它们|这个|那个|哪个|特色|专业|示范|电商|淘宝|直播|产业|工业|现代|周边|附近|其他|许多|不少|沿线|相邻|隔壁|美丽|空心|行政|自然|试点|重点|帮扶|贫困|富裕|传统|城中|度假|民俗)"
)
_BEFORE_TOWN = re.compile(r"(?:\A|[\s,。;:、\"'(《]|在|位于|走进|来到|了|的|是|仅|以|由|[年月日—]|其中|但|而)\Z")
_BEFORE_BARE = re.compile(r"(?:\A|[^\u3400-\u9fffA-Za-z0-9]|[在是为到于自让像叫]|其中|[,。;、年]由|但|而)\Z")
# A name read over the end of a word: 全镇平均, 七成都是.
_ENDS = frozenset("镇县市区省乡村成中安新和天")
_STRADDLED = re.compile(
    "[全该本我各每][镇县市区省乡村]|[今明昨每]天全|[一二三四五六七八九几两半0-9]成都|其中|雄安|安新区|[县市区省]和县级"
)
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]{2,}")


_IN = ("In ", " in ", " near ", " around ", " outside ")


@record()
class FoundName:
    """A name of the gazetteer in the text."""

    start: int
    end: int  # of the name alone
    key: str  # the form it is filed under
    form: str  # chinese, stem, pinyin, split, translated, capitals, alias, demonym, unknown
    codes: tuple[str, ...]
    level_word: str  # "" for none; title case, or the Chinese suffix
    full_end: int  # with the level word
    barred: bool = False  # a river, a road ...: no place by itself
    speaks: bool = False  # "... said": a person, unless the place is one that is quoted
    located: bool = False  # "in ..."
    doubtful_level: bool = False  # the level word may belong to something else: "the textile city of Poland"


def find_names(text: str, gazetteer: Gazetteer) -> list[FoundName]:
    """Return the names in a text, in order; names do not overlap."""
    found = list(_latin_names(text, gazetteer))
    if not text.isascii():
        folded = fold(text)
        known = list(_chinese_names(folded, gazetteer))
        unknown = list(_unknown_chinese(folded, known, gazetteer))
        inside = {at for name in unknown for at in range(name.start, name.full_end)}
        found.extend(name for name in known if name.start not in inside)
        found += unknown
        found.sort(key=lambda name: name.start)
    return found


def _latin_names(text: str, gazetteer: Gazetteer) -> Iterator[FoundName]:
    tokens = [(*match.span(), match[0]) for match in _CAPITALISED.finditer(text)]
    count = len(tokens)
    index = 0
    demonyms = gazetteer.demonyms
    while index < count:
        start, end, word = tokens[index]
        taken, least = 1, 1
        if word in demonyms and not text.startswith(" mainland", end):
            least = 2  # a longer name may begin so: Saudi Arabia
        alone = index + 1 == count or tokens[index + 1][0] - end > _LONGEST_LINK
        for width in range(1 if alone else _run_length(text, tokens, index), least - 1, -1):
            found = _latin_name(text, start, tokens[index + width - 1][1], width, gazetteer)
            if found is not None:
                yield _whole(text, tokens, index, found, gazetteer)
                taken = width
                while index + taken < count and tokens[index + taken][0] < found.full_end:
                    taken += 1
                break
        else:
            if least == 2:
                yield FoundName(start, end, word, "demonym", (demonyms[word],), "", end)
            elif text.startswith(_UNKNOWN_LEVELS, end) and (unknown := _unknown_name(text, tokens[index], gazetteer)):
                yield unknown
        index += taken


def _unknown_name(text: str, token: tuple[int, int, str], gazetteer: Gazetteer) -> FoundName | None:
    """Return a place of China that no table has, told by its level word alone: a village, a misspelt town."""
    start, end, word = token
    level = _UNKNOWN_LEVEL.match(text, end)
    key = latin_key(word)
    if level is None or len(key) < 4 or not is_pinyin(key) or key in gazetteer.not_places:
        return None
    return FoundName(start, end, key, "unknown", (), level.group(1).capitalize(), level.end())


def _whole(
    text: str, tokens: list[tuple[int, int, str]], index: int, name: FoundName, gazetteer: Gazetteer
) -> FoundName:
    """Return a town of more words than the table knows whole: "Hong Tong Town" is not the town of Tong."""
    if not index or name.level_word not in _TOWNS or len(name.key) > 6 or name.form != "pinyin":
        return name
    start, end, word = tokens[index - 1]
    key = latin_key(word)
    if (
        text[end : name.start] not in (" ", "-")
        or key in _BEFORE_NAMES
        or key in gazetteer.not_places
        or not is_pinyin(key)
        or gazetteer.codes(key)
        or any(place.stem_length > 1 for code in name.codes if (place := find_place(code)) is not None)
    ):
        return name
    return replace(name, start=start, key=key + name.key, form="unknown", codes=())


def _run_length(text: str, tokens: list[tuple[int, int, str]], index: int) -> int:
    """Return how many tokens from here on may be one name, four at most."""
    length = 1
    end = tokens[index][1]
    for start, next_end, _word in tokens[index + 1 : index + 4]:
        if start - end > _LONGEST_LINK:
            break
        between = text[end:start]
        if between not in _LINKS and not _LOWER_LINK.fullmatch(between):
            break
        length += 1
        end = next_end
    return length


def _latin_name(text: str, start: int, end: int, width: int, gazetteer: Gazetteer) -> FoundName | None:
    """Return the name that these capitalised words are, with what the words around it say."""
    if width == 1 and text.startswith(" mainland", end) and not _POSSESSIVE.search(text, start, end):
        end += len(" mainland")  # "the Chinese mainland"
    form, key, codes, possessive = _written(text[start:end], width, gazetteer)
    if not codes:
        return None
    end -= possessive
    after = text[end : end + 1]
    if after == "$" or text.endswith(_IN_A_WORD, 0, start):
        return None  # "exports (US$ million)"
    if after.isupper() and end - start <= _SHORT and not _RUN_ON.match(text, end):
        return None  # "AliExpress", but "QingheCashmere" and "YiwuCity" of a page that lost its spaces
    level, full_end, doubtful = "", end, False
    if not possessive and after in _JOINTS and (found := _LEVEL_AFTER.match(text, end)):
        level, full_end = found.group(1).title(), found.end()
        doubtful = found.group(1).islower()
    elif (
        text.endswith(_CALLED, 0, start)
        and (before := _LEVEL_BEFORE.search(text, max(0, start - 24), start))
        and not _ANOTHERS.search(text, max(0, before.start() - 24), before.start())
    ):
        level, doubtful = before.group(1).title(), True
    elif text.startswith(_IS, end) and (said := _SAID_LEVEL.match(text, end)):
        level, doubtful = (said.group(1) or said.group(2)).title(), True
    if level:
        return FoundName(start, end, key, form, codes, level, full_end, doubtful_level=doubtful)
    barred = (after in _JOINTS and _NOT_A_PLACE_AFTER.match(text, end) is not None) or (
        text.startswith(" of ", end) and text.endswith(("the ", "The "), 0, start)  # "the Manchester of"
    )
    barred = barred or text.endswith(("Sea of ", "Gulf of ", "Bay of ", "Strait of ", "Bank of "), 0, start)
    speaks = after in _PAUSES and _SPEAKS.match(text, end) is not None
    return FoundName(start, end, key, form, codes, "", full_end, barred, speaks, text.endswith(_IN, 0, start))


@lru_cache(maxsize=1 << 14)  # most are the words that sentences begin with
def _written(written: str, width: int, gazetteer: Gazetteer) -> tuple[str, str, tuple[str, ...], int]:
    """Return what capitalised words may name: form, key, codes, and the letters of a possessive at their end."""
    found = list(_CAPITALISED.finditer(written))
    tokens = [match[0] for match in found]
    possessive = _POSSESSIVE.search(written)
    cut = len(possessive[0]) if possessive else 0
    if cut:
        written = written[:-cut]
    key = latin_key(written)
    form = "capitals" if written.isupper() else "pinyin"
    codes = gazetteer.codes(key) if len(key) > 1 else ()
    if key in gazetteer.aliases and form == "pinyin" and not codes_of(key):
        form = "alias"
    if codes and width > 1 and key not in gazetteer.aliases:
        codes, form = _as_split(codes, tokens, form)
    if not codes and width > 1 and not cut and (last := tokens[-1].lower()) in TRANSLATED:
        codes, key = _translated(written[: found[-2].end()], last, gazetteer)
        form = "translated"
    return form, key, codes, cut


def _as_split(codes: tuple[str, ...], tokens: list[str], form: str) -> tuple[tuple[str, ...], str]:
    """Keep what the tokens may spell: "Ho Chi Minh" as it stands, "Qing Shan Hu" where they are whole syllables."""
    words = [token.lower() for token in tokens]
    foreign = tuple(code for code in codes if not code.startswith("cn-"))
    if any(" " in place.name for code in foreign if (place := find_place(code)) is not None):
        return codes, form
    special = tuple(
        code for code in codes
        if (place := find_place(code)) is not None and " " in place.name.removesuffix(" City") and code[:3] == "cn-"
        and latin_key(place.name).startswith("".join(words))
    )  # fmt: skip
    kept = []
    for code in codes:
        place = find_place(code)
        if place is not None and place.syllables and _whole_syllables(words, place.syllables):
            kept.append(code)
    return (tuple(kept) or special or foreign), "split" if kept else form


def _whole_syllables(words: list[str], syllables: tuple[str, ...]) -> bool:
    rest = list(syllables)
    for word in words:
        taken = ""
        while rest and len(taken) < len(word):
            taken += rest.pop(0)
        if taken != word:
            return False
    return not rest


def _translated(head: str, last: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], str]:
    readings, characters = TRANSLATED[last]
    for reading in readings.split():
        key = latin_key(head) + reading
        codes = tuple(
            code
            for code in gazetteer.codes(key)
            if (place := find_place(code)) is not None and place.stem[-1:] and place.stem[-1] in characters
        )
        if codes:
            return codes, key
    return (), ""


def _chinese_names(folded: str, gazetteer: Gazetteer) -> Iterator[FoundName]:
    heads = gazetteer.chinese_heads
    lookup = gazetteer.codes
    for run in _CHINESE_RUN.finditer(folded):
        index, stop = run.start(), run.end()
        while index < stop - 1:
            lengths = heads.get(folded[index : index + 2])
            if lengths is None or (index and folded[index] in _ENDS and _STRADDLED.match(folded, index - 1)):
                index += 1
                continue
            for length in lengths:
                if index + length > stop:
                    continue
                key = folded[index : index + length]
                codes = lookup(key)
                if codes:
                    found = _chinese_name(folded, index, key, codes)
                    yield found
                    index = found.full_end
                    break
            else:
                index += 1


def _unknown_chinese(folded: str, known: Sequence[FoundName], gazetteer: Gazetteer) -> Iterator[FoundName]:
    """Yield the villages and towns that no table has: 大集镇丁楼村, 社头乡; and the towns where only 社头 stands."""
    ends = {name.full_end for name in known if name.level_word or name.codes[0].startswith("tw-")}
    taken = {at for name in known if name.level_word for at in range(name.start, name.full_end)}
    stems = {name.full_end for name in known if not name.level_word}
    towns: dict[str, str] = {}
    for match in _UNKNOWN_CHINESE.finditer(folded):
        start, end = match.span()
        name = match["name"]
        if name[0] in "年月日" and len(name) > 2 and folded[start - 1 : start].isdigit():
            start, name = start + 1, name[1:]  # 2012年社头乡
        if match["level"] in ("镇", "乡") and not {start, start + 1}.isdisjoint(stems):
            at = start if start in stems else start + 1
            own = name[at - start :]
            if len(own) > 1 and taken.isdisjoint(range(at, end)) and not _NO_TOWN.search(own):  # 扬州杭集镇
                yield FoundName(at, match.end("name"), own, "unknown", (), match["level"], end)
                towns.setdefault(own, match["level"])
                taken.update(range(at, end))
                continue
        if start not in ends and not _BEFORE_TOWN.search(folded, max(0, start - 2), start):
            continue
        if not _NO_TOWN.search(name) and taken.isdisjoint(range(start, end)):
            yield FoundName(start, match.end("name"), name, "unknown", (), match["level"], end)
            if match["level"] != "村":
                towns.setdefault(name, match["level"])
            taken.update(range(start, end))
    counties = {name.full_end for name in known if any(code.startswith(OF_TAIWAN) for code in name.codes)}
    for at, stop, town, level, end in towns_of_taiwan(folded, counties, gazetteer):
        named = FoundName(at, stop, town, "unknown", (), level, end)
        if named.start not in taken:
            towns.setdefault(named.key, named.level_word)
            taken.update(range(named.start, named.full_end))
            yield named
    for town, level in towns.items():
        for found in re.finditer(town, folded):
            start, end = found.span()
            if (start in ends or _BEFORE_BARE.search(folded, max(0, start - 2), start)) and start not in taken:
                yield FoundName(start, end, town, "unknown", (), level, end)


def _chinese_name(folded: str, start: int, key: str, codes: tuple[str, ...]) -> FoundName:
    end = start + len(key)
    level = _own_level(key, codes)
    if (level == "市" and folded.startswith("场", end)) or (level and folded.startswith("域", end)):
        # 义乌市场: the market, not the city; 天和镇域: the lands of towns
        return FoundName(start, end - 1, key, "stem", codes, "", end - 1)
    if level:
        return FoundName(start, end, key, "chinese", codes, level, end)
    after = _CHINESE_LEVEL_AFTER.match(folded, end)
    if after is not None:
        return FoundName(start, end, key, "stem", codes, after.group(1), after.end(1))
    if said := _SAID_LEVEL_CHINESE.match(folded, end):
        return FoundName(start, end, key, "stem", codes, said.group(1), end, doubtful_level=True)
    return FoundName(start, end, key, "stem", codes, "", end)


@lru_cache(maxsize=1 << 14)
def _own_level(key: str, codes: tuple[str, ...]) -> str:
    """Return the level word that a full Chinese name ends with, "" for a bare stem; 彰化县 has one, and no stem."""
    if not (codes[0].startswith("tw-") and len(key) > 2) and not any(
        (place := find_place(code)) is not None and len(key) > place.stem_length > 0 for code in codes
    ):
        return ""
    return next((suffix for suffix in SUFFIXES if key.endswith(suffix) and len(key) > len(suffix)), "")
