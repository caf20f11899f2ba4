"""Every numeral of a text has exactly one home."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import read_article
from pipelines.interpret.accounting import HOMES, accounting
from pipelines.interpret.reasons import REASONS

TEXTS = sorted((Path(__file__).parents[1] / "gold" / "text").glob("*.txt"))
_PIECES = """In 2012|Zhili|the town|sold|45 billion yuan|up 8.6 percent|(8)|5G|more than 2,000 firms|1-7 months|\n
    Post time: Aug-08-2023|, |. | and |exports|to Japan|10 to 15 brands|占全国70%以上|年产250亿双袜子|2023年|表2|1
    一季度|99|$|%|600790|two-thirds of|fourth in China|¥|亿元|第三|Copyright 2019|a third|12条|No. 4|同比增长10.7%
    tel. 22 507 41 50|of which 96|Workers: 4 lakh|respectively"""
PIECES = st.sampled_from(_PIECES.split("|"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_numeral_of_a_labelled_article_has_one_home(path: Path) -> None:
    text = path.read_bytes().decode()
    homes = accounting(read_article(text, date(2020, 1, 1)), text)
    assert [(run.of(text), found) for run, found in homes if len(found) != 1] == []


@given(st.lists(PIECES, max_size=30).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_each_numeral_of_any_text_has_one_home(text: str) -> None:
    homes = accounting(read_article(text, date(2020, 1, 1)), text)
    assert [(run.of(text), found) for run, found in homes if len(found) != 1] == []


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_reading_never_fails(text: str) -> None:
    reading = read_article(text)
    assert all(0 <= o.span.start <= o.span.end <= len(text) for o in reading.observations)


def test_every_reason_has_words() -> None:
    reading = read_article("He is 33 years old. Call 0571-8765432 in room 5. A village of 3,000 inhabitants.")
    assert {m.reason_code for m in reading.rejected} <= set(REASONS)
    assert {"furniture", "observation", "period", "rejected"} <= set(HOMES)
