"""Quality of `dragoman code` on annotated documents, by the gold standard's own scorer.

    python benchmarks/quality.py
    python benchmarks/quality.py --gold ../shared/gold/dev.jsonl --errors 40
    python benchmarks/quality.py --gold training/written/*.jsonl     # on the texts that the project wrote itself

Strips the annotation, runs the command as a user would, and hands what it wrote to `score.py` beside the gold
file, by source.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

DEV = Path(__file__).resolve().parents[2] / "shared/gold/dev.jsonl"
SCORER = DEV.parent / "score.py"
GIVEN = ("id", "outlet", "published", "title", "text")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[DEV], help="annotated documents")
    parser.add_argument("--errors", type=int, default=0, help="list this many missed and spurious events")
    parser.add_argument("--json", action="store_true", help="the scorer's figures as JSON")
    options = parser.parse_args()
    missing = [path for path in (*options.gold, SCORER) if not path.exists()]
    if missing:
        sys.exit(f"{missing[0]}: no such file; name annotated documents with --gold")
    with tempfile.TemporaryDirectory() as folder:
        annotated, given, coded = (Path(folder) / name for name in ("gold.jsonl", "in.jsonl", "out.jsonl"))
        lines = (line for path in options.gold for line in path.read_bytes().split(b"\n") if line.strip())
        annotated.write_bytes(b"".join(line + b"\n" for line in lines))
        with annotated.open(encoding="utf-8") as gold, given.open("w", encoding="utf-8") as out:
            for record in map(json.loads, gold):
                out.write(json.dumps({name: record[name] for name in GIVEN}, ensure_ascii=False) + "\n")
        code = [sys.executable, "-m", "dragoman", "code", str(given), "-o", str(coded), "--quiet"]
        subprocess.run(code, check=True)
        score = [sys.executable, str(SCORER), str(annotated), str(coded)]
        score += ["--json"] if options.json else ["--by", "source", "--errors", str(options.errors)]
        subprocess.run(score, check=True)


if __name__ == "__main__":
    main()
