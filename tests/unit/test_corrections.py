import random
from datetime import date
from decimal import Decimal

import pytest

from pipelines.corpus.correcting import apply_corrections, period_of
from pipelines.corpus.corrections import CorrectionError, corrected_dates, merged_clusters, parse_corrections

SOURCE = "https://example.org/expo"
AMOUNT = Decimal(211_600_000_000)
SENTENCE = "The total contract amount is 211.6 billion."


def entry(**fields: object) -> str:
    def shown(value):
        match value:
            case dict():
                return "{ " + ", ".join(f"{k} = {shown(v)}" for k, v in value.items()) + " }"
            case list():
                return "[" + ", ".join(map(shown, value)) + "]"
            case str():
                return '"' + value.replace('"', '\\"') + '"'
        return str(value)

    names = {"from_": "from"}
    return "[[correction]]\n" + "".join(f"{names.get(k, k)} = {shown(v)}\n" for k, v in fields.items())


def figure(quote="211.6 billion", sentence_id="s1", identity="o1", document="d1", **fields):
    return {
        "observation_id": identity, "document_id": document, "quote": quote, "sentence_id": sentence_id, "rule": "r",
        "value": AMOUNT, "value_low": AMOUNT, "value_high": AMOUNT,
        "qualifier": "exact", "unit": "CNY", "confidence": 0.7, "decisions": [], **fields,
    }  # fmt: skip


def applied(text, rows=None, sentences=None):
    return apply_corrections(
        parse_corrections(text), rows or [figure()], sentences or {"s1": SENTENCE}, {SOURCE: ["d1"]}
    )


def test_a_set_changes_the_field_its_bounds_and_the_confidence():
    corrected = applied(
        entry(action="set", source=SOURCE, quote="211.6 billion", sentence=SENTENCE, set={"value": 21160000000})
    )
    row = corrected.rows[0]
    assert (row["value"], row["value_low"], row["value_high"]) == (21160000000,) * 3
    assert row["confidence"] == 1.0
    assert row["rule"].startswith("correction ")
    assert corrected.outcomes[0].applied_to == ["o1"]


def test_a_reject_takes_the_row_out_and_keeps_it_apart():
    corrected = applied(entry(action="reject", source=SOURCE, quote="211.6 billion"))
    assert corrected.rows == []
    assert corrected.rejected[0]["observation_id"] == "o1"


def test_an_edited_sentence_still_meets_its_correction():
    edited = {"s1": "In all, the total contract amount is 211.6 billion yuan."}
    corrected = applied(
        entry(action="reject", source=SOURCE, quote="211.6 billion", sentence=SENTENCE), sentences=edited
    )
    assert corrected.outcomes[0].status == "applied"


def test_new_rules_that_cut_the_quote_differently_still_meet_it():
    rows = [figure("the total contract amount is 211.6 billion")]
    assert applied(entry(action="reject", source=SOURCE, quote="211.6 billion"), rows).rejected


def test_the_hint_decides_between_equal_words():
    rows = [figure(identity="o1"), figure(identity="o2")]
    text = entry(action="reject", source=SOURCE, quote="211.6 billion", sentence=SENTENCE, observation_id="o2")
    assert [row["observation_id"] for row in applied(text, rows).rejected] == ["o2"]


def test_without_a_hint_equal_words_are_listed_and_nothing_is_guessed():
    corrected = applied(entry(action="reject", source=SOURCE, quote="211.6 billion"), [figure(), figure(identity="o2")])
    assert corrected.outcomes[0].status == "unmatched"
    assert "observation_id" in corrected.outcomes[0].why
    assert len(corrected.rows) == 2


@pytest.mark.parametrize("field", [{"source": "https://example.org/gone"}, {"quote": "3 billion"}])
def test_a_correction_that_meets_nothing_is_listed(field):
    text = entry(**({"action": "reject", "source": SOURCE, "quote": "211.6 billion"} | field))
    assert applied(text).outcomes[0].status == "unmatched"


@pytest.mark.parametrize(
    "pair",
    [
        ({"action": "set", "set": {"unit": "CNY"}}, {"action": "set", "set": {"unit": "USD"}}),
        ({"action": "set", "set": {"unit": "CNY"}}, {"action": "reject"}),
    ],
)
def test_two_that_disagree_are_an_error(pair):
    text = "".join(entry(source=SOURCE, quote="211.6 billion", **fields) for fields in pair)
    with pytest.raises(CorrectionError, match="1 and 2 disagree"):
        parse_corrections(text)


