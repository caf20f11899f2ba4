"""A seeded writer of news-like articles: figures, places and goods recombined between sentences that carry no figure.

Article N of a seed is always the same, whatever else is written. Lengths are those of news: half of them below two
thousand characters, a few ten times as long. One in five is Chinese, one in twenty is a copy with small changes.

The press of the trade writes of hundreds of places, of the best known most often, and each makes a few goods. So it is
here: known clusters, then the counties of China, by Zipf's law with Mandelbrot's offset (one article in 380 is about
the first, half of them about the first 570), each with three goods of its own. With the three dozen places that it had
before, and every good made in each, one new article in a hundred thousand touched a thirtieth of all figures, and the
figures of one place, good and year grew with the corpus: what was measured with those is not to be compared.
"""

import csv
import random
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipelines.reference.places import find_place

T = TypeVar("T")

PLACES = (
    ("Zhili", "Huzhou, Zhejiang"), ("Puyuan", "Tongxiang, Zhejiang"), ("Datang", "Zhuji, Zhejiang"),
    ("Humen", "Dongguan, Guangdong"), ("Xintang", "Guangzhou, Guangdong"), ("Shengze", "Suzhou, Jiangsu"),
    ("Keqiao", "Shaoxing, Zhejiang"), ("Changshu", "Suzhou, Jiangsu"), ("Shishi", "Quanzhou, Fujian"),
    ("Tiruppur", "Tamil Nadu"), ("Ludhiana", "Punjab"), ("Surat", "Gujarat"), ("Panipat", "Haryana"),
    ("Gazipur", "Bangladesh"), ("Narayanganj", "Bangladesh"), ("Faisalabad", "Punjab, Pakistan"),
    ("Sialkot", "Pakistan"), ("Bursa", "Turkey"), ("Denizli", "Turkey"), ("Gaziantep", "Turkey"),
    ("Hawassa", "Ethiopia"), ("Binh Duong", "Vietnam"), ("Nam Dinh", "Vietnam"), ("Yiwu", "Zhejiang"),
)  # fmt: skip
GOODS = (
    ("children's wear", "pieces"), ("socks", "pairs"), ("sweaters", "pieces"), ("jeans", "pieces"), ("silk", "metres"),
    ("knitwear", "pieces"), ("towels", "tonnes"), ("carpets", "square metres"), ("footballs", "pieces"),
    ("home textiles", "sets"), ("leather shoes", "pairs"), ("cotton yarn", "tonnes"), ("fabrics", "metres"),
)  # fmt: skip
MONEY = ("yuan", "US dollars", "rupees", "taka", "euros", "Turkish lira")
FIGURES = (
    "The {good} industry of {place} had an output value of {amount} {money} in {year}, up {pct} percent on the year.",
    "Factories in {place} made {amount} {unit} of {good} in {year}.",
    "More than {count} enterprises in {place} employ {people} people.",
    "Exports reached {amount} {money} in the first {n} months of {year}, accounting for {pct} percent of sales.",
    "The town sells {pct} percent of its {good} abroad, and {pct2} percent through e-commerce.",
    "Investment of {amount} {money} is planned for a new industrial park by {later}.",
    "Sales revenue fell by {pct} percent to {amount} {money} in {year}.",
    "{place} accounts for {pct} percent of the national output of {good}.",
    "The average wage rose to {wage} {money} a month in {year}.",
    "The district ranks {rank} in the country for {good}, with {count} looms and {people} workers.",
)
WHO = (
    "Local officials", "The owners of small workshops", "Buyers from abroad", "Young designers",
    "Two mill managers", "A spokesman for the association", "Families in the old quarter", "Bankers",
    "Several exporters", "The mayor", "Workers on the night shift", "Traders in the covered market",
    "Machine makers", "Streaming hosts", "Dyers", "Researchers at the institute", "Retailers in the capital",
    "Students of the textile college", "Agents", "Drivers",
)  # fmt: skip
DID = (
    "said last week that they expect", "have begun to ask for", "no longer believe in", "are waiting for",
    "quietly prefer", "spoke at length about", "have invested in", "complain about the lack of",
    "were surprised by", "now depend on", "are slowly giving up", "praised", "hope to return to",
    "cannot do without", "argue over", "are learning to live with",
)  # fmt: skip
WHAT = (
    "new machines", "a better road to the port", "brands of their own", "stricter rules on waste water",
    "smaller orders", "cheaper credit", "the new exhibition hall", "orders that arrive overnight", "softer yarn",
    "customers who pay late", "the old way of working", "a shared laboratory", "designs drawn by computer",
    "patience", "a second market building", "long contracts", "cloth of every colour",
    "the habits of their fathers", "lower taxes", "honest labels",
)  # fmt: skip
WHY = (
    "", " because the weather has changed", ", and few regret it", " while prices remain low",
    ", as one of them put it", " since the fair opened", ", although nobody will say so in public",
    " before the season begins", ", if banks agree", " in spite of the cost", ", which has worried neighbours",
    " as they did in better times", " on both sides of the river", ", according to a study",
    " whenever demand abroad weakens", " from the first day of spring",
)  # fmt: skip
CHINESE = (
    "{year}年，{place}{good}产业实现产值{yi}亿元，同比增长{pct}%。",
    "{place}现有{good}企业{count}多家，从业人员{wan}万人。",
    "全年生产{good}{yi}亿件，其中{pct}%销往国外。",
    "{year}年1-{n}月，{place}出口额达{yi}亿美元，占全省的{pct}%。",
    "到{later}年，计划投资{yi}亿元建设新的产业园区。",
)
CHINESE_WHO = (
    "当地负责人", "小作坊的业主", "外地采购商", "年轻设计师", "行业协会",
    "老城区的居民", "出口企业", "市场里的商户", "直播团队", "研究人员",
)  # fmt: skip
CHINESE_DID = (
    "表示期待", "开始重视", "不再相信", "正在等待", "大力推动",
    "多次谈到", "纷纷引进", "普遍关心", "逐步放弃", "离不开",
)  # fmt: skip
CHINESE_WHAT = (
    "新的设备", "自主品牌", "更好的道路", "环保标准", "小批量订单",
    "低息贷款", "展览中心", "设计工作室", "柔软的纱线", "长期合同",
)  # fmt: skip
CHINESE_WHY = (
    "", "，气氛十分热烈", "，以应对成本上升", "，但价格依然偏低",
    "，因为天气变化", "，邻近乡镇也是如此", "，成效初步显现", "，前景看好",
)  # fmt: skip
CHINESE_PLACES = ("织里镇", "濮院镇", "大唐镇", "虎门镇", "新塘镇", "盛泽镇", "柯桥区", "常熟市", "石狮市", "青山湖区")
CHINESE_GOODS = ("童装", "袜子", "毛衫", "女装", "牛仔服装", "丝绸", "面料", "针织服装")
NOISE = (
    "Post time: Aug-08-2023",
    "Share this page",
    "Related products (8)",
    "Views: 1203",
    "- {day} -",
    "Photo: agency",
)
OFFSET = 100  # of Zipf's law: how far down the ranks the best known places share the attention
FILLER = ("Clusters", "Market", "Trade", "Textiles", "Report")


