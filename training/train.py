"""Fine-tune the reader's network on annotated documents.

In: `../shared/gold/train.jsonl`, the project's own annotation (`annotation/`), documents that larger networks labelled
(`labelled/`), the encoder that `pretrain.py` wrote, `training/config.toml`.
Out: a folder with `network.pt` (averaged weights), `config.toml` as used and `log.txt`.

    python training/train.py --encoder training/artefacts/encoder --out training/artefacts/reader
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import time
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

import annotation
from augment import exchange
from base import begin, load_tokenizer
from data import UNKNOWN, Candidate, Example, blank, examples, load
from dragoman.reading import labels
from dragoman.reading.candidates import Candidate as Proposed
from dragoman.reading.candidates import arrays, triggers
from dragoman.reading.network import batch
from model import Network, Shape
from pretrain import MASK, SHARED

HERE = Path(__file__).parent
#: Documents of the corpora that larger networks labelled, as offsets (`label.py`).
LABELLED = sorted((HERE / "labelled").glob("*.jsonl.gz"))
#: Drawn from one window at a step.
MENTIONS, QUOTATIONS = 8, 6


def batches(data: list[Example], budget: int, rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of examples of like length, at most `budget` padded word pieces each."""
    order = sorted(data, key=lambda example: len(example.window.ids) * rng.uniform(0.85, 1.15))
    groups: list[list[Example]] = []
    group: list[Example] = []
    longest = 0
    for example in order:
        longest = max(longest, len(example.window.ids))
        if group and (longest * (len(group) + 1) > budget or len(group) >= 24):
            groups.append(group)
            group, longest = [], len(example.window.ids)
        group.append(example)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def stack(rows: list[np.ndarray], length: int, fill: int) -> Tensor:
    """Rows [..., T] of different T, padded to one tensor [N, ..., length]."""
    out = np.full((len(rows), *rows[0].shape[:-1], length), fill, np.int64)
    for number, row in enumerate(rows):
        out[number, ..., : row.shape[-1]] = row
    return torch.from_numpy(out)


def noisy(ids: Tensor, shapes: Tensor, rng: np.random.Generator, rate: float) -> tuple[Tensor, Tensor]:
    """Hide some words, and now and then how the words are written, so that neither is relied on alone."""
    hide = torch.from_numpy(rng.random(ids.shape) < rate) & (ids > MASK)
    plain = torch.from_numpy(rng.random(len(ids)) < 0.06)[:, None] & (shapes > 0) & (shapes < 4)
    return torch.where(hide, MASK, ids), torch.where(plain, 1, shapes)


def negatives(example: Example, logits: np.ndarray, rng: random.Random, most: int) -> list[Candidate]:
    """Candidates that the encoder proposes, or a random word, where no act was annotated."""
    length = len(example.window.ids)
    proposed = triggers(example.window, logits[:length], 0.03, most=12)
    words = np.flatnonzero((example.window.starts >= 0) & (example.window.shapes == 1))
    if len(words):
        proposed.append(Proposed(np.array([rng.choice(words.tolist())]), rng.randrange(1, labels.QUOTATION), 0.0))
    taken = np.flatnonzero(example.trigger)
    free = [c for c in proposed if not len(np.intersect1d(c.pieces, taken))]
    return [blank(example.window, c.pieces, c.form) for c in free[:most]]


def sample(example: Example, rng: random.Random) -> list[Candidate]:
    """At most `MENTIONS` annotated mentions and `QUOTATIONS` quotations of a window."""
    mentions = [c for c in example.candidates if c.form != labels.QUOTATION]
    quoted = [c for c in example.candidates if c.form == labels.QUOTATION]
    return rng.sample(mentions, min(MENTIONS, len(mentions))) + rng.sample(quoted, min(QUOTATIONS, len(quoted)))


