"""Scopes: whom, what or how long a figure covers where that is not the whole."""

import pytest

from pipelines import read_article


def scopes(text: str) -> list[tuple[str, str]]:
    return [(o.span.of(text), o.scope) for o in read_article(text).observations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daily sales at the Yiwu market reach 5 million yuan.", ["per day"]),
        (
            "The stalls of Changshu turn over 90 million yuan (13 million U.S. dollars) each day.",
            ["per day", "per day"],
        ),
        ("义乌市8月产值达5亿元,日产袜子300万双,户均收入12万元。", ["all", "per day", "per enterprise"]),
        ("Haining has 600 firms, 90 family workshops and 70 e-commerce companies.", ["all", "household", "ecommerce"]),
        ("Of the 600 firms in Haining, 120 are exporters and 30 are listed companies.", ["all", "exporting", "listed"]),
        ("海阳市有毛衫企业500多家,个体加工户4000多家。", ["all", "household"]),
        ("Online sales of Haining reached 3 billion yuan in 2019; its sales were 9 billion.", ["ecommerce", "all"]),
        (
            "Haining has 600 firms, including 120 above designated size, with 50,000 workers, of whom 30,000 women.",
            ["all", "above_designated_size", "all", "women"],
        ),
        ("今年1-4月诸暨市袜业总产值35.4亿元,其中新产品产值11.7亿元。", ["all", "新产品产值"]),
        (
            "Bursa exported towels worth 12 million dollars to Iraq and 8 million dollars to the UK.",
            ["to Iraq", "to UK"],
        ),
        ("Exports of socks from Datang to ASEAN rose 12% to US$300 million in 2023.", ["to ASEAN", "to ASEAN"]),
        ("我国服装出口886亿美元。对共建“一带一路”国家和地区出口312亿美元。", ["all", 'to "一带一路"国家和地区']),
        ("Shiling has 6,600 bag makers, 18,000 dealers and 12 design studios.", ["all", "dealing", "services"]),
        ("高阳一条毛巾利润只有3毛钱。", ["per item"]),
        ("孙口镇主播昨晚一场卖了1800多件羽绒服,一天能走四五千件。", ["per session", "per day"]),
        ("海宁市有皮革企业262家,亏损企业41家。", ["all", "loss_making"]),
        ("2019年桐乡市对美国出口3亿美元,出口总额9亿美元。", ["to 美国", "all"]),
        ("Bursa's carpet exports to many lands came to 5 million dollars.", ["all"]),
        (
            "In 2017, 72 firms above designated size in Wenzhou made 144 million pairs of glasses worth 4 bn yuan.",
            ["above_designated_size"] * 3,
        ),
        (
            "Haining has 600 firms, 68 above designated size, with 21,000 employees.",
            ["all", "above_designated_size", "all"],
        ),
        (
            "Huzhou sold 9 billion yuan in 2019. The Huzhou Silk City turned over 2 billion yuan in 2019.",
            ["all", "Huzhou Silk City"],
        ),
        (
            "General trade exports of China were 9 billion dollars; its imports were 4 billion dollars.",
            ["general_trade"] * 2,
        ),
    ],
)
def test_a_figure_says_what_it_covers(text: str, expected: list[str]) -> None:
    assert [scope for _, scope in scopes(text)] == expected


def test_a_year_is_no_scope() -> None:
    assert scopes("Datang makes 27 billion pairs of socks a year.") == [("27 billion pairs of socks a year", "all")]
