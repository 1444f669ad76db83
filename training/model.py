"""The reader's network in PyTorch: an encoder with per-piece heads, and a frame part conditioned on one candidate.

Shapes: B windows of T word pieces, W the encoder's width, N candidates of those windows,
each seen in a view of V pieces.
"""

from __future__ import annotations

import math
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
    relative: int = 0
    """Buckets of relative distance, as MPNet has them; 0 where attention knows no distance."""
    epsilon: float = 1e-12
    """Of the encoder's normalisation."""
    frame_width: int = 192
    frame_layers: int = 2
    frame_heads: int = 6


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, epsilon: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.attend = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=epsilon)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.second_norm = nn.LayerNorm(width, eps=epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [B, T, W]; `bias` [B or 1, heads or 1, T or 1, T], added to the scores: very negative for padding."""
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


def buckets(away: Tensor, number: int, farthest: int = 128) -> Tensor:
    """Which of `number` buckets each distance between two pieces falls in: those near one each, the far ones wider.

    As MPNet has it, after T5: half of the buckets for what stands before, half for what stands after.
    """
    half = number // 2
    near = half // 2
    size = away.abs()
    wider = near + (torch.log(size.clamp(min=1) / near) / math.log(farthest / near) * (half - near)).long()
    return (away > 0).long() * half + torch.where(size < near, size, wider.clamp(max=half - 1))


class Encoder(nn.Module):
    """The pretrained encoder, told how each piece is written, with a head for triggers and one for tags."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.shapes = nn.Embedding(SHAPES, shape.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.relative = nn.Embedding(shape.relative, shape.heads) if shape.relative else None
        self.layers = nn.ModuleList(
            Layer(shape.width, shape.heads, shape.inner, dropout, shape.epsilon) for _ in range(shape.layers)
        )
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Sequential(
            nn.Linear(shape.width, shape.width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(shape.width, len(labels.TRIGGERS)),
        )
        self.tags = nn.Linear(shape.width, labels.TAGS)

    def vectors(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """[B, T] each → hidden [B, T, W]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(positions)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = padding_bias(mask)
        if self.relative is not None:
            away = positions[None, :] - positions[:, None]
            bias = bias + self.relative(buckets(away, self.relative.num_embeddings)).permute(2, 0, 1)[None]
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
