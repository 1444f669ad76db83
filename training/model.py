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


class Attributes(nn.Module):
    """Status, channel and background of each candidate, from the encoder's vectors.

    From those of its trigger and of its sentence, and from what the trigger asks for among all pieces in view: the
    words that say how, or whether, something was done may stand anywhere there ("in a statement", "is to").
    """

    #: Questions that a trigger asks of the view.
    QUESTIONS = 2

    def __init__(self, width: int, dropout: float, size: int = 128, heads: int = 4, inner: int = 256) -> None:
        super().__init__()
        self.heads = heads
        self.form = nn.Embedding(labels.QUOTATION + 1, 48)
        self.distance = nn.Embedding(labels.DISTANCES, size)
        self.query = nn.Linear(width + 48, self.QUESTIONS * size)
        self.key = nn.Linear(width, size)
        self.value = nn.Linear(width, size)
        self.inner = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(2 * width + self.QUESTIONS * size + 48, inner),
            nn.GELU(),
            nn.Dropout(dropout),
        )
        self.status = nn.Linear(inner, len(labels.STATUSES))
        self.channel = nn.Linear(inner, len(labels.CHANNELS))
        self.background = nn.Linear(inner, 2)

    def forward(
        self, hidden: Tensor, flat: Tensor, seen: Tensor, trigger: Tensor, form: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits [N, STATUSES], [N, CHANNELS], [N, 2].

        `hidden` [B, T, W]; `flat` [N x V], where in B x T each piece in view is; `seen`, `trigger`, `distance` [N, V];
        `form` [N].
        """
        number, size = trigger.shape
        here = hidden.flatten(0, 1).index_select(0, flat).view(number, size, -1)
        same = (distance == labels.DISTANCES // 2 - 1).to(here.dtype) * seen.to(here.dtype)
        own, around = _mean(here, trigger.to(here.dtype)), _mean(here, same)
        kind = self.form(form).to(here.dtype)
        # One key and value a piece of the window, however many candidates see it.
        keys = self.key(hidden).flatten(0, 1).index_select(0, flat).view(number, size, -1) + self.distance(distance)
        values = self.value(hidden).flatten(0, 1).index_select(0, flat).view(number, size, -1)
        asked = self.query(torch.cat([own, kind], dim=-1)).view(number, self.QUESTIONS, self.heads, -1).transpose(1, 2)
        keys = keys.view(number, size, self.heads, -1).permute(0, 2, 3, 1)
        values = values.view(number, size, self.heads, -1).transpose(1, 2)
        scores = asked.to(keys.dtype) @ keys / keys.shape[2] ** 0.5 + padding_bias(seen)
        found = (scores.softmax(-1).to(values.dtype) @ values).transpose(1, 2).flatten(1)
        inner = self.inner(torch.cat([own, around, found, kind], dim=-1))
        return self.status(inner), self.channel(inner), self.background(inner)


def _mean(vectors: Tensor, weight: Tensor) -> Tensor:
    """`vectors` [N, V, W], `weight` [N, V] → their mean [N, W]."""
    return (vectors * weight[:, :, None]).sum(1) / weight.sum(1)[:, None].clamp(min=1.0)


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
        self.attributes = Attributes(shape.width, dropout)
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
        marked = trigger.to(x.dtype)
        x = self.norm(x + self.form(form)[:, None, :] + self.distance(distance) + marked[:, :, None] * self.mark)
        bias = padding_bias(seen)
        for layer in self.layers:
            x = layer(x, bias)
        summary = self.summary(torch.cat([_mean(x, marked), _mean(x, seen.to(x.dtype))], dim=-1))
        same = self.pair(summary) @ summary.T
        same = (same + same.T) / (2 * summary.shape[-1] ** 0.5) + self.pair_bias
        attributes = self.attributes(hidden, flat, seen, trigger, form, distance)
        return self.roles(x), self.verdict(summary), *attributes, same


class Network(nn.Module):
    """Encoder and frames together, for training."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.frames = Frames(shape, dropout)
