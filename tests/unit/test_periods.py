"""Periods: what the corpus cannot show: resolving later, hostile texts, and what holds for any text at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.periods import recognise_periods, resolve
from pipelines.recognise.periods_calendar import time_period
from tests.proportion import assert_in_proportion

WORDS = [
    "the", "first", "second", "half", "quarter", "of", "year", "years", "month", "months", "2010", "2012-13",
    "1-7", "January", "May", "to", "from", "since", "by", "end", "last", "this", "same", "period", "FY23",
    "fiscal", "ago", "a", "五", "十", "年", "月", "日", "至", "今", "去", "前",
    "上半年", "季度",
    "“", "”", "-", ",", ".", "(", ")", "'", "1", "12", "2000", "workers", "in", "0", "FY", "Q1", "1H",
    "plan", "five-year", "12th",
]  # fmt: skip
any_text = st.one_of(
    st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join), st.lists(st.sampled_from(WORDS)).map("".join)
)
any_date = st.one_of(st.none(), st.dates())


@given(any_text, any_date)
def test_any_text_is_read_and_spans_are_in_order_and_apart(text: str, reference: date | None) -> None:
    end = 0
    for period in recognise_periods(text, reference):
        assert end <= period.start < period.end <= len(text)
        end = period.end


@given(any_text, any_date)
def test_bounds_are_in_order_and_named_only_where_both_are_known(text: str, reference: date | None) -> None:
    for period in recognise_periods(text, reference):
        if period.start_date and period.end_date:
            assert period.start_date <= period.end_date
        assert (period.time_period is not None) == (period.start_date is not None and period.end_date is not None)


@given(any_text)
def test_without_a_reference_no_relative_date_is_invented(text: str) -> None:
    for period in recognise_periods(text):
        if period.basis in ("relative", "unknown", "as_of"):
            assert period.start_date is None
            assert period.end_date is None


@given(st.dates(), st.dates())
def test_the_name_of_a_stretch_tells_it_from_any_other(first: date, last: date) -> None:
    if first <= last:
        assert time_period(first, last).startswith(f"{first.year:04d}")


def test_a_month_range_takes_its_year_from_the_discourse() -> None:
    (period,) = recognise_periods("In January to July the mills made 81,000 tons.")
    assert (period.start_date, period.anaphoric, period.basis) == (None, True, "unknown")
    resolved = resolve(period, year=2007)
    assert (resolved.time_period, resolved.basis) == ("2007-01-01/P7M", "inferred")


def test_a_date_without_a_year_takes_the_one_stated_beside_it() -> None:
    _, fair = recognise_periods("The 2022 China Industrial Expo ran from August 12 to 14.")
    assert (fair.time_period, fair.basis) == ("2022-08-12/P3D", "inferred")


def test_last_year_counts_from_the_year_given_later() -> None:
    (period,) = recognise_periods("Exports rose last year.")
    assert resolve(period, year=2013).time_period == "2012"
    assert resolve(period, reference_date=date(2020, 5, 1)).time_period == "2019"


def test_a_printed_year_is_not_resolved_again() -> None:
    (period,) = recognise_periods("in 2010")
    assert resolve(period, date(2020, 5, 1), 2015) == period


@pytest.mark.parametrize(
    ("country", "reading"),
    [
        ("in", "2022-04-01/P1Y"),
        ("bd", "2022-07-01/P1Y"),
        ("pk", "2022-07-01/P1Y"),
        ("et", "2022-07-08/P1Y"),
        ("tr", "2023"),
    ],
)
def test_a_fiscal_year_follows_its_country(country: str, reading: str) -> None:
    assert recognise_periods("in FY23", country=country)[0].time_period == reading


def test_months_of_the_fiscal_year_are_those_of_the_one_that_runs() -> None:
    text = "In the past nine months of the fiscal year Ethiopia earned 38 million dollars."
    assert recognise_periods(text, date(2022, 5, 24))[0].time_period == "2021-07-08/P9M"


def test_a_fiscal_year_follows_a_country_named_in_chinese() -> None:
    assert recognise_periods("孟加拉2022-23财年出口555亿美元")[0].time_period == "2022-07-01/P1Y"


def test_a_fiscal_year_follows_the_country_that_the_text_is_about() -> None:
    text = "Bangladesh exported garments worth 42 billion dollars in FY23, says the bureau in Dhaka."
    assert recognise_periods(text)[0].time_period == "2022-07-01/P1Y"


@pytest.mark.parametrize(
    "unit",
    ["2010 ", "20102010", "2010-", "January ", "first half of ", "in the last ", "since since ", "年", "2010年", "十",
     "上半年", "(", "by the end of ", "January to ", "'", "1-7 months ", " ", "\n", "a\n", "Q1 ", "the ",
     "in the same period ", "first week of ", "on 1/2 ", "Friday, ", "two days after ", "nineteen hundred and ",
     "spring ", "周三", "前两周", "/"],
)  # fmt: skip
def test_the_cost_of_a_hostile_text_grows_with_its_length(unit: str) -> None:
    assert_in_proportion(lambda text: recognise_periods(text, date(2013, 6, 20)), unit)


def test_a_doubled_ten_is_no_number() -> None:
    assert [p.start_date for p in recognise_periods("近十十年", date(2013, 6, 20))] == [None]
