"""Makes src/dragoman/ledger/data/common_words.csv: how common words are in sentences of news.

    python scripts/common_words.py ../shared/corpora

Counts in how many sentences each word stands, in up to 4,000 documents of each file of the folder (every k-th), and
keeps the words of at least one sentence in 1,500, by the mean over the files, so that no outlet outweighs the others.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from dragoman.ledger.telling import words
from dragoman.reading.sentences import sentences

OUT = Path(__file__).resolve().parents[1] / "src/dragoman/ledger/data/common_words.csv"
LEAST = 1 / 1500


def main() -> None:
    shares: Counter[str] = Counter()
    files = sorted(Path(sys.argv[1]).glob("*.jsonl.gz"))
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        counted: Counter[str] = Counter()
        number = 0
        for text in texts[:: max(1, len(texts) // 4000)]:
            for start, end in sentences(text):
                counted.update(words(text[start:end]))
                number += 1
        for word, n in counted.items():
            shares[word] += n / number / len(files)
    kept = sorted((word for word, share in shares.items() if share >= LEAST), key=lambda word: (-shares[word], word))
    head = "# Words in at least one sentence in 1,500 of news, with their share of sentences. Made by\n"
    head += "# scripts/common_words.py from sentences of KCNA (1997-2014, 2024), of newspapers and of agency leads.\n"
    OUT.write_text(head + "word,share\n" + "".join(f"{w},{shares[w]:.5f}\n" for w in kept), encoding="utf-8")


if __name__ == "__main__":
    main()
