import pytest

from pipelines.recognise.products import recognise_products
from pipelines.reference.products import read_products, read_trades
from pipelines.reference.vocabulary import Vocabulary, VocabularyError, default_vocabulary


def keys(text, vocabulary=None):
    return [cue.key for cue in recognise_products(text, vocabulary=vocabulary)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("700 million pairs of socks", ["socks"]),
        ("women’s wear, Women's clothing", ["womens_wear", "womens_wear"]),
        ("T-shirts and T shirts", ["t_shirts", "t_shirts"]),
        ("woolen sweaters", ["woollen_sweaters"]),
        ("the textile and garment industry", ["textiles_and_apparel"]),
        ("針織服裝1.2億件(套)", ["knitwear"]),
        ("童装产量", ["childrens_wear"]),
        ("sockets, silken, Leatherhead", []),
    ],
)
def test_the_longest_product_is_read_in_either_language_and_habit_of_writing(text, expected):
    assert keys(text) == expected


def test_a_cue_covers_exactly_the_words():
    text = "产值, down jackets made"
    (cue,) = recognise_products(text)
    assert cue.span.of(text) == "down jackets"


def test_hypernyms_lead_upwards_to_a_top_without_a_circle():
    products = read_products(default_vocabulary())
    for key in products:
        seen = []
        while key is not None:
            assert key not in seen, seen
            seen.append(key)
            key = products[key].hypernym


def test_every_trade_is_made_of_some_product():
    vocabulary = default_vocabulary()
    assert set(read_trades(vocabulary)) == {product.trade for product in read_products(vocabulary).values()}


def test_a_user_adds_a_product_and_words_to_another():
    user = '[kites]\ntrade = "toys"\nen = ["kites"]\n[socks]\nen = ["foot gloves"]\n'
    assert keys("kites, foot gloves and socks", Vocabulary({"products": user})) == ["kites", "socks", "socks"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[kites]\nen = ["kites"]', "no trade"),
        ('[kites]\ntrade = "flying"\nen = ["kites"]', "not in trades.toml"),
        ('[kites]\ntrade = "toys"', "has no words"),
        ('[kites]\ntrade = "toys"\nen = "kites"', "must be a list"),
        ('[kites]\ntrade = "toys"\nname = "x"\nen = ["kites"]', "no field is called name"),
        ('[kites]\ntrade = "toys"\nhs = 9503\nen = ["kites"]', "four digits"),
    ],
)
def test_a_wrong_entry_is_named_with_its_mend(entry, message):
    with pytest.raises(VocabularyError, match=message) as error:
        read_products(Vocabulary({"products": entry}))
    assert "products.toml, [kites]" in str(error.value)
