"""Precision and coverage of the places of the corpus, with each miss: `python -m tests.measure_places`."""

from tests.test_corpus import entries, read_places, unmark


def main() -> None:
    right = wrong = total = 0
    for kind in ("example", "negative"):
        for file, entry, text in entries(kind):
            if not file.startswith("places"):
                continue
            plain, spans = unmark(text)
            values = entry.get("value", [])
            wanted = dict(zip(spans, [values] if isinstance(values, str) else values, strict=True))
            found = {(start, end): code for start, end, code in read_places(plain, entry)}
            total += len(wanted)
            for span, code in found.items():
                near = [want for (start, end), want in wanted.items() if start < span[1] and span[0] < end]
                right += near == [code]
                wrong += near != [code]
                if wanted.get(span) != code:
                    print(f"{plain[slice(*span)]!r} read as {code}, labelled {near or 'no place'}: {plain}")
            for (start, end), code in wanted.items():
                if not any(a < end and start < b for a, b in found):
                    print(f"{plain[start:end]!r} not read, labelled {code}: {plain}")
    print(f"places {total}   precision {right / (right + wrong):.3f}   coverage {right / total:.3f}")


if __name__ == "__main__":
    main()
