"""Score a trained network, or the model of a folder, on annotated documents; optionally tune its thresholds.

python training/evaluate.py --reader training/artefacts/reader --gold ../shared/gold/dev.jsonl
python training/evaluate.py --model src/dragoman/reading/model
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from data import load, to_document
from dragoman.coding import to_gold
from dragoman.grounding import Grounder
from dragoman.reading.network import Encoded, Framed
from dragoman.reading.reader import MODEL, Reader
from export import load_network
from model import Network
from pretrain import SHARED, base_model_path

FIGURES = ("trigger", "event", "form", "full", "dyad", "who", "country", "quote", "speaker")


def scorer() -> ModuleType:
    """`../shared/gold/score.py` as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold/score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TorchNetwork:
    """A trained network behind the reader's interface, at full precision."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def encode(self, ids: np.ndarray, mask: np.ndarray, shapes: np.ndarray) -> Encoded:
        with torch.inference_mode():
            return Encoded(*(out.numpy() for out in self._network.encoder(*map(torch.from_numpy, (ids, mask, shapes)))))

    def frames(self, *arguments: np.ndarray) -> Framed:
        with torch.inference_mode():
            return Framed(*(out.numpy() for out in self._network.frames(*map(torch.from_numpy, arguments))))


def torch_reader(folder: Path) -> Reader:
    """A reader with the network of a training folder."""
    card = Path(folder) / "model.json"
    if not card.exists():
        card.write_text(json.dumps({"version": "training", "thresholds": {}}), encoding="utf-8")
    if not (folder / "tokenizer.json").exists():
        (folder / "tokenizer.json").write_bytes((base_model_path() / "tokenizer.json").read_bytes())
    return Reader(folder, network=TorchNetwork(load_network(folder)))


def predict(reader: Reader, records: list[dict[str, Any]], grounder: Grounder) -> dict[str, Any]:
    """The reader's output on gold documents, in the gold format, by document."""
    documents = [to_document(record) for record in records]
    readings = reader.read(documents)
    return {d.id: to_gold(d, grounder.ground(d, r)) for d, r in zip(documents, readings, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--reader", type=Path, help="folder that train.py wrote")
    source.add_argument("--model", type=Path, default=MODEL, help="folder that export.py wrote")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold/dev.jsonl")
    parser.add_argument("--out", type=Path, help="write the predictions here")
    parser.add_argument("--tune", action="store_true", help="try other thresholds, one at a time")
    options = parser.parse_args()
    reader = torch_reader(options.reader) if options.reader else Reader(options.model)
    records = load(options.gold)
    gold = {record["id"]: record for record in records}
    score, grounder = scorer().score, Grounder()

    def figures() -> dict[str, Any]:
        result: dict[str, Any] = score(gold, predict(reader, records, grounder), rounds=40)
        return result

    def line(result: dict[str, Any]) -> str:
        parts = [f"{name} {100 * result[name]['f1']:.1f}" for name in FIGURES]
        return " ".join(
            parts + [f"{k[4:]} {100 * v['accuracy']:.0f}" for k, v in result.items() if k.startswith("acc_")]
        )

    began = time.monotonic()
    print(line(figures()), f"({time.monotonic() - began:.0f} s)")
    if options.out:
        with options.out.open("w", encoding="utf-8") as out:
            out.writelines(
                json.dumps(row, ensure_ascii=False) + "\n" for row in predict(reader, records, grounder).values()
            )
    if options.tune:
        base = reader.thresholds
        for name, values in {
            "main": (0.3, 0.4, 0.6, 0.7),
            "same": (0.35, 0.65),
            "trigger": (0.05, 0.3),
            "quotation": (0.3, 0.7),
            "nobody": (-1.0, -0.5, 0.5),
            "nothing": (-1.0, -0.5, 0.5),
        }.items():
            for value in values:
                reader.thresholds = replace(base, **{name: value})
                print(name, value, line(figures()), flush=True)
        print(asdict(base))


if __name__ == "__main__":
    main()
