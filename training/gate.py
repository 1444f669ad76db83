"""Train the gate of the fast reader: which sentences may tell of an engagement, from their words alone.

In: the corpora of `../shared/corpora` as the default reader reads them, and the annotated documents.
Out: `gate.npz` in the model's folder: one weight for each of `BUCKETS` hashed words and pairs of words.

    python training/gate.py --model src/dragoman/reading/model

The default reader teaches: a sentence in which it sees a trigger with probability 0.3 or more is one that must pass.
No development document is among them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

import annotation
from data import load, to_document
from dragoman.documents import prepare
from dragoman.reading.candidates import triggers
from dragoman.reading.gate import BUCKETS, Gate, features
from dragoman.reading.network import OnnxNetwork, batch
from dragoman.reading.reader import MODEL, Reader
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import windows
from pretrain import SHARED

#: Documents of each corpus that the default reader labels.
DRAWN = {"newswire": 900, "wire-2004": 1700, "kcna-2024": 600, "kcna-2011-2012": 3000, "kcna-headlines-1997-2014": 4000}
#: A sentence must pass where the default reader sees a trigger with this probability.
SEEN = 0.3

Labelled = tuple[list[int], float, float]
"""Features of a sentence, whether it must pass, and how much it counts."""


def drawn(rng: random.Random) -> list[dict[str, Any]]:
    """Documents of the corpora, none of the development set."""
    held_out = {record["id"] for record in load(SHARED / "gold/dev.jsonl")}
    found = []
    for corpus, number in DRAWN.items():
        with gzip.open(SHARED / f"corpora/{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            records = [record for record in map(json.loads, lines) if record["id"] not in held_out]
        found += rng.sample(records, min(number, len(records)))
    return found


def by_reader(record: dict[str, Any], reader: Reader, network: OnnxNetwork) -> list[Labelled]:
    """Sentences of one document with what the default reader sees in them."""
    document = prepare(to_document(record))
    if document.language not in (None, "en"):
        return []
    spans = sentences(document.text)
    passing = set()
    for window in windows(document, spans, reader.tokenizer):
        encoded = network.encode(*batch([window]))
        for candidate in triggers(window, encoded.trigger[0], SEEN):
            passing.add(int(window.sentence[candidate.pieces[0]]))
    return [
        (features(document.text[start:end]), float(number in passing), 1.0) for number, (start, end) in enumerate(spans)
    ]


def by_annotation(record: dict[str, Any]) -> list[Labelled]:
    """Sentences of one annotated document; what people found counts more."""
    mentions = [m["start"] for e in record["events"] for m in (e["trigger"], *e["also"]) if m["start"] is not None]
    return [
        (features(record["text"][start:end]), float(any(start <= at < end for at in mentions)), 3.0)
        for start, end in sentences(record["text"])
    ]


def fit(data: list[Labelled], epochs: int, rng: random.Random) -> np.ndarray:
    """Weights [BUCKETS + 1] of a logistic regression; the last is the shift."""
    torch.manual_seed(0)
    bag = nn.EmbeddingBag(BUCKETS, 1, mode="sum", sparse=True)
    nn.init.zeros_(bag.weight)
    shift = nn.Parameter(torch.tensor([-1.0]))
    rare = torch.optim.SparseAdam(list(bag.parameters()), lr=0.01)
    common = torch.optim.Adam([shift], lr=0.01)
    for _ in range(epochs):
        rng.shuffle(data)
        for at in range(0, len(data), 256):
            part = data[at : at + 256]
            flat = torch.tensor([f for found, _, _ in part for f in found])
            offsets = torch.tensor([0, *np.cumsum([len(found) for found, _, _ in part])[:-1].tolist()])
            logits = bag(flat, offsets).squeeze(-1) + shift
            target, weight = torch.tensor([row[1] for row in part]), torch.tensor([row[2] for row in part])
            loss = nn.functional.binary_cross_entropy_with_logits(logits, target, weight=weight)
            rare.zero_grad()
            common.zero_grad()
            loss.backward()
            rare.step()
            common.step()
    return np.concatenate([bag.weight.detach().numpy()[:, 0], shift.detach().numpy()]).astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the default reader's model")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    reader, network = Reader(options.model), OnnxNetwork(options.model, 1)
    taught = [labelled for record in drawn(rng) for labelled in by_reader(record, reader, network)]
    annotated = [*load(SHARED / "gold/train.jsonl"), *annotation.load(annotation.OWN)]
    told = [labelled for record in annotated for labelled in by_annotation(record)]
    print(
        f"{len(taught)} sentences read, {len(told)} annotated, {sum(r[1] for r in taught + told):.0f} to pass",
        flush=True,
    )
    weights = fit([row for row in taught + told if row[0]], options.epochs, rng)
    np.savez_compressed(options.model / "gate.npz", weights=weights)
    gate = Gate(options.model)
    dev = [row for record in load(SHARED / "gold/dev.jsonl") for row in by_annotation(record)]
    for least in (0.03, 0.05, 0.1, 0.2, 0.3):
        passed = [gate.of(row[0]) >= least for row in dev]
        kept = sum(p for p, row in zip(passed, dev, strict=True) if row[1])
        print(
            f"least {least}: {100 * sum(passed) / len(dev):.1f} % of the development sentences pass, "
            f"{100 * kept / sum(row[1] for row in dev):.1f} % of those that tell of an act"
        )


if __name__ == "__main__":
    main()
