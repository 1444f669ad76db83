"""Speed against quality of the readers in the package, in one run, so that users can choose with `--reader`.

    python benchmarks/readers.py
    python benchmarks/readers.py --input news.jsonl.gz --gold annotated.jsonl --readers default fast

Each reader codes the same documents as `dragoman code` would, in one process, and the annotated ones, which
`dragoman evaluate` compares. By default: 1,000 documents of the state agency's corpus, all newspaper articles, and the
development documents.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.coding import Coder, to_gold
from dragoman.evaluation import figures, load, matched
from dragoman.evaluation.gold import document
from dragoman.reading.reader import open_reader

if TYPE_CHECKING:
    from dragoman.documents import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: The figure over all inputs together.
ALL = "documents_per_second of all inputs"
INPUTS = [SHARED / "corpora/kcna-2011-2012.jsonl.gz", SHARED / "corpora/newswire.jsonl.gz"]


def texts(path: Path, most: int) -> list[Document]:
    """The first documents of a corpus."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [document(json.loads(line)) for line in islice(lines, most)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, nargs="+", default=INPUTS, help="JSON Lines, plain or gzipped")
    parser.add_argument("--documents", type=int, default=1000, help="of each input")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold/dev.jsonl")
    parser.add_argument("--readers", nargs="+", default=["default", "fast"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for path in (*options.input, options.gold):
        if not path.exists():
            sys.exit(f"{path}: no such file; name your own with --input and --gold")
    gold = load(options.gold)
    out = {}
    for name in options.readers:
        coder = Coder(open_reader(name))
        row: dict[str, float | str] = {"version": coder.reader.version}
        numbers, seconds = 0, 0.0
        for path in options.input:
            given = texts(path, options.documents)
            # Of the processor, not of the clock: other work on the machine must not favour one reader.
            began = time.process_time()
            number = sum(1 for _ in coder.code(given))
            took = time.process_time() - began
            row[f"documents_per_second {path.name.split('.')[0]}"] = round(number / took, 1)
            numbers, seconds = numbers + number, seconds + took
        row[ALL] = round(numbers / seconds, 1)
        rows = coder.code(document(record) for record in gold.values())
        coded = {each.id: to_gold(each, reading) for each, reading in rows}
        found = figures([matched(record, coded[key]) for key, record in gold.items()], rounds=0)
        row |= {
            f"{figure} F1": round(100 * found[figure].f1, 1) for figure in ("trigger", "event", "dyad", "who", "quote")
        }
        out[name] = row
    if options.json:
        print(json.dumps(out))
        return
    for name in next(iter(out.values())):
        print(f"{name:42}" + "".join(f"{row[name]!s:>20}" for row in out.values()))
    first, *others = out.values()
    for other in others:
        times = float(other[ALL]) / float(first[ALL])
        print(f"{other['version']} reads {times:.2f} times as many documents a second as {first['version']}")


if __name__ == "__main__":
    main()
