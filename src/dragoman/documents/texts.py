"""Documents that are a file each: plain text and HTML. In: bytes. Out: a document."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from dragoman.documents.document import Document
from dragoman.documents.sources import is_binary
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.documents.sources import Source

#: The longest file or line that is read, in bytes.
LIMIT = 16 * 1024 * 1024
TOO_LONG = f"longer than {LIMIT // 1024 // 1024} MiB; split it into documents"


def read_whole(stream: IO[bytes], name: str) -> bytes:
    """All bytes of a stream that is one document. Raises InputError where it is empty or too long."""
    data = stream.read(LIMIT + 1)
    if not data.strip():
        raise InputError(name, "the file is empty")
    if len(data) > LIMIT:
        raise InputError(name, TOO_LONG)
    return data


def decoded(data: bytes, source: str, line: int | None = None) -> str:
    """Bytes as text: UTF-8, UTF-16 with a mark, or what can be told with confidence. Raises InputError."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                where = error.start
                break
    if is_binary(data[:4096]):
        raise InputError(source, "this is a binary file, not text", line)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000], cp_exclusion=["utf_7", "utf_16", "utf_32"]).best()
    if line is None and best is not None and best.encoding and best.chaos < 0.1:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    guess = f" (perhaps {best.encoding}: iconv -f {best.encoding} -t UTF-8)" if best is not None else ""
    raise InputError(source, f"not UTF-8, from byte {where} on; convert it first{guess}", line)


def text_document(source: Source, data: bytes) -> Document:
    """A plain text: the whole file is its text."""
    name = source.stem if source.path else f"stdin-{hashlib.sha256(data).hexdigest()[:8]}"
    return Document(name, decoded(data, source.name))


def html_document(source: Source, data: bytes) -> Document:
    """A web page: the article in it, with the title, day, site and address that the page gives."""
    import trafilatura

    page = decoded(data, source.name)
    try:
        found: Any = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    except Exception as error:  # a parser's fault on hostile input is the page's, not the run's
        raise InputError(source.name, f"the page cannot be parsed: {error}") from error
    text = getattr(found, "text", None)
    if not text:
        raise InputError(source.name, "no article found in this page; give its text as .txt instead")
    return Document(
        source.stem,
        text,
        title=found.title or None,
        outlet=found.sitename or None,
        published=_day(found.date),
        url=found.url or None,
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
