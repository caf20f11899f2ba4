"""Tables in a text: what a figure in a cell takes from its column, its row and the lines above."""

import re
from datetime import date

import pytest

from pipelines import read_article
from pipelines.recognise.grids import find_grids

BARS = """Towel towns of Turkey in 2018

| Town | Firms | Workers | Output (million pieces) | Exports (US$ million) |
| Denizli | 310 | 42,000 | 480 | 1,210 |
| Bursa | 120 | 15,500 | 96 | 240 |
"""

TABS = """Woollen yarn output of four provinces, January to June 2016
Unit: 10,000 tonnes

Province\tOutput\tGrowth (%)
Jiangsu\t14.2\t3.1
Zhejiang\t9.6\t-2.4
Shandong\t8.8\t+0.5
Total\t32.6\t0.9
"""

SPACES_ZH = """2017年1-6月布产量分省统计

单位：亿米

地区    产量    同比±%    占全国比重(%)
浙江    98.4    2.6    28.1
江苏    60.2    -1.3    17.2
合计    158.6    1.1    45.3
"""

YEARS = """Carpet exports of three cities (million USD)

City          2015     2016     Change %
Gaziantep     1,410    1,380    -2.1
Kayseri          45       52    15.6
"""

UPRIGHT = """Garment output by province in 2014
Unit: million pieces
Province
Output
Growth %
Guangdong
5,210
3.2
Fujian
3,108
-1.7
"""

POURED_OUT = """Bursa sold more towels abroad than in the year before; exports went up everywhere.
Goods |
MAY |
(Unit-1000 $) |
2016 |
2017 |
Change |
TOWEL |
21.640 |
24.886 |
15,0 |
CARPET |
7.300 |
7.665 |
5,0 |
"""

NOTE_FOR_EACH = """Powerloom towns in 2012
(Unit: thousand looms; million metres; %)
Town | Looms | Cloth | Change
Malegaon | 105 | 90 | -1.5
Bhiwandi | 590 | 300 | +2
"""


def read(text: str) -> list[str]:
    return [
        " ".join(
            str(part)
            for part in (o.subject, o.indicator, f"{float(o.value or 0):.12g}", o.unit, o.time_period, o.direction)
            if part is not None
        )
        for o in read_article(text, published_on=date(2020, 1, 15)).observations
    ]


def test_a_column_says_what_is_counted_and_in_which_unit() -> None:
    assert read(BARS) == [
        "Denizli enterprises 310 enterprise 2018",
        "Denizli employees 42000 person 2018",
        "Denizli output_volume 480000000 piece 2018",
        "Denizli export_value 1210000000 USD 2018",
        "Bursa enterprises 120 enterprise 2018",
        "Bursa employees 15500 person 2018",
        "Bursa output_volume 96000000 piece 2018",
        "Bursa export_value 240000000 USD 2018",
    ]


def test_a_note_gives_the_unit_and_the_total_is_the_country_s() -> None:
    half = "2016-S1"
    assert read(TABS) == [
        f"Jiangsu output_volume 142000 tonne {half}",
        f"Jiangsu growth_rate 3.1 percent {half} increase",
        f"Zhejiang output_volume 96000 tonne {half}",
        f"Zhejiang growth_rate 2.4 percent {half} decrease",
        f"Shandong output_volume 88000 tonne {half}",
        f"Shandong growth_rate 0.5 percent {half} increase",
        f"China output_volume 326000 tonne {half}",
        f"China growth_rate 0.9 percent {half} increase",
    ]


def test_reads_a_chinese_table_with_growth_and_share() -> None:
    half = "2017-S1"
    assert read(SPACES_ZH) == [
        f"浙江 output_volume 9840000000 metre {half}",
        f"浙江 growth_rate 2.6 percent {half} increase",
        f"浙江 market_share 28.1 percent {half}",
        f"江苏 output_volume 6020000000 metre {half}",
        f"江苏 growth_rate 1.3 percent {half} decrease",
        f"江苏 market_share 17.2 percent {half}",
        f"中国 output_volume 15860000000 metre {half}",
        f"中国 growth_rate 1.1 percent {half} increase",
        f"中国 market_share 45.3 percent {half}",
    ]