def losses(
    network: Network, group: list[Example], config: dict[str, Any], rng: random.Random, noise: np.random.Generator
) -> dict[str, Tensor]:
    """The loss terms of one batch, unweighted."""
    device = next(network.parameters()).device
    ids, mask, shapes = (torch.from_numpy(array) for array in batch([example.window for example in group]))
    length = ids.shape[1]
    hidden_ids, hidden_shapes = noisy(ids, shapes, noise, config["word_noise"])
    mask = mask.to(device)
    hidden, trigger_logits, tag_logits = network.encoder(hidden_ids.to(device), mask, hidden_shapes.to(device))
    gold = stack([example.trigger for example in group], length, UNKNOWN).to(device)
    importance = torch.ones(len(labels.TRIGGERS), device=device)
    importance[1:] = config["trigger_weight"]
    out = {
        "trigger": F.cross_entropy(
            trigger_logits.float().flatten(0, 1),
            gold.flatten(),
            weight=importance,
            ignore_index=UNKNOWN,
            reduction="sum",
        )
        / (4 * len(group)),
    }
    # What is asked of the labels is asked before they go to the device, which would have to be waited for.
    tags = stack([example.tags for example in group], length, UNKNOWN)
    kinds = tag_logits.shape[-1] - 6
    tag_loss = torch.zeros((), device=device)
    for number, (first_tag, size) in enumerate(((0, 3), (3, 3), (6, kinds))):
        row = tags[:, number].flatten()
        known = (row != UNKNOWN).nonzero()[:, 0]
        if len(known):
            here = tag_logits[..., first_tag : first_tag + size].float().flatten(0, 1)[known.to(device)]
            tag_loss = tag_loss + F.cross_entropy(here, row[known].to(device))
    out["tags"] = tag_loss

    drawn: list[list[Candidate]] = []
    scores = trigger_logits.detach().float().cpu().numpy()
    for row, example in enumerate(group):
        drawn.append([*sample(example, rng), *negatives(example, scores[row], rng, config["negatives"])])
    if not any(drawn):
        return out
    proposed = [[Proposed(c.trigger, c.form, 1.0) for c in found] for found in drawn]
    given = arrays([example.window for example in group], proposed)
    views = given[1].tolist()
    window, first, trigger, form, distance = (torch.from_numpy(array).to(device) for array in given)
    roles, verdict, status, channel, background, same = network.frames(
        hidden, mask, window, first, trigger, form, distance
    )
    flat = [c for found in drawn for c in found]
    size = trigger.shape[1]
    verdicts = torch.tensor([c.verdict for c in flat], device=device)
    out["verdict"] = F.cross_entropy(verdict.float(), verdicts, label_smoothing=0.02)
    # Also-mentions teach the roles at half weight: what fills them stands near the main mention.
    weight = torch.tensor([0.0, config["also_weight"], 1.0], device=device)[verdicts]
    sides = stack([c.sides[b : b + size] for c, b in zip(flat, views, strict=True)], size, UNKNOWN).to(device)
    number = len(labels.SIDES)
    side_loss = F.cross_entropy(
        roles[..., :number].float().transpose(1, 2), sides, ignore_index=UNKNOWN, reduction="none"
    ).sum(1)
    scale = weight.sum().clamp(min=1.0) * 8
    out["sides"] = (side_loss * weight).sum() / scale
    spans = stack([c.spans[:, b : b + size] for c, b in zip(flat, views, strict=True)], size, UNKNOWN).to(device)
    is_act = (form != labels.QUOTATION).float()
    span_loss = torch.zeros(len(flat), device=device)
    for k in range(len(labels.SPANS)):
        here = roles[..., number + 3 * k : number + 3 * k + 3].float().transpose(1, 2)
        span_loss = span_loss + F.cross_entropy(here, spans[:, k], ignore_index=UNKNOWN, reduction="none").sum(1)
    out["spans"] = (span_loss * weight * is_act).sum() / scale
    attribute = torch.zeros((), device=device)
    for logits, name in ((status, "status"), (channel, "channel"), (background, "background")):
        targets = [getattr(c, name) for c in flat]
        if any(target != UNKNOWN for target in targets):
            target = torch.tensor(targets, device=device)
            attribute = attribute + F.cross_entropy(logits.float(), target, ignore_index=UNKNOWN)
    out["attributes"] = attribute
    event = torch.tensor([c.event for c in flat])
    at = torch.from_numpy(given[0])
    pairs = (at[:, None] == at[None]) & (event[:, None] >= 0) & (event[None] >= 0)
    pairs &= ~torch.eye(len(flat), dtype=torch.bool)
    one, other = pairs.nonzero(as_tuple=True)
    if len(one):
        target = (event[one] == event[other]).float().to(device)
        out["same"] = F.binary_cross_entropy_with_logits(same.float()[one.to(device), other.to(device)], target)
    return out


class Labelled:
    """The documents that larger networks labelled, of which each epoch draws some, `share` by source, in turn."""

    def __init__(self, share: dict[str, int], rng: random.Random) -> None:
        self._by_source: dict[str, list[dict[str, Any]]] = {}
        for record in annotation.load(LABELLED if any(share.values()) else []):
            self._by_source.setdefault(record["source"], []).append(record)
        for found in self._by_source.values():
            rng.shuffle(found)
        self._share = share
        self._epoch = 0

    def __len__(self) -> int:
        return sum(map(len, self._by_source.values()))

    def draw(self) -> list[dict[str, Any]]:
        """Those of the next epoch."""
        drawn: list[dict[str, Any]] = []
        for source, number in self._share.items():
            found = self._by_source.get(source, [])
            begin_at = self._epoch * number % max(1, len(found))
            drawn += (found + found)[begin_at : begin_at + min(number, len(found))]
        self._epoch += 1
        return drawn


