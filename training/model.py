"""The reader's network in PyTorch: an encoder with per-piece heads, and a frame part conditioned on one candidate.

Shapes: B windows of T word pieces, W the encoder's width, N candidates of those windows,
each seen in a view of V pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from dragoman.reading import labels
from dragoman.reading.windows import SHAPES


@dataclass(frozen=True)
class Shape:
    """Sizes of a network; the defaults are all-MiniLM-L6-v2's and the shipped reader's."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    frame_width: int = 192
    frame_layers: int = 2
    frame_heads: int = 6


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.second_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [B, T, W]; `bias` [B, 1, 1, T], 0 for pieces and very negative for padding."""
        batch, length, width = x.shape
        size = width // self.heads
        parts = self.attend(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=bias.to(x.dtype).to(parts.dtype))
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.first_norm(x + self.dropout(self.attended(mixed)))
        return self.second_norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


def padding_bias(mask: Tensor) -> Tensor:
    """`mask` [B, T], 1 for pieces, to the attention bias [B, 1, 1, T]."""
    return ((1.0 - mask.float()) * -1e4)[:, None, None, :]


class Encoder(nn.Module):
    """The pretrained encoder, told how each piece is written, with a head for triggers and one for tags."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.shapes = nn.Embedding(SHAPES, shape.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Sequential(
            nn.Linear(shape.width, shape.width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(shape.width, len(labels.TRIGGERS)),
        )
        self.tags = nn.Linear(shape.width, labels.TAGS)

    def load_bert(self, state: dict[str, Tensor]) -> None:
        """Take the weights of a BERT checkpoint (with the usual names)."""
        state = {name.removeprefix("bert.").removeprefix("encoder.embeddings."): value for name, value in state.items()}
        own = {
            "words.weight": state["embeddings.word_embeddings.weight"],
            "places.weight": state["embeddings.position_embeddings.weight"]
            + state["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": state["embeddings.LayerNorm.weight"],
            "norm.bias": state["embeddings.LayerNorm.bias"],
        }
        names = {
            "attended": "attention.output.dense",
            "first_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "second_norm": "output.LayerNorm",
        }
        for number in range(len(self.layers)):
            theirs = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                for mine, name in names.items():
                    own[f"layers.{number}.{mine}.{kind}"] = state[f"{theirs}{name}.{kind}"]
                own[f"layers.{number}.attend.{kind}"] = torch.cat(
                    [state[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                )
        missing, unexpected = self.load_state_dict(own, strict=False)
        kept = ("shapes.", "trigger.", "tags.")
        wrong = [name for name in missing if not name.startswith(kept)] + list(unexpected)
        if wrong:
            raise ValueError(f"the checkpoint does not fit the encoder: {wrong[:5]}")

    def vectors(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """[B, T] each → hidden [B, T, W]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(positions)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = padding_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[B, T] each → hidden [B, T, W], trigger logits [B, T, forms + 1], tag logits [B, T, TAGS]."""
        x = self.vectors(ids, mask, shapes)
        return x, self.trigger(x), self.tags(x)


class Frames(nn.Module):
    """Reads a window again for each candidate: its roles, its attributes, and whether it is a report at all."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        width = shape.frame_width
        self.project = nn.Linear(shape.width, width)
        self.form = nn.Embedding(labels.QUOTATION + 1, width)
        self.mark = nn.Parameter(torch.randn(width) * 0.1)
        self.distance = nn.Embedding(labels.DISTANCES, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            Layer(width, shape.frame_heads, 2 * width, dropout) for _ in range(shape.frame_layers)
        )
        self.roles = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, labels.ROLES)
        )
        summary = 2 * width
        self.summary = nn.Sequential(nn.Linear(summary, width), nn.GELU(), nn.Dropout(dropout))
        self.verdict = nn.Linear(width, len(labels.VERDICTS))
        self.status = nn.Linear(width, len(labels.STATUSES))
        self.channel = nn.Linear(width, len(labels.CHANNELS))
        self.background = nn.Linear(width, 2)
        self.pair = nn.Linear(width, width)
        self.pair_bias = nn.Parameter(torch.zeros(1))

    def forward(
        self,
        hidden: Tensor,
        mask: Tensor,
        window: Tensor,
        first: Tensor,
        trigger: Tensor,
        form: Tensor,
        distance: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Score the candidates.

        `hidden` [B, T, W], `mask` [B, T]; `window` [N] which window each candidate is in, `first` [N] the
        first piece in its view, `trigger` [N, V] 1 on its pieces, `form` [N], `distance` [N, V]. → roles
        [N, V, ROLES], verdict [N, 3], status, channel, background [N, …], and same [N, N]: the logit that two
        candidates tell of one act.
        """
        length = hidden.shape[1]
        positions = first[:, None] + torch.arange(trigger.shape[1], device=first.device)
        inside = positions < length
        flat = (window[:, None] * length + positions.clamp(max=length - 1)).flatten()
        x = self.project(hidden).flatten(0, 1).index_select(0, flat).view(*trigger.shape, -1)
        seen = mask.flatten().index_select(0, flat).view(trigger.shape) * inside
        marked = trigger.to(x.dtype)[:, :, None]
        x = self.norm(x + self.form(form)[:, None, :] + self.distance(distance) + marked * self.mark)
        bias = padding_bias(seen)
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x * marked).sum(1) / marked.sum(1).clamp(min=1.0)
        weight = seen.to(x.dtype)[:, :, None]
        around = (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        summary = self.summary(torch.cat([pooled, around], dim=-1))
        same = self.pair(summary) @ summary.T
        same = (same + same.T) / (2 * summary.shape[-1] ** 0.5) + self.pair_bias
        return (
            self.roles(x),
            self.verdict(summary),
            self.status(summary),
            self.channel(summary),
            self.background(summary),
            same,
        )


class Network(nn.Module):
    """Encoder and frames together, for training."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.frames = Frames(shape, dropout)
