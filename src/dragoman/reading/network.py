"""The reader's model, run by ONNX Runtime. In: arrays of word pieces. Out: arrays of scores.

Shapes: B windows of T word pieces, W the encoder's width, N candidates in those windows,
each with V pieces in view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from dragoman.reading.windows import Window

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


class Encoded(NamedTuple):
    """What the encoder says of a batch of windows."""

    hidden: Floats
    """[B, T, W] vectors, for `Network.frames`."""
    trigger: Floats
    """[B, T, forms + 1] logits."""
    tags: Floats
    """[B, T, TAGS] logits of name, title and kind."""


class Framed(NamedTuple):
    """What the frame part says of candidates."""

    roles: Floats
    """[N, V, ROLES] logits, of the V pieces in view of each candidate."""
    verdict: Floats
    """[N, 3] logits: nothing, another mention, the main mention."""
    status: Floats
    channel: Floats
    background: Floats
    same: Floats
    """[N, N] logit that two candidates tell of one act."""


class Network(Protocol):
    """The two parts of a reader's model."""

    def encode(self, ids: Integers, mask: Integers, shapes: Integers) -> Encoded:
        """Read windows: each argument [B, T]."""
        ...

    def frames(
        self,
        hidden: Floats,
        mask: Integers,
        window: Integers,
        first: Integers,
        trigger: Floats,
        form: Integers,
        distance: Integers,
    ) -> Framed:
        """Score candidates: `window`, `first` and `form` [N], `trigger` and `distance` [N, V]."""
        ...


class OnnxNetwork:
    """The model files of a folder (`encoder.onnx`, `frames.onnx`) on the CPU, with `threads` threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Windows come in many lengths: memory planned for each would grow with each new one.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = True

        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

        self._encoder = session("encoder.onnx")
        self._frames = session("frames.onnx")

    def encode(self, ids: Integers, mask: Integers, shapes: Integers) -> Encoded:
        """See `Network.encode`."""
        return Encoded(*self._encoder.run(None, {"ids": ids, "mask": mask, "shapes": shapes}))

    def frames(
        self,
        hidden: Floats,
        mask: Integers,
        window: Integers,
        first: Integers,
        trigger: Floats,
        form: Integers,
        distance: Integers,
    ) -> Framed:
        """See `Network.frames`."""
        inputs = {
            "hidden": hidden,
            "mask": mask,
            "window": window,
            "first": first,
            "trigger": trigger,
            "form": form,
            "distance": distance,
        }
        return Framed(*self._frames.run(None, inputs))


def batch(windows: Sequence[Window]) -> tuple[Integers, Integers, Integers]:
    """Pad windows to one length: ids, mask and shapes, each [B, T]."""
    length = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), length), np.int64)
    mask = np.zeros_like(ids)
    shapes = np.zeros_like(ids)
    for row, window in enumerate(windows):
        here = len(window.ids)
        ids[row, :here] = window.ids
        mask[row, :here] = 1
        shapes[row, :here] = window.shapes
    return ids, mask, shapes
