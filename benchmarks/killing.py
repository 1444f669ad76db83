"""Kills `dragoman read` again and again at random moments, and looks whether anything is lost or doubled.

    python benchmarks/killing.py
    python benchmarks/killing.py --documents 2000 --kills 5 --reader default
    python scripts/postgresql.py run python benchmarks/killing.py --postgresql

Reads the documents once without a break, then once more into another ledger with a `kill -9` after a random time,
again and again, until a run ends. After each kill the ledger is checked, and must hold at least what it held before;
at the end both ledgers must be the same, event for event. The reader is the quick stand-in of `quick_reader.py`,
unless it is to be Dragoman's own. With --postgresql the ledger that is killed is the one that DRAGOMAN_LEDGER names,
which must be empty.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared/corpora/kcna-2011-2012.jsonl.gz"
MORE = HERE.parents[1] / "shared/corpora/kcna-2024.jsonl.gz"


def lines(paths: list[Path]) -> Iterator[bytes]:
    for path in paths:
        with gzip.open(path) as opened:
            yield from opened


def same(one: str, other: str) -> bool:
    """Whether two ledgers hold the same events with the same reports."""
    with Ledger(one, create=False) as a, Ledger(other, create=False) as b:
        pairs = itertools.zip_longest(a.events(), b.events())
        return a.stats() == b.stats() and all(x == y and a.show(x.id) == b.show(y.id) for x, y in pairs if x or y)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, nargs="+", default=[CORPUS, MORE], help="JSON Lines, gzipped")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20, help="at most so many")
    parser.add_argument("--reader", choices=("quick", "default"), default="quick")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    begin = [sys.executable, *([str(HERE / "quick_reader.py")] if options.reader == "quick" else ["-m", "dragoman"])]
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "in.jsonl"
        with given.open("wb") as file:
            file.writelines(itertools.islice(lines(options.input), options.documents))
        whole = str(Path(folder) / "whole.sqlite")
        killed = os.environ["DRAGOMAN_LEDGER"] if options.postgresql else str(Path(folder) / "killed.sqlite")
        command = [*begin, "read", str(given), "--quiet", "--ledger"]
        began = time.monotonic()
        subprocess.run([*command, whole], check=True)
        seconds = time.monotonic() - began
        began = time.monotonic()
        subprocess.run([*command, whole], check=True)
        passing_over = time.monotonic() - began
        kills = held = lost = problems = 0
        while True:
            process = subprocess.Popen([*command, killed])
            try:
                # From before the first document is kept to well into what is left, so that kills fall everywhere.
                latest = passing_over + 2 * (seconds - passing_over) / options.kills
                process.wait(chance.uniform(passing_over / 4, latest) if kills < options.kills else None)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
            with Ledger(killed) as ledger:
                found = ledger.check()
            problems += len(found.problems)
            lost += max(0, held - found.documents)
            held = found.documents
            print(f"{found.documents:>8,} documents after {kills} kills", file=sys.stderr)
            if process.returncode >= 0:
                break
        figures = {
            "documents": found.documents,
            "reports": found.reports,
            "events": found.events,
            "seconds_without_a_break": round(seconds, 1),
            "kills": kills,
            "documents_lost": lost,
            "problems": problems,
            "same_as_without_a_break": process.returncode == 0 and same(whole, killed),
        }
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(
                f"{name.replace('_', ' '):26} {value:>12,}" if value is not True else f"{name.replace('_', ' '):26} yes"
            )
    sys.exit(bool(lost or problems or not figures["same_as_without_a_break"]))


if __name__ == "__main__":
    main()
