import re
from pathlib import Path

import pytest

from pipelines.recognise.places import recognise_places
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.places import ancestors, codes_of, find_place, latin_key
from pipelines.reference.products import read_products
from pipelines.reference.vocabulary import Vocabulary, VocabularyError, default_vocabulary

_GAZETTEER = read_gazetteer(default_vocabulary())


def codes(text, **words):
    return [place.place_code for place in recognise_places(text, vocabulary=Vocabulary(words))]


@pytest.mark.parametrize(
    ("code", "name", "above"),
    [
        ("cn-360111", "Qingshanhu District", ("cn-360100", "cn-360000", "cn")),
        ("cn-441900121", "Humen Town", ("cn-441900", "cn-440000", "cn")),
        ("cn-429004", "Xiantao City", ("cn-420000", "cn")),
        ("cn-500151", "Tongliang District", ("cn-500000", "cn")),
        ("cn-610000", "Shaanxi", ("cn",)),
        ("gn-1254348", "Tiruppur", ("in-tn", "in")),
        ("tr-20", "Denizli", ("tr",)),
        ("gn-1268865", "Jodhpur", ("in-rj", "in")),
        ("gn-3456117", "Nova Serrana", ("br-mg", "br")),
        ("gn-3995465", "Monterrey", ("mx-nle", "mx")),
        ("gn-2831580", "Solingen", ("de-nw", "de")),
        ("gn-1587923", "Biên Hòa", ("vn",)),  # whose division is another in GeoNames and in ISO
    ],
)
def test_a_place_has_its_name_and_what_lies_above_it(code, name, above):
    assert find_place(code).name == name
    assert ancestors(code) == above


def test_a_former_code_gives_the_place_that_took_its_place():
    assert find_place("cn-330681101").code == "cn-330681005"  # Datang Town became a subdistrict
    assert find_place("cn-330621").code == "cn-330603"  # Shaoxing County became Keqiao District


def test_a_code_of_no_place_gives_none():
    assert find_place("cn-999999") is None
    assert find_place("gn-0") is None
    assert codes_of("nosuchplace") == ()


def test_every_place_lies_in_a_place_of_the_table():
    for code in {code for cluster in _GAZETTEER.clusters.values() for code in ancestors(cluster.place_code)}:
        assert find_place(code) is not None, code


def test_each_known_cluster_has_a_place_of_its_name_and_a_trade():
    trades = default_vocabulary().table("trades")
    for cluster in _GAZETTEER.clusters.values():
        place = find_place(cluster.place_code)
        assert place is not None, cluster
        assert place.code == cluster.place_code, f"{cluster.key}: the code is a former one"
        assert cluster.trade in trades, cluster
        key = latin_key(cluster.en[0])
        assert place.code in codes_of(key) or key in _GAZETTEER.aliases, f"{cluster.key}: {place.name}"


def test_known_clusters_are_eligible_places():
    levels = {find_place(cluster.place_code).level for cluster in _GAZETTEER.clusters.values()}
    assert levels <= {"prefecture", "county", "town", "city", "province"}


def test_a_user_adds_an_alias_and_a_cluster():
    assert codes("Glove Town grows", places='[aliases]\n"Glove Town" = "cn-370829"\n') == ["cn-370829"]
    assert codes("袜都增长", places='[aliases]\n"袜都" = "cn-330681101"\n') == ["cn-330681005"]
    assert codes("Sishui sold more") == []
    cluster = 'sishui = { place = "cn-370831", trade = "footwear", en = ["Sishui"] }\n'
    assert codes("Sishui sold more", clusters=cluster) == ["cn-370831"]


def test_the_vocabulary_shown_in_the_readme_is_read():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.split("<!-- vocabulary -->")[1].split("<!-- /vocabulary -->")[0]
    products, places, clusters = re.findall(r"```toml\n(.*?)```", shown, re.DOTALL)
    vocabulary = Vocabulary({"products": products, "places": places, "clusters": clusters})
    assert "kites" in read_products(vocabulary)
    assert find_place("cn-370829").name == "Jiaxiang County"
    assert codes("Glove Town grows", places=places) == ["cn-370829"]
    assert "cn-370829" in read_gazetteer(vocabulary).cluster_places


@pytest.mark.parametrize(
    ("file", "entry", "message"),
    [
        (
            "places",
            '[aliases]\n"Glove Town" = "cn-99"',
            r'places.toml, \[aliases\] "Glove Town": no place has the code',
        ),
        ("places", '[aliases]\n"G" = "cn-370829"', "too short"),
        ("places", '"Glove Town" = "cn-370829"', "no section is called Glove Town"),
        ("places", "aliases = 5", "aliases is not a table"),
        ("places", '[demonyms]\ntr = "Turkic"', "demonyms holds lists of names"),
        ("clusters", 'x = { place = "cn-370829" }', "clusters.toml, x: needs a place and a trade"),
        ("clusters", 'x = { place = "cn-1", trade = "footwear" }', "clusters.toml, x: no place has the code 'cn-1'"),
        ("clusters", 'x = { place = "cn-370829", trade = "gloves" }', "trade 'gloves' is not in trades.toml"),
        ("clusters", 'x = { place = "cn-370829", trade = "footwear", en = "X" }', "must be a list of names"),
        ("clusters", "x = 5", "needs a place and a trade"),
        ("clusters", "x = {", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_mend(file, entry, message):
    with pytest.raises(VocabularyError, match=message):
        read_gazetteer(Vocabulary({file: entry}))
