"""From what a user names (files, folders, patterns, standard input) to files with a format. In order, sorted."""

from __future__ import annotations

import glob
import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from dragoman.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Suffix → format.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
FORMATS = ("text", "html", "jsonl", "csv", "parquet")
STDIN = "<stdin>"
_SNIFFED = 4096

Report = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or standard input."""

    name: str
    path: Path | None
    form: str | None
    """Its format where the suffix or the user says it."""

    @property
    def stem(self) -> str:
        """The path as it was given, without suffixes: what documents without an id are named after.

        The folders stay, since files of one name in two folders are two documents.
        """
        if self.path is None:
            return "stdin"
        name = str(self.path).removesuffix(".gz")
        return name[: -len(Path(name).suffix)] if Path(name).suffix.lower() in SUFFIXES else name

    def open(self) -> IO[bytes]:
        """Open it for reading bytes, unpacked. Raises OSError."""
        if self.path is None:
            return sys.stdin.buffer
        if self.path.suffix.lower() == ".gz":
            return cast("IO[bytes]", gzip.open(self.path, "rb"))
        return self.path.open("rb")


def expand(named: Sequence[str | Path], form: str | None, report: Report) -> Iterator[Source]:
    """Every file that `named` means; `report` hears of what means none."""
    for name in map(str, named):
        if name == "-":
            yield Source(STDIN, None, form)
            continue
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, form, report)
        elif path.exists():
            yield Source(name, path, form or _format(path))
        elif glob.has_magic(name):
            found = [Path(match) for match in sorted(glob.glob(name, recursive=True)) if Path(match).is_file()]  # noqa: PTH207
            if not found:
                report(InputError(name, "no file matches this pattern"))
            for match in found:
                yield Source(str(match), match, form or _format(match))
        else:
            report(InputError(name, "no such file or folder"))


def _folder(folder: Path, form: str | None, report: Report) -> Iterator[Source]:
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        report(InputError(str(folder), f"cannot be listed: {error.strerror}"))
        return
    visible = [p for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    found = [path for path in visible if _format(path) is not None]
    if not found:
        known = ", ".join(SUFFIXES)
        report(InputError(str(folder), f"no documents in this folder (files that end in {known}, also with .gz)"))
    for path in found:
        yield Source(str(path), path, form or _format(path))


def _format(path: Path) -> str | None:
    return SUFFIXES.get(Path(path.name.lower().removesuffix(".gz")).suffix)


def sniff(head: bytes) -> str | None:
    """Format of a file by its first bytes; None for a binary."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if is_binary(head):
        return None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else "text"


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text: they hold NUL (unless they are UTF-16) or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\x00" in head or control > len(head) // 20


def head_of(stream: IO[bytes]) -> bytes:
    """The first bytes of a stream, left in it where it can be looked into."""
    peek = getattr(stream, "peek", None)
    return bytes(peek(_SNIFFED)[:_SNIFFED]) if peek is not None else b""
