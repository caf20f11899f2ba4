import pytest

from pipelines.reference.rates import find_rate, yearly_rates


@pytest.mark.parametrize(
    ("year", "currency", "per_usd"),
    [(2010, "CNY", 6.77), (2014, "CNY", 6.16), (2019, "CNY", 6.91), (2022, "INR", 78.6), (2022, "PKR", 204)],
)
def test_a_rate_is_near_the_published_average_of_its_year(year, currency, per_usd):
    assert find_rate(year, currency).per_usd == pytest.approx(per_usd, rel=0.015)


def test_the_yuan_before_july_2005_is_said_to_be_a_peg():
    rate = find_rate(2003, "CNY")
    assert (rate.per_usd, rate.kind, rate.source) == (8.28, "peg", "PBC")


def test_no_rate_is_invented():
    assert find_rate(1990, "BDT") is None
    assert find_rate(2011, "MMK") is None


def test_each_year_and_currency_has_one_rate():
    keys = [(rate.year, rate.currency) for rate in yearly_rates()]
    assert len(keys) == len(set(keys))


def test_rates_do_not_leap_tenfold_from_one_year_to_the_next():
    rates = {(rate.year, rate.currency): rate.per_usd for rate in yearly_rates()}
    for (year, currency), rate in rates.items():
        if (year - 1, currency) in rates:
            assert 0.3 < rate / rates[year - 1, currency] < 3
