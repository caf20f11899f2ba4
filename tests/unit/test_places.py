import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.recognise.organisations import recognise_organisations
from pipelines.recognise.places import recognise_places
from pipelines.text.spans import Span
from tests.proportion import assert_in_proportion


def answers(text, **options):
    return [(text[p.start : p.end], p.place_code) for p in recognise_places(text, **options) if p.rule != "demonym"]


def test_the_same_name_is_no_parent_of_itself():
    assert answers("Yiwu, Yiwu and Yiwu again") == [("Yiwu", "cn-330782")] * 3


def test_a_tie_is_no_answer_but_keeps_its_candidates():
    (place,) = [p for p in recognise_places("Chengguan Town has 20 mills.") if p.rule != "demonym"]
    assert place.place_code is None
    assert place.rule == "tie"
    assert len(place.candidates) > 1


def test_a_title_or_a_publisher_tells_which_place_is_meant():
    text = "Xinshi Town has 300 shoe makers."
    assert answers(text)[0][1] != "cn-510683107"
    assert answers(text, hints=["Mianzhu, Sichuan"])[0][1].startswith("cn-510683")


def test_a_name_that_is_settled_once_settles_its_bare_mentions():
    text = "Chengguan Town in Youxi County, Sanming, Fujian, spins yarn. In Chengguan 3,000 people make it."
    assert [code for name, code in answers(text) if name.startswith("Chengguan")] == ["cn-350426100"] * 2


def test_a_village_is_a_place_without_a_code_and_not_the_place_around_it():
    text = "Zhangpo Village in Shaji Town, Suining, has 40 online shops."
    found = [(text[p.start : p.end], p.place_code) for p in recognise_places(text)]
    assert found == [("Zhangpo Village", None), ("Shaji Town", "cn-320324109"), ("Suining", "cn-320324")]


def test_a_demonym_is_a_sign_and_no_mention():
    (place,) = recognise_places("Turkish exporters")
    assert (place.rule, place.place_code, place.candidates[0].place_code) == ("demonym", None, "tr")


def test_the_evidence_is_told_in_words():
    (district, city) = recognise_places("Qingshan Lake District of Nanchang")
    assert district.candidates[0].evidence == (
        "name half translated",
        "level word District",
        "Nanchang City named 26 characters away",
        "known cluster",
    )
    assert city.place_code == "cn-360100"


def test_names_inside_organisations_are_no_places():
    text = "Zhejiang Langsha Knitting Co., Ltd. sold more."
    assert answers(text, organisations=recognise_organisations(text)) == []


def test_only_the_sentences_of_interest_are_answered_but_all_are_heard():
    text = "Wujiang District of Suzhou. Shengze Town grows."
    found = recognise_places(text, sentences_of_interest=[Span(28, len(text))])
    assert [p.place_code for p in found] == ["cn-320509105"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("Zhili Town of浙江省织里镇(，。.\n’'-MrCoLtd&U.S.é𝒜"), max_size=80))
def test_any_text_is_read_and_spans_lie_in_it_without_overlap(text):
    organisations = recognise_organisations(text)
    for found in (organisations, recognise_places(text, organisations=organisations)):
        reach = 0
        for mention in found:
            assert reach <= mention.start < mention.end <= len(text)
            reach = mention.end


@pytest.mark.parametrize(
    "unit", ["Zhili ", "A", "A ", "Aa Bb ", "Co., Ltd. ", "织里镇", "中", "公司", "U.S.", "Chengguan, "]
)
def test_the_cost_is_linear_on_hostile_text(unit):
    def read(text):
        return recognise_places(text, organisations=recognise_organisations(text))

    assert_in_proportion(read, unit, 12_000)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hong Tong Town, Kunshan City, Jiangsu Province, dyes yarn.", "Hong Tong Town"),
        ("Shuangfeng Town, Jiangyin City, Jiangsu, dyes yarn.", "Shuangfeng Town"),
        ("Tong Town dyes yarn, as others do in Jiangsu and Zhejiang.", "Tong Town"),
        ("江苏省江阴市大唐镇有织机三千台。", "大唐镇"),
    ],
)
def test_the_parents_printed_bind_and_a_town_outside_them_gets_no_code(text, name):
    found = {text[p.start : p.end]: p.place_code for p in recognise_places(text)}
    assert found.get(name) is None


def test_the_parents_printed_choose_among_towns_of_one_name():
    assert ("Shuangfeng Town", "cn-320585105") in answers("Shuangfeng Town, Taicang City, Jiangsu Province, dyes yarn.")


def test_a_row_of_cities_binds_nothing():
    text = "Buyers came from Milan, Hong Kong, New York and Tokyo, from Ningbo, Jiangsu and Shandong."
    assert [name for name, _ in answers(text)][:4] == ["Milan", "Hong Kong", "New York", "Tokyo"]
    assert ("Ningbo", "cn-330200") in answers(text)


def test_a_river_is_no_town_whose_name_it_would_translate():
    assert answers("The Long River carries furniture to the sea.") == []


def test_a_name_with_the_marks_of_vietnamese_is_read_whole():
    text = "BÌNH DƯƠNG – The wood trade of Bình Dương Province and of Đồng Nai in Việt Nam grew."
    assert answers(text) == [
        ("BÌNH DƯƠNG", "vn-57"),
        ("Bình Dương Province", "vn-57"),
        ("Đồng Nai", "vn-39"),
        ("Việt Nam", "vn"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("山东曹县大集镇柳家楼村现有网店280多户。", ["柳家楼村"]),
        ("走进石桥头村，这个淘宝村有网店300家。", ["石桥头村"]),
        ("社墩乡年产袜子4亿双。", ["社墩乡"]),
        ("全村有网店300家，做成了“羽绒之乡”，前年回乡的人开了特色小镇。", []),
        ("全镇12个村的村民都在农村织毛衣。", []),
    ],
)
def test_a_village_that_no_table_has_is_named_without_a_code(text, names):
    found = [place for place in recognise_places(text) if place.rule.startswith("<unknown")]
    assert [text[place.start : place.end] for place in found] == names
    assert all(place.place_code is None for place in found)
