"""The tables of the world that the marts need, cut to the places that the articles speak of."""

from collections.abc import Iterable

from pipelines.marts.build import MartReference, PlaceRow
from pipelines.reference.places import ancestors, find_place
from pipelines.reference.products import read_products, read_trades
from pipelines.reference.rates import yearly_rates
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary

_NEAR = frozenset({"county", "prefecture", "city"})


def read_reference(place_codes: Iterable[str], vocabulary: Vocabulary | None = None) -> MartReference:
    """Return rates, trades, products and the places of the codes."""
    words = vocabulary or default_vocabulary()
    return MartReference(
        rates=[(rate.year, rate.currency, rate.per_usd) for rate in yearly_rates()],
        places=tuple(_place_row(code) for code in sorted(set(place_codes) | {"world"})),
        trades={key: trade.en[0] if trade.en else key for key, trade in read_trades(words).items()},
        hypernyms={key: product.hypernym for key, product in read_products(words).items() if product.hypernym},
    )


def _place_row(code: str) -> PlaceRow:
    if code == "world":
        return PlaceRow(code, name="World", level="world")
    record = find_place(code)
    if record is None:
        return PlaceRow(code)
    above = ancestors(code)
    chain = [record, *(found for parent in above if (found := find_place(parent)))]
    # A town without coordinates of its own is shown where its county, failing that its city, lies.
    shown = next((p for p in chain if p.latitude is not None and (p is record or p.level in _NEAR)), None)
    named = {place.level: place.name for place in reversed(chain)}
    return PlaceRow(
        place_code=code,
        name=record.name,
        level=record.level,
        city=named.get("prefecture", record.name if record.level == "city" else None),
        province=named.get("province"),
        country=chain[-1].code if chain[-1].level == "country" else code.split("-")[0],
        latitude=shown.latitude if shown else None,
        longitude=shown.longitude if shown else None,
        coordinates_of=shown.code if shown else None,
        within=above,
    )
