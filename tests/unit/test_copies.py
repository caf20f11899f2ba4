import random
from collections import Counter
from datetime import date

import pyarrow as pa
import pytest

from pipelines.corpus import copies
from pipelines.corpus.copies import CopyCandidate, find_copies
from pipelines.corpus.passages import Passages, read_passages
from pipelines.corpus.redeciding import TOLD, as_decided, candidates, decide_anew

WORDS = [
    "mill",
    "loom",
    "yarn",
    "cloth",
    "town",
    "county",
    "export",
    "market",
    "price",
    "worker",
    "order",
    "season",
    "buyer",
    "factory",
    "design",
    "fabric",
    "brand",
    "port",
    "freight",
    "winter",
    "summer",
    "growth",
    "demand",
    "supply",
    "quality",
    "machine",
    "spindle",
    "dye",
    "print",
    "stitch",
    "needle",
    "cotton",
    "wool",
    "linen",
    "silk",
]


def story(seed: int, words: int = 220) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.randint(2, 99_999):,}" if n % 25 == 24 else chance.choice(WORDS) for n in range(words))


def rows(*texts: str, dates: list[date] | None = None):
    days = dates or [date.fromordinal(738_000 + day) for day in range(len(texts))]
    found = find_copies(CopyCandidate(f"d{n}", days[n], read_passages(text)) for n, text in enumerate(texts))
    return {row.document_id: row for row in found}


def test_a_reprint_under_another_headline_is_a_copy_of_the_earliest():
    text = story(1)
    found = rows("New headline for the week. " + text, text, dates=[date(2023, 5, 2), date(2023, 5, 1)])
    assert found["d0"].representative_id == "d1"
    assert found["d1"].representative_id == "d1"


def test_of_two_of_one_day_the_smaller_id_stands_for_both():
    text = story(2)
    found = rows(text, text + " Read more.", dates=[date(2023, 5, 1)] * 2)
    assert {row.representative_id for row in found.values()} == {"d0"}


def test_a_copy_whose_figure_differs_is_flagged():
    text = story(3)
    figure = text.split()[24]
    found = rows(text, text.replace(figure, "77,777,777"))
    assert found["d1"].representative_id == "d0"
    assert found["d1"].differing_figures == ("77,777,777",)


def test_different_stories_are_no_copies():
    found = rows(*(story(seed) for seed in range(10, 40)))
    assert all(row.representative_id == row.document_id for row in found.values())


def test_a_template_with_other_figures_is_another_story():
    words = story(4).split()
    months = [" ".join(f"{n * 37 + k:,}" if k % 25 == 24 else w for k, w in enumerate(words)) for n in range(50, 90)]
    found = rows(*months)
    assert all(row.representative_id == row.document_id for row in found.values())


def test_a_shared_footer_chains_no_stories():
    footer = story(5, 80)
    found = rows(*(story(seed, 300) + " " + footer for seed in range(100, 160)))
    assert all(row.representative_id == row.document_id for row in found.values())


def test_copies_are_compared_with_the_representative_and_never_with_one_another():
    a, b, c = story(6, 200), story(7, 200), story(8, 200)
    chain = [a + " " + b, b + " " + c, c + " " + story(9, 200)]
    found = rows(*chain)
    assert found["d2"].representative_id == found["d1"].representative_id or found["d2"].representative_id == "d2"
    assert found["d2"].representative_id != "d0"


def test_the_order_of_the_documents_does_not_matter():
    texts = [story(seed) for seed in range(5)] + [story(seed) + " Again." for seed in range(5)]
    candidates = [CopyCandidate(f"d{n}", None, read_passages(text)) for n, text in enumerate(texts)]
    assert find_copies(candidates) == find_copies(reversed(candidates))


def test_chinese_reprints_are_copies():
    text = (
        "大唐街道袜业年产量二百七十亿双，占全国七成，全球三成。" * 3
        + "诸暨市的企业逐步转向跨境电商，订单来自六十多个国家和地区，工人约二十万。" * 3
    )
    found = rows(text, "最新消息：" + text)
    assert found["d1"].representative_id == "d0"