def optimiser(network: Network, config: dict[str, Any]) -> torch.optim.AdamW:
    """AdamW whose rate falls by `layer_decay` from each encoder layer to the one below."""
    groups: list[dict[str, Any]] = []
    layers = network.shape.layers
    for name, parameter in network.named_parameters():
        if name.startswith("encoder.layers."):
            rate = config["encoder_rate"] * config["layer_decay"] ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.words", "encoder.places", "encoder.norm")):
            rate = config["encoder_rate"] * config["layer_decay"] ** layers
        else:
            rate = config["head_rate"]
        decay = config["weight_decay"] if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def fit(
    network: Network,
    epochs: Iterable[list[Example]],
    steps: int,
    config: dict[str, Any],
    seed: int,
    out: Path,
) -> None:
    """Train `network` on the examples of each epoch, and keep its averaged weights in `out` after each.

    The rate falls to its least after `steps` steps.
    """
    # cuDNN's attention makes a plan for each new shape, and nearly every batch has one.
    torch.backends.cuda.enable_cudnn_sdp(False)
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    device = next(network.parameters()).device.type
    optimizer = optimiser(network, config)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(config["average"])
    )
    step, began = 0, time.monotonic()
    for epoch, examples_of_epoch in enumerate(epochs):
        network.train()
        running: dict[str, Tensor] = {}
        count = 0
        for group in batches(examples_of_epoch, config["pieces"], rng):
            share = step / steps
            factor = min(1.0, share / config["warm_up"]) * (
                0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
            )
            for options_group in optimizer.param_groups:
                options_group["lr"] = options_group["peak"] * factor
            with torch.autocast(device, dtype=torch.bfloat16, enabled=config["bfloat16"]):
                terms = losses(network, group, config, rng, noise)
            total = torch.stack([config["loss"][name] * value for name, value in terms.items()]).sum()
            optimizer.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(network.parameters(), config["clip"])
            optimizer.step()
            average.update_parameters(network)
            step += 1
            count += 1
            for name, value in terms.items():
                running[name] = running.get(name, 0.0) + value.detach()
        minutes = (time.monotonic() - began) / 60
        print(
            f"epoch {epoch + 1} {minutes:.1f} min, {time.process_time() / 60:.1f} of the processor "
            + " ".join(f"{k} {v.item() / count:.3f}" for k, v in running.items()),
            flush=True,
        )
        torch.save({name: value.cpu() for name, value in average.module.state_dict().items()}, out / "network.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--encoder", type=Path, help="the adapted encoder that pretrain.py wrote (default: the base encoder)"
    )
    parser.add_argument("--begin-with", type=Path, help="network.pt of an earlier run to go on from, at half the rates")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--gold", type=Path, nargs="*", default=[SHARED / "gold/train.jsonl"])
    parser.add_argument("--without-own", action="store_true", help="leave out the project's own annotation")
    parser.add_argument("--epochs", type=int, help="instead of the configuration's")
    parser.add_argument("--seed", type=int, help="instead of the configuration's")
    parser.add_argument("--device", default="cpu", help="where PyTorch trains, as cuda (default: cpu)")
    options = parser.parse_args()
    config = tomllib.loads(options.config.read_text(encoding="utf-8"))
    epochs = options.epochs or config["epochs"]
    seed = config["seed"] if options.seed is None else options.seed
    rng = random.Random(seed)
    torch.manual_seed(seed)
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(options.config, options.out / "config.toml")

    tokenizer = load_tokenizer()
    records = [record for path in options.gold for record in load(path)]
    if not options.without_own:
        records = annotation.with_own(records)
    labelled = Labelled(config["labelled"], rng)

    def epochs_of_examples() -> Iterator[list[Example]]:
        while True:
            drawn = [*records, *labelled.draw()]
            exchanged = (exchange(record, rng) if rng.random() < config["exchange"] else record for record in drawn)
            yield [example for record in exchanged for example in examples(record, tokenizer)]

    following = epochs_of_examples()
    first = next(following)
    steps = epochs * len(batches(first, config["pieces"], random.Random(0)))
    network = Network(Shape(**config["shape"]), config["dropout"])
    if options.encoder:
        # The heads are not trained yet there, and a further one may have come since.
        trained = torch.load(options.encoder, weights_only=True)
        network.encoder.load_state_dict(
            {name: value for name, value in trained.items() if not name.startswith(("trigger.", "tags."))}, strict=False
        )
    else:
        begin(network.encoder)
    if options.begin_with:
        network.load_state_dict(torch.load(options.begin_with, weights_only=True))
        config["encoder_rate"], config["head_rate"] = config["encoder_rate"] / 2, config["head_rate"] / 2
    print(f"{len(records)} annotated documents, {len(labelled)} labelled ones, {steps} steps", flush=True)
    fit(network.to(options.device), chain([first], islice(following, epochs - 1)), steps, config, seed, options.out)


if __name__ == "__main__":
    main()