def test_two_that_name_one_figure_differently_and_disagree_are_an_error():
    text = entry(action="reject", source=SOURCE, quote="211.6 billion") + entry(
        action="set", source=SOURCE, quote="211.6 billion", sentence=SENTENCE, set={"unit": "USD"}
    )
    with pytest.raises(CorrectionError, match="same figure"):
        applied(text)


def test_the_same_correction_twice_counts_once():
    text = entry(action="reject", source=SOURCE, quote="211.6 billion")
    assert len(parse_corrections(text + text)) == 1


def test_dates_and_merges_are_handed_out():
    text = entry(action="set_date", source=SOURCE, published_on="2022-08-20") + entry(
        action="merge_clusters", from_=["cn-360111-apparel"], into="cn-360111-knitwear"
    )
    corrections = parse_corrections(text)
    assert corrected_dates(corrections) == {SOURCE: date(2022, 8, 20)}
    assert merged_clusters(corrections) == {"cn-360111-apparel": "cn-360111-knitwear"}


def test_merges_in_a_circle_are_an_error():
    text = entry(action="merge_clusters", from_=["a-x"], into="a-y") + entry(
        action="merge_clusters", from_=["a-y"], into="a-x"
    )
    with pytest.raises(CorrectionError, match="circle"):
        parse_corrections(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[correction]", "not valid TOML"),
        (entry(action="mend"), "action must be one of"),
        (entry(action="reject", source=SOURCE), "needs quote"),
        (entry(action="reject", source=SOURCE, quote="1", sett="x"), "no field 'sett'"),
        (entry(action="set", source=SOURCE, quote="1", set={"observation_id": "x"}), "cannot be set"),
        (entry(action="set", source=SOURCE, quote="1", set={"value": "much"}), "must be a number"),
        (entry(action="set", source=SOURCE, quote="1", set={"qualifier": "very"}), "must be one of exact"),
        (entry(action="set_date", source=SOURCE, published_on="soon"), "no date"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(text, message):
    with pytest.raises(CorrectionError, match=message):
        parse_corrections(text)


@pytest.mark.parametrize(
    ("time_period", "days"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-Q2", ("2023-04-01", "2023-06-30")),
        ("2023-S2", ("2023-07-01", "2023-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-01-01/P7M", ("2023-01-01", "2023-07-31")),
        ("2022-04-01/P1Y", ("2022-04-01", "2023-03-31")),
        ("2022-08-12/P3D", ("2022-08-12", "2022-08-14")),
        ("2022-08-12", ("2022-08-12", "2022-08-12")),
    ],
)
def test_a_corrected_period_brings_its_days(time_period, days):
    assert period_of(time_period) == tuple(map(date.fromisoformat, days))


def survive(corrections: int, rebuilds: int) -> None:
    """Correct figures, then edit articles, cut quotes otherwise and give new ids; every correction must hold."""
    chance = random.Random(5)
    numbers = [f"{n + 10}.{n % 10} billion yuan" for n in range(corrections)]
    sentences = [
        f"Town number {n} of the county sold wares worth {number} in the year." for n, number in enumerate(numbers)
    ]
    text = "".join(
        entry(action="set", source=f"https://example.org/{n}", quote=number, sentence=sentence, observation_id=f"o{n}",
              set={"value": n + 1})
        for n, (number, sentence) in enumerate(zip(numbers, sentences, strict=True))
    )  # fmt: skip
    parsed = parse_corrections(text)
    for rebuild in range(rebuilds):
        rows, texts, documents = [], {}, {}
        for n, (number, sentence) in enumerate(zip(numbers, sentences, strict=True)):
            edited = chance.choice(
                [sentence, "Also, " + sentence, sentence.replace("wares", "its wares"), sentence.upper()]
            )
            quote = chance.choice([number, "worth " + number, number.removesuffix(" yuan")])
            identity = f"{rebuild}-{n}"
            texts[identity] = edited
            documents[f"https://example.org/{n}"] = [f"d{identity}"]
            rows.append(figure(quote, identity, identity, f"d{identity}"))
        chance.shuffle(rows)
        corrected = apply_corrections(parsed, rows, texts, documents)
        assert [o.status for o in corrected.outcomes] == ["applied"] * corrections
        assert sorted(int(row["value"]) for row in corrected.rows) == list(range(1, corrections + 1))


def test_corrections_survive_rebuilds():
    survive(20, 10)


@pytest.mark.slow
def test_a_hundred_corrections_survive_a_hundred_rebuilds():
    survive(100, 100)
