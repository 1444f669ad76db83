"""Find the weights by which the speaker of a quotation is chosen, on annotated quotations.

    python training/annotation.py unpack training/annotation/*.jsonl --out OWN.jsonl
    python training/annotation.py unpack training/annotation/held-out/*.jsonl --out HELD.jsonl
    python scripts/fit_speakers.py ../shared/gold/train.jsonl OWN.jsonl --held-out HELD.jsonl

Writes `src/dragoman/reading/data/speakers.csv`, and prints how often the choice names the annotated speaker (the same
last word) with weights that were found on other documents (five folds), and how many could be named at all. Weights
are found with the annotated speakers of the quotations before; where the choice is judged, those before have whom it
chose itself, right or wrong, as in use. The network read the training documents to learn, so its own reading is worth
more there than elsewhere: the weight of that sign alone is found on documents held out, where the others are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from choosing import weights_of
from dragoman.evaluation.gold import document
from dragoman.evaluation.scoring import last_word
from dragoman.reading.attribution import told
from dragoman.reading.quotations import passages
from dragoman.reading.reader import Reader
from dragoman.reading.report import Span
from dragoman.reading.speakers import Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.reading.signs import Signs

OUT = Path(__file__).parent.parent / "src/dragoman/reading/data/speakers.csv"
HEADER = """\
# Weights of the signs by which the speaker of a quotation is chosen (see speakers.py): a multinomial logit. Written by
# scripts/fit_speakers.py from the annotated training documents; do not edit.
sign,weight
"""
READ = "read"
FOLDS = 5
FEWEST = 10
"""A sign that is met with fewer candidates is left out."""


class Choice(NamedTuple):
    """One quotation with its candidates."""

    fold: int
    signs: list[Signs]
    names: list[str]
    """As each candidate would be written."""
    right: int
    """Which is annotated; -1 where none is."""
    speaker: str | None


def fold_of(record: dict[str, Any]) -> int:
    return int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % FOLDS


def choices(
    record: dict[str, Any], read: dict[tuple[int, int], Span | None], weights: dict[str, float] | None = None
) -> Iterator[Choice]:
    """The quotations of one annotated document; `read` are the speakers that the network found.

    The quotations before have the speakers that `weights` choose; where there are none, those annotated.
    """
    text, fold = record["text"], fold_of(record)
    quotes = sorted((q for q in record["quotes"] if q["start"] is not None), key=lambda quote: quote["start"])
    speakers = Speakers(text, [(quote["start"], quote["end"]) for quote in quotes])
    earlier: list[tuple[int, Span]] = []
    spans = [(quote["start"], quote["end"]) for quote in quotes]
    for quote, passage in zip(quotes, passages(text, spans), strict=True):
        start, end, name = quote["start"], quote["end"], quote["speaker"]
        beside = told(text, *passage)
        found = speakers.candidates(start, end, beside, earlier, read.get((start, end)))
        right = _right(found, name, speakers)
        called = [speakers.as_called(span, beside, earlier) for span, _ in found]
        yield Choice(fold, [signs for _, signs in found], [span.text for span in called], right, name)
        if weights is not None:
            if found:
                earlier.append((end, called[_best([signs for _, signs in found], weights)]))
        elif right >= 0:
            earlier.append((end, called[right]))
        elif name and (at := max(text.rfind(name, 0, start), text.find(name))) >= 0:
            earlier.append((end, Span(name, at, at + len(name))))


def _right(found: Sequence[tuple[Span, Signs]], name: str | None, speakers: Speakers) -> int:
    """The candidate of the annotated name, whole or in part."""
    last = last_word(name)
    if last is None:
        return -1
    for number, (span, _) in enumerate(found):
        if last_word(span.text) == last:
            return number
    for number, (span, _) in enumerate(found):
        person = speakers.whole(span)
        if person is not None and last in person.words:
            return number
    return -1


def fit(rows: Sequence[Choice], names: list[str]) -> np.ndarray:
    """The weights of the signs `names` that make the annotated choices likeliest."""
    return weights_of([(row.signs, row.right) for row in rows if row.right >= 0], names)


def _best(offered: Sequence[Signs], weights: dict[str, float]) -> int:
    """Which of several is chosen."""
    return int(np.argmax([sum(weights.get(name, 0.0) * value for name, value in signs.items()) for signs in offered]))


def hits(rows: Sequence[Choice], weights: dict[str, float]) -> int:
    """How many of the quotations get the annotated speaker."""
    count = 0
    for row in rows:
        given = row.names[_best(row.signs, weights)] if row.signs else None
        count += last_word(given) == last_word(row.speaker)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="annotated documents, never those of a test set")
    parser.add_argument("--held-out", type=Path, nargs="+", required=True, help="documents kept from training")
    options = parser.parse_args()
    records = [record for record in _records(options.gold) if record["quotes"]]
    found, right, rows = learnt(records)
    possible = sum(row.right >= 0 for row in rows)
    print(f"{len(rows)} quotations; right {right} ({100 * right / len(rows):.1f} %), among the candidates {possible}")
    held = [record for record in _records(options.held_out) if record["quotes"]]
    read = _read(held)
    scores = {}
    for weight in np.arange(0.0, 4.25, 0.25).tolist():
        trial = found | {READ: weight}
        scores[weight] = sum(judged(record, read[record["id"]], trial) for record in held)
    number = sum(len(record["quotes"]) for record in held)
    print(f"{number} quotations held out; right by weight of the network's reading: {scores}")
    best = [weight for weight, number in scores.items() if number == max(scores.values())]
    found[READ] = best[len(best) // 2]
    lines = sorted(found.items(), key=lambda pair: -abs(pair[1]))
    OUT.write_text(HEADER + "".join(f'"{name}",{weight:.3f}\n' for name, weight in lines), encoding="utf-8")
    print(f"wrote {len(lines)} weights to {OUT}")


def learnt(records: Sequence[dict[str, Any]]) -> tuple[dict[str, float], int, list[Choice]]:
    """The weights; how many speakers are right by weights of other folds; and the choices that they were found on."""
    rows = [choice for record in records for choice in choices(record, {})]
    met = Counter(name for row in rows for signs in row.signs for name, value in signs.items() if value)
    names = sorted(name for name, number in met.items() if number >= FEWEST)

    def without(fold: int) -> dict[str, float]:
        return dict(zip(names, fit([row for row in rows if row.fold != fold], names).tolist(), strict=True))

    by_fold = [without(fold) for fold in range(FOLDS)]
    right = sum(judged(record, {}, by_fold[fold_of(record)]) for record in records)
    return without(FOLDS), right, rows


def judged(record: dict[str, Any], read: dict[tuple[int, int], Span | None], weights: dict[str, float]) -> int:
    """How many quotations of a document get the annotated speaker."""
    return hits(list(choices(record, read, weights)), weights)


def _read(records: Sequence[dict[str, Any]]) -> dict[str, dict[tuple[int, int], Span | None]]:
    """What the network takes for the speakers of each document."""
    reader = Reader()
    return {
        record["id"]: {(quote.start, quote.end): quote.speaker_span for quote in reader.scored(document(record))[1]}
        for record in records
    }


def _records(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for path in paths for line in path.open(encoding="utf-8"))


if __name__ == "__main__":
    main()
