"""The reader's version: it names what was read with."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from dragoman.reading.reader import MODEL, Reader, open_reader

if TYPE_CHECKING:
    from pathlib import Path


def version_with(folder: Path, **changes: object) -> str:
    """The version of the package's model with another value in its `model.json`; the network itself is not loaded."""
    folder.mkdir()
    shutil.copy(MODEL / "tokenizer.json", folder)
    card = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    for name, change in changes.items():
        card[name] = {**card[name], **change} if isinstance(change, dict) else change
    (folder / "model.json").write_text(json.dumps(card), encoding="utf-8")
    return Reader(folder, network=object()).version  # type: ignore[arg-type]


def test_the_version_changes_with_the_network_its_thresholds_and_its_calibration(tmp_path: Path) -> None:
    versions = [
        version_with(tmp_path / "same"),
        version_with(tmp_path / "network", version="default-other"),
        version_with(tmp_path / "thresholds", thresholds={"main": 0.123}),
        version_with(tmp_path / "calibration", calibration={"event": {"always": 0.5, "score": 2.0}}),
    ]
    assert len(set(versions)) == len(versions)
    assert versions[0] == Reader().version


def test_the_fast_reader_has_a_version_of_its_own() -> None:
    default, fast = Reader().version, open_reader("fast").version
    assert default.startswith("default-")
    assert fast.startswith("fast-")
    assert default.partition("-")[2] != fast.partition("-")[2]
