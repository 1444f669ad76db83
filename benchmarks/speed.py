"""Speed and memory of `dragoman code`, beside the bare encoder on the same word pieces in the same run.

    python benchmarks/speed.py
    python benchmarks/speed.py --input articles.jsonl --documents 500 --threads 2 --json

Prints documents and word pieces a second, the whole's time over the encoder's, and peak memory. The whole is a
process of its own, from its start to its end, so it counts loading the model and the libraries.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tokenizers import Tokenizer

from dragoman.documents.document import Document
from dragoman.reading.network import OnnxNetwork, batch
from dragoman.reading.reader import MODEL
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import windows

CORPUS = Path(__file__).resolve().parents[2] / "shared/corpora/kcna-2011-2012.jsonl.gz"


def encoder_alone(lines: list[str], threads: int) -> tuple[float, int]:
    """Seconds that the encoder needs for all windows of the documents, and how many word pieces they hold."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = OnnxNetwork(MODEL, threads)
    found = []
    for number, line in enumerate(lines):
        record = json.loads(line)
        document = Document(str(number), record["text"], title=record.get("title") or None)
        found += windows(document, sentences(document.text), tokenizer)
    seconds = 0.0
    for window in found:
        arrays = batch([window])
        began = time.perf_counter()
        network.encode(*arrays)
        seconds += time.perf_counter() - began
    return seconds, sum(len(window.ids) for window in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, default=CORPUS, help="JSON Lines, plain or gzipped")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=1, help="of the encoder, in both")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    opened = gzip.open if options.input.suffix == ".gz" else open
    with opened(options.input, "rt", encoding="utf-8") as source:
        lines = list(itertools.islice(source, options.documents))
    with tempfile.TemporaryDirectory() as folder:
        given, coded = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        given.write_text("".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "dragoman", "code", str(given), "-o", str(coded), "--quiet"]
        began = time.perf_counter()
        subprocess.run(command, check=True)
        whole = time.perf_counter() - began
        with coded.open(encoding="utf-8") as out:
            written = [json.loads(line) for line in out]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # Only what the whole read: documents in other languages are not coded.
    read = [line for line, row in zip(lines, written, strict=True) if not row.get("note")]
    alone, pieces = encoder_alone(read, options.threads)
    figures = {
        "documents": len(written),
        "documents_read": len(read),
        "word_pieces": pieces,
        "seconds": round(whole, 1),
        "documents_per_second": round(len(written) / whole, 1),
        "word_pieces_per_second": round(pieces / whole),
        "encoder_seconds": round(alone, 1),
        "whole_over_encoder": round(whole / alone, 2),
        "peak_memory_mib": round(memory),
    }
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):24} {value:>12,}")


if __name__ == "__main__":
    main()