def one_by_one(documents: list[CopyCandidate]) -> dict[str, str]:
    """Say what `find_copies` says, a document at a time and a passage at a time."""
    stories: list[CopyCandidate] = []
    told = {}
    for document in sorted(documents, key=lambda d: (d.published_on or date.max, d.document_id)):
        held = {p: [at for at, s in enumerate(stories) if p in s.passages.hashes] for p in document.passages.hashes}
        shared = Counter(at for p in held for at in held[p] if len(held[p]) <= copies.COMMON)
        best = (0.0, document)
        for at, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            similarity = copies._similarity(document.passages, stories[at].passages, count)
            if similarity is not None and similarity > best[0]:
                best = (similarity, stories[at])
        told[document.document_id] = best[1].document_id
        if best[1] is document:
            stories.append(document)
    return told


def drawn(chance: random.Random, others: list[frozenset[int]]) -> frozenset[int]:
    """Return the passages of a document: some of templates, some of another document, some of its own."""
    hashes = set(chance.sample(range(60), chance.randint(0, 6))) | {1000 + chance.randrange(4000) for _ in range(12)}
    if others and chance.random() < 0.5:
        other = sorted(chance.choice(others))
        hashes |= set(chance.sample(other, chance.randint(len(other) // 3, len(other))))
    return frozenset(hashes)


def some_day(chance: random.Random) -> date | None:
    return date.fromordinal(738_000 + chance.randrange(30)) if chance.random() < 0.9 else None


def test_looking_at_many_together_finds_what_looking_at_each_finds(monkeypatch):
    monkeypatch.setattr(copies, "COMMON", 3)
    monkeypatch.setattr(copies, "_BLOCK", 64)
    for seed in range(20):
        chance = random.Random(seed)
        documents = []
        for number in range(120):
            hashes = drawn(chance, [document.passages.hashes for document in documents])
            documents.append(CopyCandidate(f"d{number:03}", some_day(chance), Passages(hashes, ())))
        found = {row.document_id: row.representative_id for row in find_copies(documents)}
        assert found == one_by_one(documents)
        assert len(set(found.values())) < len(found)


def told(documents: dict[str, CopyCandidate], names: list[str]) -> pa.Table:
    rows = [
        {
            "document_id": name,
            "mark": f"{documents[name].published_on}",
            "published_on": documents[name].published_on,
            "passages": sorted(documents[name].passages.hashes),
            "figures": list(documents[name].passages.figures),
        }
        for name in names
    ]
    return pa.Table.from_pylist(rows, schema=TOLD)


def by_document(decided: pa.Table) -> list[dict]:
    return sorted(decided.to_pylist(), key=lambda row: row["document_id"])


@pytest.mark.parametrize("common", [2, 5, 200])
def test_what_came_and_went_leaves_what_deciding_all_gives(monkeypatch, common):
    monkeypatch.setattr(copies, "COMMON", common)
    turned = 0
    for seed in range(8):
        chance = random.Random(seed)
        documents: dict[str, CopyCandidate] = {}
        decided = as_decided(told(documents, []), [])
        for number in range(12):
            gone = chance.sample(sorted(documents), min(len(documents), chance.choice((0, 1, 1, 3, 12))))
            redated = chance.sample(gone, len(gone) // 3)
            came = {name: documents[name] for name in redated}
            for name in gone:
                del documents[name]
            for at in range(chance.choice((0, 1, 1, 5, 40)) if number else 60):
                hashes = drawn(chance, [document.passages.hashes for document in documents.values()])
                figures = tuple(f"{chance.randrange(9)}" for _ in range(chance.randrange(4)))
                came[f"{chance.randrange(999):03} {number} {at}"] = CopyCandidate("", None, Passages(hashes, figures))
            for name, document in came.items():
                documents[name] = CopyCandidate(name, some_day(chance), document.passages)
            before = dict(zip(*(decided[c].to_pylist() for c in ("document_id", "representative_id")), strict=True))
            decided = decide_anew(decided, pa.array(gone, pa.string()), told(documents, list(came)))
            all_told = told(documents, sorted(documents))
            anew = as_decided(all_told, find_copies(candidates(all_told)))
            assert by_document(decided) == by_document(anew)
            after = dict(zip(*(decided[c].to_pylist() for c in ("document_id", "representative_id")), strict=True))
            turned += sum(before[name] != after[name] for name in set(before) & set(after) - set(came))
    assert turned > 40  # documents that stayed, and tell another story now
