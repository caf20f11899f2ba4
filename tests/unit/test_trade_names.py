"""A Chinese text on a nation's trade calls the nation by that trade: the name stands among its aliases."""

from pipelines import read_article


def test_a_title_names_the_trade_of_the_nation() -> None:
    reading = read_article("2023年我国制鞋行业运行简况\n\n据统计,2023年,制鞋行业规模以上企业实现营业收入980亿元。")
    (revenue,) = reading.observations
    assert revenue.subject == "中国"
    assert "制鞋行业" in revenue.subject_aliases


def test_a_title_of_a_town_names_none() -> None:
    reading = read_article("陈埭制鞋产业观察\n\n2023年,全国制鞋企业实现营业收入980亿元。")
    assert all("制鞋产业" not in observation.subject_aliases for observation in reading.observations)
