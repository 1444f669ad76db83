"""Export a trained network to the package: 8-bit ONNX files, tokenizer and `model.json`.

python training/export.py --reader training/artefacts/reader --out src/dragoman/reading/model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import tomllib
from dataclasses import asdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from base import base_model_path
from dragoman.reading import labels
from dragoman.reading.decoding import Thresholds
from model import Network, Shape


def load_network(folder: Path) -> Network:
    """The network of a training folder, ready to use."""
    config = tomllib.loads((folder / "config.toml").read_text(encoding="utf-8"))
    network = Network(Shape(**config["shape"]), dropout=0.0)
    network.load_state_dict(torch.load(folder / "network.pt", map_location="cpu"))
    return network.eval()


def write_onnx(
    module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, dict[int, str]], path: Path
) -> None:
    """Trace `module` to `path`; `axes` names the dimensions that vary."""
    torch.onnx.export(
        module,
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """8-bit weights, a scale for each output channel; embeddings included."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            prepared,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights at 32 bits")
    parser.add_argument("--thresholds", type=json.loads, default={}, help="JSON: instead of the default ones")
    options = parser.parse_args()
    network = load_network(options.reader)
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 20000, (3, 300))
    mask = torch.ones_like(ids)
    encoder_inputs = {"ids": ids, "mask": mask, "shapes": torch.ones_like(ids)}
    pieces = {0: "windows", 1: "pieces"}
    view = {0: "candidates", 1: "view"}
    hidden = torch.randn(3, 300, network.shape.width)
    frame_inputs = {
        "hidden": hidden,
        "mask": mask,
        "window": torch.tensor([0, 1, 1, 2]),
        "first": torch.tensor([0, 3, 44, 10]),
        "trigger": torch.zeros(4, 256),
        "form": torch.tensor([1, 2, 3, 4]),
        "distance": torch.zeros(4, 256, dtype=torch.long),
    }
    frame_inputs["trigger"][:, 9] = 1.0
    several = {0: "candidates"}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        for name, module, inputs, outputs, axes in (
            ("encoder", network.encoder, encoder_inputs, ["hidden", "trigger_logits", "tags"],
             dict.fromkeys((*encoder_inputs, "hidden", "trigger_logits", "tags"), pieces)),
            ("frames", network.frames, frame_inputs,
             ["roles", "verdict", "status", "channel", "background", "same"],
             {"hidden": pieces, "mask": pieces, "window": several, "first": several, "trigger": view, "form": several,
              "distance": view, "roles": view, "verdict": several, "status": several, "channel": several,
              "background": several, "same": {0: "candidates", 1: "candidates"}}),
        ):  # fmt: skip
            plain = Path(folder) / f"{name}.onnx"
            write_onnx(module, inputs, outputs, axes, plain)
            target = options.out / f"{name}.onnx"
            shutil.copy(plain, target) if options.float else quantise(plain, target)
            print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    tokenizer = base_model_path() / "tokenizer.json"
    compact = json.dumps(json.loads(tokenizer.read_text(encoding="utf-8")), ensure_ascii=False, separators=(",", ":"))
    (options.out / "tokenizer.json").write_text(compact, encoding="utf-8")
    digest = hashlib.sha256(
        b"".join((options.out / f"{n}.onnx").read_bytes() for n in ("encoder", "frames"))
    ).hexdigest()
    card = {
        "version": f"default-{digest[:8]}",
        "thresholds": {**asdict(Thresholds()), **options.thresholds},
        "forms": list(labels.TRIGGERS[1:]),
        "shape": asdict(network.shape),
    }
    (options.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
