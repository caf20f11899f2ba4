"""A local place's share of a wider whole that is told roundabout is its market share."""

import pytest

from pipelines import read_article


def shares(text: str) -> list[tuple[str, float, str | None]]:
    return [
        (o.indicator, round(float(o.value or 0), 1), o.share_scope)
        for o in read_article(text).observations
        if o.unit == "percent"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three in ten carpets sold in China come from Dieshiqiao, Nantong.", [("market_share", 30.0, "nation")]),
        (
            "Usak produces 80 percent of Turkey's sheets and 60 percent of its felt.",
            [("market_share", 80.0, "nation"), ("market_share", 60.0, "nation")],
        ),
        (
            "Wazirabad in Pakistan forges six of every ten forks the country sells abroad.",
            [("market_share", 60.0, "nation")],
        ),
        ("Shishi City makes one in five of the hats that the province exports.", [("market_share", 20.0, "province")]),
        (
            "永康保温壶占全国产量的六成、防火门占五成五。",
            [("market_share", 60.0, "nation"), ("market_share", 55.0, "nation")],
        ),
        (
            "2014年,陈埭镇凉鞋产量5亿双,约占晋江市的六成、全国的三成。",
            [("other_percent", 60.0, "other"), ("market_share", 30.0, "nation")],
        ),
        ("全世界每四条领带有一条来自浙江嵊州。", [("market_share", 25.0, "world")]),
        (
            "Datang makes socks; 60 percent of the socks are exported and 30 percent of the workers are women.",
            [("export_share", 60.0, "own"), ("other_percent", 30.0, "other")],
        ),
        ("Xinji City's leather garments occupy 50% of northern exports.", [("market_share", 50.0, "other")]),
    ],
)
def test_a_share_of_a_wider_whole(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert shares(text) == expected
