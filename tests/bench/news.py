"""News-like text from a seed: ordinary news, with a figure in about every third sentence, and figure-dense reports."""

import random

_PLACES = ("Puning", "Haimen", "Surat", "Bursa", "Nam Dinh", "Faisalabad", "Shengze", "Kanpur", "Gazipur", "Xintang")
_GOODS = ("sweaters", "denim", "socks", "children's wear", "home textiles", "footwear", "towels", "silk fabrics")
_WHO = ("officials of the district", "the local chamber", "factory owners", "the head of the association", "traders",
        "people in the industry", "buyers from overseas", "young designers", "a spokesman")  # fmt: skip
_DID = (
    "said that orders had moved to smaller workshops",
    "spoke of a shortage of skilled hands",
    "expect the market to turn before the next season",
    "called for better roads and a common brand",
    "have begun to sell over live broadcasts",
    "blamed the price of yarn and the exchange rate",
    "see little reason to leave the town",
    "welcomed the plan for a new industrial park",
    "told reporters that the old machines would be replaced step by step",
    "hope that the next fair will bring back the foreign visitors",
)
_FIGURES = (
    "{place} made {n} million pieces of {goods} in {year}, up {p} percent on the year before.",
    "Sales of {goods} reached {n} billion yuan, an increase of {p}%.",
    "More than {k} enterprises in {place} employ about {n}0,000 workers.",
    "Exports fell by {p} percent to US${n} million in the first half of {year}.",
    "Around {p} percent of the {goods} go to {q} countries.",
    "In January, the mills of {place} bought {k} tonnes of yarn.",
    "The group will invest Rs {k} crore in a plant of {q},000 square metres.",
    "Prices rose from {q} to {p} yuan a piece.",
    "The district, ranked third in the province, has {q} markets and {k} shops.",
    "By the end of {year}, two-thirds of the looms had been replaced.",
)
_PLAIN = (
    "In {place}, {who} {did}.",
    "{who_} {did}, and {who} {did}.",
    "The trade in {goods} has shaped {place} for a long time, but {who} {did}.",
    "Whether the {goods} of {place} will find their way into the shops of the big cities, nobody can say.",
    "As in many towns of the region, {who} {did}.",
)


def news(size: int, seed: int = 7, figures: float = 1 / 3) -> list[str]:
    """Return articles of about 1,500 characters, `size` in all; `figures` is the share of sentences with figures."""
    chance = random.Random(seed)
    articles: list[str] = []
    total = 0
    while total < size:
        sentences: list[str] = []
        while sum(map(len, sentences)) < 1400:
            sentences.append(_sentence(chance, chance.random() < figures))
        paragraphs = ["  ".join(sentences[i : i + 3]).replace("  ", " ") for i in range(0, len(sentences), 3)]
        articles.append("\n\n".join(paragraphs))
        total += len(articles[-1])
    return articles


def _sentence(chance: random.Random, figure: bool) -> str:
    who = chance.choice(_WHO)
    return chance.choice(_FIGURES if figure else _PLAIN).format(
        place=chance.choice(_PLACES),
        goods=chance.choice(_GOODS),
        who=who,
        who_=who[0].upper() + who[1:],
        did=chance.choice(_DID),
        n=chance.choice((chance.randint(2, 90), round(chance.uniform(1, 90), 1))),
        p=round(chance.uniform(1, 80), chance.randint(0, 2)),
        k=f"{chance.randint(1, 30)},{chance.randint(0, 999):03}",
        q=chance.randint(2, 99),
        year=chance.randint(2003, 2024),
    )
