"""Teach a trained network's attributes anew: status, channel and background, with all else held still.

    python training/attributes.py --reader training/artefacts/reader

Beside everything else that a network learns they come out as what is commonest of each form, "media" for every
criticism; by themselves, on the vectors of the finished encoder, they learn to look. Annotated documents alone teach
them: what larger networks labelled has the same fault.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

import annotation
from base import load_tokenizer
from data import UNKNOWN, Candidate, Example, examples, load
from dragoman.reading import labels
from dragoman.reading.candidates import VIEW, distances, view
from dragoman.reading.network import batch
from export import load_network
from model import Attributes, Network

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
#: Mentions at a step.
AT_ONCE = 64


class Mentions(NamedTuple):
    """What N annotated mentions of acts show, each in its view of V pieces, and what is to be said of them."""

    hidden: Tensor
    """[N, V, W] the encoder's vectors, at half precision."""
    seen: Tensor
    """[N, V]"""
    trigger: Tensor
    """[N, V]"""
    distance: Tensor
    """[N, V]"""
    form: Tensor
    """[N]"""
    targets: Tensor
    """[N, 3] status, channel, background."""

    def some(self, at: Tensor) -> Mentions:
        """Those of these numbers."""
        return Mentions(*(part[at] for part in self))


def mentions(network: Network, records: list[dict[str, Any]], tokenizer: Tokenizer) -> Mentions:
    """All annotated mentions of acts in some documents."""
    found = [
        _seen(vectors, example, candidate)
        for record in records
        for example, vectors in _read(network, record, tokenizer)
        for candidate in example.candidates
        if candidate.form != labels.QUOTATION and candidate.status != UNKNOWN
    ]
    return Mentions(*(torch.stack(parts) for parts in zip(*found, strict=True)))


def _read(network: Network, record: dict[str, Any], tokenizer: Tokenizer) -> Iterator[tuple[Example, Tensor]]:
    """The windows of a document that tell of acts, with the encoder's vectors [T, W]."""
    for example in examples(record, tokenizer):
        if any(candidate.form != labels.QUOTATION for candidate in example.candidates):
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = network.encoder.vectors(*map(torch.from_numpy, batch([example.window])))[0].half()
            yield example, vectors


def _seen(vectors: Tensor, example: Example, candidate: Candidate) -> tuple[Tensor, ...]:
    begin = view(example.window, candidate.trigger)
    here = min(VIEW, len(vectors) - begin)
    hidden = torch.zeros(VIEW, vectors.shape[1], dtype=vectors.dtype)
    hidden[:here] = vectors[begin : begin + here]
    seen, trigger, distance = torch.zeros(VIEW), torch.zeros(VIEW), torch.zeros(VIEW, dtype=torch.long)
    seen[:here] = 1.0
    at = candidate.trigger - begin
    trigger[at[(at >= 0) & (at < VIEW)]] = 1.0
    distance[:here] = torch.from_numpy(distances(example.window, candidate.trigger)[begin : begin + here])
    targets = torch.tensor([candidate.status, candidate.channel, candidate.background])
    return hidden, seen, trigger, distance, torch.tensor(candidate.form), targets


def logits(head: Attributes, given: Mentions) -> tuple[Tensor, Tensor, Tensor]:
    """What `head` says of mentions."""
    flat = torch.arange(given.trigger.numel())
    return head(given.hidden.float(), flat, given.seen, given.trigger, given.form, given.distance)


def fit(head: Attributes, given: Mentions, config: dict[str, Any], seed: int) -> None:
    """Train `head` on mentions."""
    optimizer = torch.optim.AdamW(head.parameters(), weight_decay=config["weight_decay"])
    steps = config["epochs"] * -(-len(given.form) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config["rate"], total_steps=steps + 1, pct_start=0.1)
    rng = np.random.default_rng(seed)
    head.train()
    for epoch in range(config["epochs"]):
        running = 0.0
        for at in torch.from_numpy(rng.permutation(len(given.form))).split(AT_ONCE):
            some = given.some(at)
            said = logits(head, some)
            loss = torch.stack([F.cross_entropy(row, some.targets[:, k]) for k, row in enumerate(said)]).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            running += loss.item() * len(at)
        print(f"epoch {epoch + 1} loss {running / len(given.form):.3f}", flush=True)
    head.eval()


def right(head: Attributes, given: Mentions) -> list[float]:
    """Share of mentions, in percent, of which each attribute is right."""
    with torch.no_grad():
        said = [logits(head, given.some(at)) for at in torch.arange(len(given.form)).split(AT_ONCE)]
    chosen = [torch.cat([rows[k] for rows in said]).argmax(-1) for k in range(3)]
    return [100.0 * (row == given.targets[:, k]).float().mean().item() for k, row in enumerate(chosen)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, required=True, help="folder that average.py wrote; changed in place")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--gold", type=Path, nargs="*", default=[SHARED / "gold/train.jsonl"])
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    options = parser.parse_args()
    config = tomllib.loads(options.config.read_text(encoding="utf-8"))
    seed = config["seed"] if options.seed is None else options.seed
    torch.manual_seed(seed)
    began = time.monotonic()
    network, tokenizer = load_network(options.reader), load_tokenizer()
    records = annotation.with_own([record for path in options.gold for record in load(path)])
    given = mentions(network, records, tokenizer)
    held_out = mentions(network, list(annotation.load(annotation.HELD_OUT)), tokenizer)
    print(f"{len(given.form)} mentions, {len(held_out.form)} held out, {time.monotonic() - began:.0f} s", flush=True)
    network.frames.attributes = Attributes(network.shape.width, config["attributes"]["dropout"])
    fit(network.frames.attributes, given, config["attributes"], seed)
    shares = zip(("status", "channel", "background"), right(network.frames.attributes, held_out), strict=True)
    print("held out: " + ", ".join(f"{name} {share:.1f}" for name, share in shares))
    torch.save(network.state_dict(), options.reader / "network.pt")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
