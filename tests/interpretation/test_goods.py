"""Which goods a figure is of, where its sentence names more than one."""

import pytest

from pipelines import read_article


@pytest.mark.parametrize(
    ("told", "people_make"),
    [
        ("涉及绣花、服装辅料等多个环节", "childrens_wear"),  # branches that the trade goes into
        ("另有家具厂", "furniture"),
    ],
)
def test_people_make_what_the_trade_makes_and_not_what_a_branch_of_it_does(told: str, people_make: str) -> None:
    reading = read_article(f"汤浦童装\n\n汤浦镇现有童装企业510家,{told},现有从业人员1.8万人。")
    assert reading.observations[-1].product == people_make
