"""Every error that Dragoman raises on purpose, in one hierarchy. Messages say what is wrong and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Any of them."""


class InputError(DragomanError):
    """Some input cannot be read: a file, or a row of one."""

    def __init__(self, source: str, message: str, line: int | None = None) -> None:
        self.source = source
        """The file's name, or "<stdin>"."""
        self.line = line
        """Line or row, the first being 1; None where it is the whole file."""
        self.message = message
        where = source if line is None else f"{source}:{line}"
        super().__init__(f"{where}: {message}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None]]:
        return InputError, (self.source, self.message, self.line)


class SettingError(DragomanError):
    """A setting or an option cannot be met."""


class LedgerError(DragomanError):
    """The ledger cannot be opened, read or written."""
