"""Set a model's thresholds on annotated documents that it was not trained on, and keep them with it.

In: the model of a folder, the project's held-out annotation. Out: `thresholds` in the folder's `model.json`.

    python training/tune.py --model src/dragoman/reading/model
    python training/tune.py --reader training/artefacts/reader      # a trained network at full precision; keeps nothing

One threshold after another is set to the value of its grid that brings the most, again and again until none brings
`LEAST` or more: what brings less is chance, and stays as it was. What is sought is the mean F1 of events, dyads and
whole records (`full`), since a threshold that suits one of them alone would cost the others. The network runs once for
each window; only the decoding is repeated.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

import annotation
from base import base_model_path
from dragoman.coding import Coder, to_gold
from dragoman.documents import Document
from dragoman.evaluation import figures, matched
from dragoman.evaluation.gold import document
from dragoman.reading.calibration import Calibration
from dragoman.reading.decoding import Thresholds
from dragoman.reading.network import Encoded, Framed, OnnxNetwork
from dragoman.reading.network import Network as Reading
from dragoman.reading.reader import MODEL, Reader
from export import load_network
from model import Network

SOUGHT = ("event", "dyad", "full")
#: What a change must bring, in points of F1.
LEAST = 0.4
SHOWN = ("trigger", "event", "full", "dyad", "who", "country", "quote", "speaker")
GRID: dict[str, tuple[float, ...]] = {
    "trigger": (0.3, 0.4, 0.5, 0.6, 0.7),
    "main": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "same": (0.35, 0.5, 0.65, 0.8),
    "nobody": (-1.2, -0.9, -0.6, -0.3, 0.0),
    "participant": (0.1, 0.2, 0.3, 0.4),
    "further": (0.4, 0.5, 0.6, 0.7, 0.8),
    "nothing": (-1.4, -1.0, -0.7, -0.4, 0.0),
    "quotation": (0.3, 0.5, 0.7),
}


class TorchNetwork:
    """Trained networks behind the reader's interface, at full precision; several are read together and averaged."""

    def __init__(self, networks: list[Network], device: str = "cpu") -> None:
        self._networks = [network.to(device) for network in networks]
        self._device = device

    def _given(self, arrays: tuple[np.ndarray, ...]) -> list[torch.Tensor]:
        return [torch.from_numpy(np.ascontiguousarray(array)).to(self._device) for array in arrays]

    def encode(self, ids: np.ndarray, mask: np.ndarray, shapes: np.ndarray) -> Encoded:
        """The vectors of all networks side by side; triggers by the mean of their probabilities."""
        with torch.inference_mode():
            told = [network.encoder(*self._given((ids, mask, shapes))) for network in self._networks]
            hidden = torch.cat([hidden for hidden, _, _ in told], -1)
            trigger = torch.stack([torch.softmax(trigger, -1) for _, trigger, _ in told]).mean(0).log()
            tags = torch.stack([tags for _, _, tags in told]).mean(0)
        return Encoded(hidden.cpu().numpy(), trigger.cpu().numpy(), tags.cpu().numpy())

    def frames(self, hidden: np.ndarray, *arguments: np.ndarray) -> Framed:
        """Each network's frame part on its own vectors; the mean of their scores."""
        at = np.cumsum([0, *(network.shape.width for network in self._networks)])
        with torch.inference_mode():
            told = [
                network.frames(*self._given((hidden[..., begin:end], *arguments)))
                for network, begin, end in zip(self._networks, at[:-1], at[1:], strict=True)
            ]
            means = [torch.stack(parts).mean(0) for parts in zip(*told, strict=True)]
        return Framed(*(mean.cpu().numpy() for mean in means))


class Remembering:
    """A network that runs once for the same input, until it is told to forget."""

    def __init__(self, network: Reading) -> None:
        self._network = network
        self._encoded: dict[bytes, Encoded] = {}
        self._framed: dict[tuple[bytes, ...], Framed] = {}

    def encode(self, ids: np.ndarray, mask: np.ndarray, shapes: np.ndarray) -> Encoded:
        key = ids.tobytes()
        if key not in self._encoded:
            self._encoded[key] = self._network.encode(ids, mask, shapes)
        return self._encoded[key]

    def frames(self, hidden: np.ndarray, *arguments: np.ndarray) -> Framed:
        key = (hidden[0, 0].tobytes(), *(array.tobytes() for array in arguments))
        if key not in self._framed:
            self._framed[key] = self._network.frames(hidden, *arguments)
        return self._framed[key]

    def forget(self) -> None:
        """Give back the memory that what was read has taken."""
        self._encoded.clear()
        self._framed.clear()


def torch_reader(folder: Path) -> Reader:
    """A reader with the network of a training folder."""
    card = folder / "model.json"
    if not card.exists():
        card.write_text(json.dumps({"version": "training", "thresholds": {}}), encoding="utf-8")
    if not (folder / "tokenizer.json").exists():
        (folder / "tokenizer.json").write_bytes((base_model_path() / "tokenizer.json").read_bytes())
    return Reader(folder, network=Remembering(TorchNetwork([load_network(folder)])))


def measured(reader: Reader, gold: dict[str, dict[str, Any]], documents: Iterable[Document]) -> dict[str, float]:
    """F1 of every figure, in percent."""
    coded = {given.id: to_gold(given, reading) for given, reading in Coder(reader).code(documents)}
    found = figures([matched(record, coded[name]) for name, record in gold.items()], rounds=0)
    return {name: 100 * found[name].f1 for name in SHOWN}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--reader", type=Path, help="folder that train.py wrote")
    source.add_argument("--model", type=Path, default=MODEL, help="folder that export.py wrote")
    options = parser.parse_args()
    if options.reader:
        reader = torch_reader(options.reader)
    else:
        reader = Reader(options.model, network=Remembering(OnnxNetwork(options.model)))
    reader.calibration = Calibration({})
    gold = {record["id"]: record for record in annotation.load(annotation.HELD_OUT)}
    documents = [document(record) for record in gold.values()]

    @cache
    def tried(thresholds: Thresholds) -> float:
        reader.thresholds = thresholds
        found = measured(reader, gold, documents)
        value = sum(found[name] for name in SOUGHT) / len(SOUGHT)
        changed = {name: number for name, number in asdict(thresholds).items() if number != asdict(best).get(name)}
        print(f"{value:.2f} {changed} " + " ".join(f"{k} {v:.1f}" for k, v in found.items()), flush=True)
        return value

    best = Thresholds()
    most, last = tried(best), -1.0
    while most > last:
        last = most
        for name, values in GRID.items():
            for value in values:
                candidate = replace(best, **{name: value})
                if candidate != best and (reached := tried(candidate)) >= most + LEAST:
                    best, most = candidate, reached
    print(asdict(best))
    if options.reader:
        return
    path = options.model / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["thresholds"] = asdict(best)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