def test_a_year_at_the_head_of_a_column_dates_it() -> None:
    assert read(YEARS) == [
        "Gaziantep export_value 1410000000 USD 2015",
        "Gaziantep export_value 1380000000 USD 2016",
        "Gaziantep growth_rate 2.1 percent 2016 decrease",
        "Kayseri export_value 45000000 USD 2015",
        "Kayseri export_value 52000000 USD 2016",
        "Kayseri growth_rate 15.6 percent 2016 increase",
    ]


def test_reads_a_table_with_each_cell_on_a_line_of_its_own() -> None:
    assert read(UPRIGHT) == [
        "Guangdong output_volume 5210000000 piece 2014",
        "Guangdong growth_rate 3.2 percent 2014 increase",
        "Fujian output_volume 3108000000 piece 2014",
        "Fujian growth_rate 1.7 percent 2014 decrease",
    ]


def test_a_table_poured_out_keeps_its_years_months_goods_and_decimal_commas() -> None:
    rows = [
        (o.product, o.indicator, o.growth_of, float(o.value or 0), o.time_period)
        for o in read_article(POURED_OUT).observations
    ]
    assert rows == [
        ("towels", "export_value", None, 21_640_000.0, "2016-05"),
        ("towels", "export_value", None, 24_886_000.0, "2017-05"),
        ("towels", "growth_rate", "export_value", 15.0, "2017-05"),
        ("carpets", "export_value", None, 7_300_000.0, "2016-05"),
        ("carpets", "export_value", None, 7_665_000.0, "2017-05"),
        ("carpets", "growth_rate", "export_value", 5.0, "2017-05"),
    ]


def test_a_note_with_several_units_goes_out_to_the_columns_in_turn() -> None:
    assert read(NOTE_FOR_EACH) == [
        "Malegaon equipment_count 105000 machine 2012",
        "Malegaon output_volume 90000000 metre 2012",
        "Malegaon growth_rate 1.5 percent 2012 decrease",
        "Bhiwandi equipment_count 590000 machine 2012",
        "Bhiwandi output_volume 300000000 metre 2012",
        "Bhiwandi growth_rate 2 percent 2012 increase",
    ]


RULED = """| Zhangcha | 2017 | 2018 | Change |
|---|---|---|---|
| Output value (100 million yuan) | 265 | 285 | +7.5% |
| Enterprises above scale | 212 | 225 | |
| Employees (10,000) | 5.8 | 6.0 | +3.4% |
"""

YEARS_DOWN = """Development of the Datang sock industry

Year | Output (billion pairs) | Exports (US$ million)
2017 | 22.5 | 1,210
2018 | 20.1 | 1,020
"""

FISCAL_YEARS = """Knitwear exports from Tiruppur (Rs crore)

2016-17: 25,000
2017-18: 27,280
2018-19: 24,750
"""

YEARS_DOWN_ZH = """大唐袜业历年产值
年份 产量(亿双) 产值(亿元)
2016年 230 600
2017年 240 650
2018年 258 700
"""

MONTHS = """Month  Exports of Bursa (USD million)
Jan    312.5
Feb    287.0
Mar    330.9
"""

COMMAS = """District-wise figures of power looms (2018-19)

District, Looms (lakh), Workers (lakh), Output (million metres)
Bhiwandi, 6.5, 4.2, 5,400
Malegaon, 2.0, 1.5, 1,650
"""

BUYERS = """Country-wise exports of knitwear from Tiruppur in 2018 (million dollars)
USA 1,350
UK 340
Germany 290
"""

UNKNOWN_ROW = """Garment clusters of Ethiopia, 2018

Park | Firms | Workers
Hawassa | 22 | 34,000
Bole Gemi | 11 | 19,800
"""

TWO_BRACKETS = """Country Exports 2018 (bn USD) Share (%)
China 176 32.8
Bangladesh 34 6.4
Vietnam 31 5.8
"""

