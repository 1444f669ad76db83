"""Label documents of the corpora with trained networks, for a smaller network to learn from.

In: folders that train.py wrote (several read together, their scores averaged), `../shared/corpora`.
Out: the labels as offsets, in the form of our own annotation (`annotation.py`), without the texts.

    python training/label.py --readers training/artefacts/larger-1 training/artefacts/larger-2 \\
        --out training/labelled/corpora.jsonl.gz --device cuda

No document that is annotated anywhere is labelled, so none that anything is measured on. An act is labelled where the
networks hold it for likelier than not. Where they are in doubt (`SURE`, `NOTICED`), the words are marked `doubtful`,
and training learns nothing from them, nor from the sides of an act of which a participant is doubtful (`PARTICIPANT`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

import annotation
from data import load
from dragoman.coding import to_gold
from dragoman.evaluation.gold import document
from dragoman.reading.calibration import Calibration
from dragoman.reading.candidates import triggers
from dragoman.reading.network import batch
from dragoman.reading.reader import MODEL, Reader
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import windows
from export import load_network
from pretrain import SHARED
from tune import Remembering, TorchNetwork

#: Most documents of each corpus: state media are many and alike, newspapers and leads few.
MOST = {"kcna-2011-2012.jsonl.gz": 10_000, "kcna-headlines-1997-2014.jsonl.gz": 2_000}
#: Characters of a document that are read.
LENGTH = 3_000
SURE = 0.5
NOTICED = 0.12
PARTICIPANT = 0.5


def unread(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Documents of the corpora that nobody annotated, cut to `LENGTH`, at most `MOST` of each corpus."""
    gold = [record for name in ("train", "dev") for record in load(SHARED / f"gold/{name}.jsonl")]
    own = list(annotation.load([*annotation.OWN, *annotation.HELD_OUT]))
    names = {record["id"] for record in (*gold, *own)}
    begins = {record["text"][:200] for record in (*gold, *own)}
    for name, source in annotation.FILES.values():
        with gzip.open(annotation.CORPORA / name, "rt", encoding="utf-8") as lines:
            # By name: one name may stand twice in a corpus.
            found = list({record["id"]: record for record in map(json.loads, lines) if record["text"]}.values())
        found = [record for record in found if record["id"] not in names and record["text"][:200] not in begins]
        for record in rng.sample(found, min(MOST.get(name, len(found)), len(found))):
            known = {key: record.get(key) for key in ("id", "outlet", "published", "title")}
            yield known | {"source": source, "text": record["text"][:LENGTH]}


def labelled(record: dict[str, Any], reader: Reader, network: Remembering) -> dict[str, Any] | None:
    """The record with events, quotations and what is doubtful; None where it is not read."""
    given = document(record)
    (reading,) = reader.read([given])
    if not reading.coded:
        return None
    gold = to_gold(given, reading)
    events, doubtful = [], []
    for event, report in zip(gold["events"], reading.reports, strict=True):
        if report.confidence < SURE:
            doubtful += [[span["start"], span["end"]] for span in (event["trigger"], *event["also"])]
            continue
        surely = [member for member in (*report.a, *report.b) if not member.doubtful]
        if any(member.confidence < PARTICIPANT for member in surely):
            event["doubtful"] = True
        events.append(event)
    taken = [[span["start"], span["end"]] for event in events for span in (event["trigger"], *event["also"])]
    for window in windows(given, sentences(given.text), reader.tokenizer):
        for candidate in triggers(window, network.encode(*batch([window])).trigger[0], NOTICED):
            start, end = int(window.starts[candidate.pieces[0]]), int(window.ends[candidate.pieces[-1]])
            if not any(start < b and a < end for a, b in (*taken, *doubtful)):
                doubtful.append([start, end])
    return record | {"events": events, "quotes": gold["quotes"], "doubtful": doubtful}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=Path, nargs="+", required=True, help="folders that train.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="file for the labels (.jsonl.gz)")
    parser.add_argument("--most", type=int, help="stop after so many documents")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu", help="where PyTorch reads, as cuda (default: cpu)")
    options = parser.parse_args()
    network = Remembering(TorchNetwork([load_network(folder) for folder in options.readers], options.device))
    reader = Reader(MODEL, network=network)
    reader.calibration = Calibration({})
    told = events = 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(options.out, "wt", encoding="utf-8") as out:
        for record in tqdm(unread(random.Random(options.seed)), unit="documents", total=options.most):
            if told == options.most:
                break
            found = labelled(record, reader, network)
            network.forget()
            if found is not None:
                out.write(json.dumps(annotation.pack(found), separators=(",", ":")) + "\n")
                told += 1
                events += len(found["events"])
    print(f"{told} documents, {events} events")


if __name__ == "__main__":
    main()
