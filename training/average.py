"""Average the weights of networks of one run and its continuation into one network.

    python training/average.py --networks training/artefacts/first training/artefacts/second --weights 1 2 \\
        --out training/artefacts/reader

Networks that lie on one path of training can be averaged weight by weight; the mean generalises better than its
ends (Wortsman et al., "Model soups", 2022).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=Path, nargs="+", required=True, help="folders that train.py wrote")
    parser.add_argument("--weights", type=float, nargs="+", help="one for each network; default: all the same")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    weights = options.weights or [1.0] * len(options.networks)
    if len(weights) != len(options.networks):
        parser.error("give one weight for each network")
    networks = [torch.load(folder / "network.pt", weights_only=True) for folder in options.networks]
    mean = {}
    for name, first in networks[0].items():
        parts = [weight * network[name] for weight, network in zip(weights, networks, strict=True)]
        mean[name] = torch.stack(parts).sum(0) / sum(weights) if first.is_floating_point() else first
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(options.networks[-1] / "config.toml", options.out / "config.toml")
    torch.save(mean, options.out / "network.pt")


if __name__ == "__main__":
    main()