THIS_MONTH = """2018年1-11月浙江纺织产量

产品名称    单位    本月    累计
纱    万吨    12.3    145.6
布    亿米    8.1    98.7
"""

STATES = """Textile clusters of India, 2018

| Cluster | State | Products | Units | Workers | Turnover (Rs crore) |
|---|---|---|---|---|---|
| Ludhiana | Punjab | Hosiery, woollens | 14,000 | 4,00,000 | 17,000 |
| Panipat | Haryana | Blankets, durries | 20,000 | 3,50,000 | 50,000 |
"""

SERIAL_ZH = """2018年浙江纺织产业集群
序号 | 集群名称 | 主要产品 | 企业数(家) | 主营业务收入(亿元)
1 | 柯桥区 | 面料 | 9,500 | 2,100
2 | 海宁市 | 经编 | 3,100 | 890
"""

RANKS = """Rank  Exporter        2017    2018    Growth
1     Bursa           1,050   1,120   6.7%
2     Denizli         1,290   1,610   24.8%
Exports in million dollars
"""

SECTIONS = """Knitting towns, 2018

| Town | Firms | Workers |
|---|---|---|
| Southern Jiangsu | | |
| Changshu | 5,100 | 210,000 |
| Zhejiang | | |
| Puyuan | 8,000 | 100,000 |
"""

ITALY = """Footwear clusters of Italy 2018

                 Companies    Export (mln euro)    Var. % 18/17
Marche           3,520        1,410                -4.2
Veneto           1,560        2,380                +3.1
"""

LEADERS = """Puyuan in figures
--------------------------------
Output value ........ 55 billion yuan
Enterprises ......... 8,000
Employees ........... 100,000
"""

UNITS_FIRST = """INDICATORS            Unit            2017       2018
Turnover              EUR mln         2,900      3,150
Employees             no.             15,200     15,050
(Prato textile district)
"""

SAID = "Top towns by output value in 2018 (billion yuan): Shengze 120, Zhili 65 and Humen 43."

