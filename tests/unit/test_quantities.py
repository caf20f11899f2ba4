"""What holds of the reading of figures for any text at all."""

import re
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.recognise.mentions import Quantity
from pipelines.recognise.notation import notation
from pipelines.recognise.quantities import numeral_runs, recognise_figures, recognise_quantities, rejected_numbers
from pipelines.reference.vocabulary import Vocabulary
from tests.proportion import assert_in_proportion

# Pieces of figures in any order: far likelier to break a grammar than random characters.
WORDS = re.findall(
    r"\S+",
    """
    1 12 1,984,240 22,5 10.763 2010 5G + - – % ‰ , . : / ( ) [ ] $ ₹ ¥ RMB yuan dollars percent points times a one two
    half third dozen hundred million billion lakh crore and to from between of in out every more than over up down rose
    fell by about employees enterprises pieces pairs firms year last No. first largest 亿 万 千 百 十 半 几 数 多 余
    成 分之 一 三 两 第 家 件 双 人 元 个 项目 企业 超 近 同比 增长 下降 以上 左右 至 到 １２ ： ， İ ß ﬁ ½ ① ² ٣ 𝒜
    """,
)
PIECES = st.builds(
    str.join,
    st.sampled_from(["", " ", "\n"]),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=20),
)

SENTENCES = (
    "The town has more than 2,000 knitting enterprises and 60,000 employees.",
    "Output reached 45 billion yuan, up 9.9 percent year-on-year.",
    "Exports fell by a third to US$1.2bn.",
    "2010年1-11月份,全国针织服装产量147.67亿件,同比增加18.51%。",
    "从业人员6万人,企业2000多家。",
    "Around 70 percent of the world's footballs are stitched here, some 40 million balls a year.",
)


def spans_of(text: str) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in recognise_quantities(text)]


@settings(max_examples=100, deadline=None)
@given(PIECES)
@example("1" * 50)
@example("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17")
@example("between 3 and")
@example("第")
@example("从百分之")
@example("亿亿亿")
@example("三点\t五5")
@example("2012年٣月")
@example("İ1 million")
def test_any_text_is_read_into_ordered_spans_that_do_not_overlap(text: str) -> None:
    figures = recognise_figures(text)
    end = 0
    for quantity in figures.quantities:
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.span.covers(quantity.number)
        end = quantity.end


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_each_numeral_run_ends_in_one_place(text: str) -> None:
    figures = recognise_figures(text, periods=())
    assert len(set(figures.runs)) == len(figures.runs)
    homes = [*(q.span for q in figures.quantities), *(r.span for r in figures.rejected)]
    for run in figures.runs:
        assert sum(home.covers(run) for home in homes) == 1, run.of(text)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_bounds_are_those_that_value_and_hedge_imply(text: str) -> None:
    for quantity in recognise_quantities(text):
        if quantity.qualifier == "range":
            assert quantity.value is None
            assert quantity.low is not None
            assert quantity.high is not None
            assert quantity.low < quantity.high
        else:
            assert quantity.value is not None
            assert quantity.low in (None, quantity.value)
            assert quantity.high in (None, quantity.value)


@pytest.mark.parametrize("sentence", SENTENCES)
@settings(max_examples=5, deadline=None)
@given(around=st.lists(st.sampled_from(SENTENCES), max_size=3))
def test_a_sentence_reads_the_same_alone_and_in_its_article(sentence: str, around: list[str]) -> None:
    article = "\n".join([*around, sentence, *reversed(around)])
    start = article.index(sentence)
    inside = [q for q in recognise_quantities(article) if start <= q.start and q.end <= start + len(sentence)]
    assert [(q.start - start, q.end - start, notation(q)) for q in inside] == [
        (q.start, q.end, notation(q)) for q in recognise_quantities(sentence)
    ]


HEDGES = {"exact": "", "more_than": "more than ", "at_least": "at least ", "nearly": "nearly ", "approx": "about ",
          "less_than": "less than ", "at_most": "up to "}  # fmt: skip
NOUNS = {
    "person": "employees",
    "enterprise": "knitting enterprises",
    "piece": "pieces",
    "pair": "pairs",
    "CNY": "yuan",
    "USD": "U.S. dollars",
    "tonne": "tonnes",
    "percent": "percent",
    "mu": "mu",
    "country": "countries",
}
SCALES = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(HEDGES)),
    st.decimals(min_value=2, max_value=999999, places=2),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(NOUNS)),
)
def test_a_printed_reading_is_read_back(hedge: str, amount: object, scale: str, unit: str) -> None:
    printed = f"{HEDGES[hedge]}{amount:,}{scale} {NOUNS[unit]}"
    (quantity,) = recognise_quantities(f"It came to {printed} in all.")
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Fraction(str(amount)) * SCALES[scale], unit, hedge)
    assert quantity.span.of(f"It came to {printed} in all.") == printed


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**15))
def test_thousands_marks_do_not_change_a_number(number: int) -> None:
    for written in (f"{number:,}", f"{number}", f"{number:,}".replace(",", " ")):
        text = f"made {written} pieces"
        (quantity,) = recognise_quantities(text, periods=())
        assert (quantity.value, quantity.unit) == (number, "piece")


def test_runs_and_rejections_are_the_parts_of_one_pass() -> None:
    text = "A 5G factory with 300 looms."
    assert [span.of(text) for span in numeral_runs(text)] == ["5", "300"]
    assert [(r.span.of(text), r.reason_code) for r in rejected_numbers(text)] == [("5", "name")]


def test_a_user_adds_a_unit_a_currency_a_hedge_and_a_scale_without_code() -> None:
    vocabulary = Vocabulary(
        {
            "units": '[count.loop]\nwords = ["loop"]',
            "currencies": '[BWP]\nwords = ["pula"]\nsigns = ["bwp"]\nzh = []',
            "hedges": '[more_than]\nbefore = ["comfortably over"]',
            "numerals": "[scales]\nmyriad = 10000",
        }
    )
    readings = [
        notation(q)
        for text in ("300 loops", "12 pula", "BWP 12", "comfortably over 12 yuan", "3 myriad pieces")
        for q in recognise_quantities(text, vocabulary=vocabulary)
    ]
    assert readings == ["300 loop", "12 BWP", "12 BWP", ">12 CNY", "30000 piece"]


HOSTILE = {
    "digits": "7",
    "one hundred": "one hundred ",
    "brackets": "(" * 7 + "1",
    "亿": "亿",
    "commas": "1,",
    "points": "1.",
    "ranges": "1-",
    "lists": "1, ",
    "hedges": "more than ",
    "tens of": "tens of thousands of ",
    "slashes": "1/",
    "spaced": "1 000 ",
    "signs": "$ ",
    "years": "2010 ",
    "零": "零",
    "clock": "12:",
    "words": "one in two of three out of ",
    "lines": "1\n",
    "percent": "% 1 ",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_costs_no_more_than_in_proportion_to_its_length(name: str) -> None:
    assert_in_proportion(lambda text: recognise_figures(text, periods=()), HOSTILE[name])


def test_a_quantity_is_made_of_the_words_of_the_text() -> None:
    text = "up 9.9 percent"
    (quantity,) = recognise_quantities(text)
    assert isinstance(quantity, Quantity)
    parts = (quantity.span.of(text), quantity.number.of(text), quantity.unit_printed)
    assert parts == ("up 9.9 percent", "9.9", "percent")