def article(seed: int, number: int) -> tuple[str, dict[str, str]]:
    """Return the text of an article and its row of sources.csv."""
    rng = random.Random(f"{seed} {number}")
    if number > 20 and rng.random() < 0.05:
        text, row = article(seed, rng.randrange(number))
        return text.replace(". ", ". Copied. ", 1), {**row, "file": name(number)}
    year, month, day = rng.randint(2005, 2024), rng.randint(1, 12), rng.randint(1, 28)
    chinese = rng.random() < 0.2
    row = {
        "file": name(number),
        "title": f"{rng.choice(FILLER)} {number}",
        "source_url": f"https://news{rng.randint(1, 40)}.example/{number}",
        "publisher": f"news{rng.randint(1, 40)}.example",
        "published": f"{year}-{month:02}-{day:02}" if rng.random() < 0.9 else "",
        "language": "zh" if chinese else "en",
    }
    return _text(rng, year, chinese=chinese), row


def name(number: int) -> str:
    return f"{number % 100:02}/article-{number:07}.txt"


def _text(rng: random.Random, year: int, *, chinese: bool) -> str:
    length = min(20_000, int(rng.lognormvariate(7.3, 0.6)) // (3 if chinese else 1))
    if chinese:
        place = _one_of(rng, _chinese_places())
        head = f"{place}产业观察"
    else:
        place, region = _one_of(rng, _places())
        head = f"{place} in {region}: an industry looks ahead"
    paragraphs, written = [head], 0
    while written < length:
        sentences = [_sentence(rng, year, place, chinese=chinese) for _ in range(rng.randint(2, 5))]
        paragraphs.append(("" if chinese else " ").join(sentences))
        written += len(paragraphs[-1])
        if rng.random() < 0.05:
            paragraphs.append(rng.choice(NOISE).format(day=f"{year}-01-02"))
    return "\n".join(paragraphs) + "\n"


def _one_of(rng: random.Random, places: Sequence[T]) -> T:
    """Draw a place, the first ones most often."""
    return places[int(OFFSET * (1 + len(places) / OFFSET) ** rng.random() - OFFSET)]


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """Return English names, each with where it lies."""
    return (*PLACES, *((name, region) for name, region, _ in _counties()))


@cache
def _chinese_places() -> tuple[str, ...]:
    return (*CHINESE_PLACES, *(name for _, _, name in _counties()))


@cache
def _counties() -> tuple[tuple[str, str, str], ...]:
    """Return the counties of China: English name, prefecture and province, Chinese name."""
    found = []
    for province in (find_place(f"cn-{code}0000") for code in range(11, 66)):
        for prefecture in (find_place(f"cn-{province.code[3:5]}{n:02}00") for n in range(1, 100)) if province else ():
            for county in (find_place(f"cn-{prefecture.code[3:7]}{n:02}") for n in range(1, 100)) if prefecture else ():
                if county and not county.gone and len(county.zh) < 6:  # no zones of development
                    found.append((county.name, f"{prefecture.name}, {province.name}", county.zh))
    random.Random(len(found)).shuffle(found)
    return tuple(found)


@cache
def _goods_of(place: str, *, chinese: bool) -> Sequence[tuple[str, str]]:
    """Return the goods that a place makes, each with its unit."""
    goods = [(good, "") for good in CHINESE_GOODS] if chinese else GOODS
    return random.Random(place).sample(goods, 3)


def _sentence(rng: random.Random, year: int, place: str, *, chinese: bool) -> str:
    if rng.random() < 0.65:
        return _plain(rng, chinese=chinese)
    good, unit = rng.choice(_goods_of(place, chinese=chinese))
    words = {
        "place": place,
        "good": good,
        "unit": unit,
        "money": rng.choice(MONEY),
        "amount": rng.choice(
            (f"{rng.uniform(1, 99):.1f} billion", f"{rng.randint(2, 999)} million", f"{rng.randint(1000, 999_999):,}")
        ),
        "year": year - rng.randint(0, 2),
        "later": year + rng.randint(1, 6),
        "pct": round(rng.uniform(0.5, 95), 1),
        "pct2": rng.randint(1, 95),
        "count": f"{rng.randint(1000, 9999):,}",
        "people": f"{rng.randint(10, 400)},000",
        "n": rng.randint(2, 11),
        "wage": rng.randint(300, 9000),
        "rank": rng.choice(("first", "second", "third")),
        "yi": round(rng.uniform(1, 900), 1),
        "wan": rng.randint(1, 60),
    }
    return rng.choice(CHINESE if chinese else FIGURES).format_map(words)


def _plain(rng: random.Random, *, chinese: bool) -> str:
    """Return one of fifty thousand sentences that carry no figure."""
    if chinese:
        return "".join(map(rng.choice, (CHINESE_WHO, CHINESE_DID, CHINESE_WHAT, CHINESE_WHY))) + "。"
    who, did, what, why = map(rng.choice, (WHO, DID, WHAT, WHY))
    return f"{who} {did} {what}{why}."


def write(folder: Path, numbers: Iterable[int], seed: int = 1) -> int:
    """Write articles into a folder with its sources.csv; return their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size, fresh = 0, not (folder / "sources.csv").exists()
    for number in range(100):
        (folder / f"{number:02}").mkdir(exist_ok=True)
    with (folder / "sources.csv").open("a", encoding="utf-8", newline="") as sidecar:
        rows = csv.DictWriter(sidecar, ("file", "title", "source_url", "publisher", "published", "language"))
        if fresh:
            rows.writeheader()
        for number in numbers:
            text, row = article(seed, number)
            data = text.encode()
            (folder / row["file"]).write_bytes(data)
            rows.writerow(row)
            size += len(data)
    return size