TAIL = """Exports by city, million dollars

City        2017    2018
Bursa       1,050   870
Denizli     1,340   1,290
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            RULED,
            [
                "Zhangcha output_value 26500000000 CNY 2017",
                "Zhangcha output_value 28500000000 CNY 2018",
                "Zhangcha growth_rate 7.5 percent 2018 increase",
                "Zhangcha enterprises 212 enterprise 2017",
                "Zhangcha enterprises 225 enterprise 2018",
                "Zhangcha employees 58000 person 2017",
                "Zhangcha employees 60000 person 2018",
                "Zhangcha growth_rate 3.4 percent 2018 increase",
            ],
            id="a rule below the heads, an empty cell, what a row counts",
        ),
        pytest.param(
            YEARS_DOWN,
            [
                "Datang output_volume 22500000000 pair 2017",
                "Datang export_value 1210000000 USD 2017",
                "Datang output_volume 20100000000 pair 2018",
                "Datang export_value 1020000000 USD 2018",
            ],
            id="a year names each row; US$ is no place",
        ),
        pytest.param(
            FISCAL_YEARS,
            [
                "Tiruppur export_value 250000000000 INR 2016-04-01/P1Y",
                "Tiruppur export_value 272800000000 INR 2017-04-01/P1Y",
                "Tiruppur export_value 247500000000 INR 2018-04-01/P1Y",
            ],
            id="fiscal years before colons",
        ),
        pytest.param(
            YEARS_DOWN_ZH,
            [
                "大唐 output_volume 23000000000 pair 2016",
                "大唐 output_value 60000000000 CNY 2016",
                "大唐 output_volume 24000000000 pair 2017",
                "大唐 output_value 65000000000 CNY 2017",
                "大唐 output_volume 25800000000 pair 2018",
                "大唐 output_value 70000000000 CNY 2018",
            ],
            id="230 600 are two cells",
        ),
        pytest.param(
            MONTHS,
            [
                "Bursa export_value 312500000 USD 2019-01",
                "Bursa export_value 287000000 USD 2019-02",
                "Bursa export_value 330900000 USD 2019-03",
            ],
            id="a month names each row",
        ),
        pytest.param(
            COMMAS,
            [
                "Bhiwandi equipment_count 650000 machine 2018-04-01/P1Y",
                "Bhiwandi employees 420000 person 2018-04-01/P1Y",
                "Bhiwandi output_volume 5400000000 metre 2018-04-01/P1Y",
                "Malegaon equipment_count 200000 machine 2018-04-01/P1Y",
                "Malegaon employees 150000 person 2018-04-01/P1Y",
                "Malegaon output_volume 1650000000 metre 2018-04-01/P1Y",
            ],
            id="cells between commas",
        ),
        pytest.param(
            BUYERS,
            [
                "Tiruppur export_value 1350000000 USD 2018",
                "Tiruppur export_value 340000000 USD 2018",
                "Tiruppur export_value 290000000 USD 2018",
            ],
            id="rows of those who buy",
        ),
        pytest.param(
            UNKNOWN_ROW,
            [
                "Hawassa enterprises 22 enterprise 2018",
                "Hawassa employees 34000 person 2018",
                "Bole Gemi enterprises 11 enterprise 2018",
                "Bole Gemi employees 19800 person 2018",
            ],
            id="a name that no table has is not the row before",
        ),
        pytest.param(
            TWO_BRACKETS,
            [
                "China export_value 176000000000 USD 2018",
                "China other_percent 32.8 percent 2018",
                "Bangladesh export_value 34000000000 USD 2018",
                "Bangladesh other_percent 6.4 percent 2018",
                "Vietnam export_value 31000000000 USD 2018",
                "Vietnam other_percent 5.8 percent 2018",
            ],
            id="heads that end in brackets",
        ),
        pytest.param(
            THIS_MONTH,
            [
                "浙江 output_volume 123000 tonne 2018-11",
                "浙江 output_volume 1456000 tonne 2018-01-01/P11M",
                "浙江 output_volume 810000000 metre 2018-11",
                "浙江 output_volume 9870000000 metre 2018-01-01/P11M",
            ],
            id="this month beside the months so far",
        ),
        pytest.param(
            STATES,
            [
                "Ludhiana enterprises 14000 enterprise 2018",
                "Ludhiana employees 400000 person 2018",
                "Ludhiana sales_value 170000000000 INR 2018",
                "Panipat enterprises 20000 enterprise 2018",
                "Panipat employees 350000 person 2018",
                "Panipat sales_value 500000000000 INR 2018",
            ],
            id="columns of words beside the name",
        ),
        pytest.param(
            SERIAL_ZH,
            [
                "柯桥区 enterprises 9500 enterprise 2018",
                "柯桥区 sales_value 210000000000 CNY 2018",
                "海宁市 enterprises 3100 enterprise 2018",
                "海宁市 sales_value 89000000000 CNY 2018",
            ],
            id="serial numbers and goods",
        ),
        pytest.param(
            RANKS,
            [
                "Bursa export_value 1050000000 USD 2017",
                "Bursa export_value 1120000000 USD 2018",
                "Bursa growth_rate 6.7 percent 2018 increase",
                "Denizli export_value 1290000000 USD 2017",
                "Denizli export_value 1610000000 USD 2018",
                "Denizli growth_rate 24.8 percent 2018 increase",
            ],
            id="ranks, and a caption below",
        ),
        pytest.param(
            SECTIONS,
            [
                "Changshu enterprises 5100 enterprise 2018",
                "Changshu employees 210000 person 2018",
                "Puyuan enterprises 8000 enterprise 2018",
                "Puyuan employees 100000 person 2018",
            ],
            id="names of sections between the rows",
        ),
        pytest.param(
            ITALY,
            [
                "Marche enterprises 3520 enterprise 2018",
                "Marche export_value 1410000000 EUR 2018",
                "Marche growth_rate 4.2 percent 2018 decrease",
                "Veneto enterprises 1560 enterprise 2018",
                "Veneto export_value 2380000000 EUR 2018",
                "Veneto growth_rate 3.1 percent 2018 increase",
            ],
            id="mln and Var. %",
        ),
        pytest.param(
            LEADERS,
            [
                "Puyuan output_value 55000000000 CNY",
                "Puyuan enterprises 8000 enterprise",
                "Puyuan employees 100000 person",
            ],
            id="dots that lead to a figure",
        ),
        pytest.param(
            UNITS_FIRST,
            [
                "Prato sales_value 2900000000 EUR 2017",
                "Prato sales_value 3150000000 EUR 2018",
                "Prato employees 15200 person 2017",
                "Prato employees 15050 person 2018",
            ],
            id="a currency before its scale",
        ),
        pytest.param(
            SAID,
            [
                "Shengze output_value 120000000000 CNY 2018",
                "Zhili output_value 65000000000 CNY 2018",
                "Humen output_value 43000000000 CNY 2018",
            ],
            id="a table told in a sentence",
        ),
        pytest.param(
            "Growth of exports in 2018: Zhili 12%, Puyuan 8%, Datang 5%.",
            [
                "Zhili growth_rate 12 percent 2018 increase",
                "Puyuan growth_rate 8 percent 2018 increase",
                "Datang growth_rate 5 percent 2018 increase",
            ],
            id="growth told by what heads a list",
        ),
        pytest.param(
            "Main markets of Denizli in 2018: US 40%, EU 30%, UK 10%.",
            [
                "Denizli other_percent 40 percent 2018",
                "Denizli other_percent 30 percent 2018",
                "Denizli other_percent 10 percent 2018",
            ],
            id="markets in a list",
        ),
        pytest.param(
            "2018年义乌市各月出口额(亿元)\n1月 245.3\n2月 180.2\n3月 301.7",
            [
                "义乌市 export_value 24530000000 CNY 2018-01",
                "义乌市 export_value 18020000000 CNY 2018-02",
                "义乌市 export_value 30170000000 CNY 2018-03",
            ],
            id="Chinese months in the year of the heading",
        ),
        pytest.param(
            "Largest clusters by workers in 2018: Tiruppur (600,000), Ludhiana (400,000), Surat (1,200,000).",
            [
                "Tiruppur employees 600000 person 2018",
                "Ludhiana employees 400000 person 2018",
                "Surat employees 1200000 person 2018",
            ],
            id="figures in brackets behind their names",
        ),
        pytest.param(
            TAIL,
            [
                "Bursa export_value 1050000000 USD 2017",
                "Bursa export_value 870000000 USD 2018",
                "Denizli export_value 1340000000 USD 2017",
                "Denizli export_value 1290000000 USD 2018",
            ],
            id="the unit at the end of the title",
        ),
    ],
)
def test_reads_tables_of_many_kinds(text: str, rows: list[str]) -> None:
    assert read(text) == rows


def test_growth_in_a_table_is_of_the_column_to_its_left() -> None:
    grown = [o.growth_of for o in read_article(TABS).observations if o.indicator == "growth_rate"]
    assert grown == ["output_volume"] * 4


@pytest.mark.parametrize("text", [BARS, TABS, SPACES_ZH, YEARS, UPRIGHT, POURED_OUT, NOTE_FOR_EACH])
def test_every_numeral_of_a_table_lies_in_one_place(text: str) -> None:
    reading = read_article(text)
    taken = [m.span for m in (*reading.quantities, *reading.periods, *reading.rejected)]
    for match in re.finditer(r"\d[\d,.]*", text):
        assert sum(span.start <= match.start() < span.end for span in taken) >= 1, match.group()
    assert not any(p.span.overlaps(q.span) for p in reading.periods for q in reading.quantities)


@pytest.mark.parametrize(
    "text",
    [
        "The town has 300 firms.\nThey employ 40,000 people.\nSales were 2 billion yuan.",
        "Tel 021-5566 | Fax 021-5567",
        "第一章 1\n第二章",
    ],
)
def test_lines_of_text_are_no_table(text: str) -> None:
    assert find_grids(text) == ()
