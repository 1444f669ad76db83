"""What every command that reads documents shares: its options, its progress bar, how it tells of bad input."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from dragoman.documents import Document
    from dragoman.errors import InputError
    from dragoman.grounding.register import Holding, Register

Row = TypeVar("Row")
Command = TypeVar("Command", bound="Callable[..., Any]")


register_option = click.option(
    "--register",
    metavar="FILE.csv",
    help="A register of your own: who held which office for whom, and when. It corrects the built-in one.",
)


def register_with(path: str | None, learnt: Sequence[Holding]) -> Register:
    """The built-in register with what a ledger learnt, corrected by the user's file. Raises InputError."""
    from dragoman.grounding.registers import builtin, load

    register = builtin().learnt(learnt) if learnt else builtin()
    return load(path, register) if path else register


def document_options(command: Command) -> Command:
    """The arguments and options of a command that reads documents."""
    for decorate in reversed(
        (
            click.argument("sources", nargs=-1, required=True, metavar="IN..."),
            click.option(
                "--format",
                "format_",
                type=click.Choice(["text", "html", "jsonl", "csv", "parquet"]),
                help="What the input is, where its suffix does not say so.",
            ),
            click.option(
                "--published",
                type=click.DateTime(["%Y-%m-%d"]),
                help="Publication day of documents that give none (ISO: 2021-08-25).",
            ),
            click.option("--outlet", help="Outlet of documents that name none."),
            click.option(
                "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read at once."
            ),
            click.option(
                "--reader",
                default="default",
                show_default=True,
                help="Which reader: default, fast (several times as fast, misses more), or one that you installed.",
            ),
            click.option("--quiet", is_flag=True, help="No progress bar and no summary; errors are still told."),
        )
    ):
        command = decorate(command)
    return command


class _Rate(ProgressColumn):
    """Documents so far and a second."""

    def render(self, task: Task) -> Text:
        rate = f"{task.completed / task.elapsed:,.1f}/s" if task.completed and task.elapsed else ""
        return Text(f"{int(task.completed):,} documents  {rate}", style="progress.data.speed")


class Input:
    """The documents of a command line, with the errors met on the way."""

    def __init__(
        self,
        sources: tuple[str, ...],
        format_: str | None,
        published: datetime | None,
        outlet: str | None,
        *,
        quiet: bool,
    ) -> None:
        self.errors = 0
        self.not_coded = 0
        self._sources = sources
        self._options: dict[str, Any] = {
            "form": format_,
            "published": published.date() if published else None,
            "outlet": outlet,
        }
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = quiet

    def documents(self) -> Iterator[Document]:
        """Every document that can be read; what cannot is told on standard error, and the rest goes on."""
        from dragoman.documents import load

        return load(self._sources, on_error=self._tell, **self._options)

    def _tell(self, error: InputError) -> None:
        self.errors += 1
        self._console.print(Text(f"error: {error}", style="red"))

    def tell_not_coded(self, document: str, note: str | None) -> None:
        """Say that a document was not coded and why."""
        self.not_coded += 1
        failed = (note or "").startswith("failed")
        self.errors += failed
        if failed or not self._quiet:
            self._console.print(Text(f"not coded: {document}: {note}", style="red" if failed else "yellow"))

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[Iterable[Row]], Iterator[Row]]]:
        """A wrapper that counts what passes through it, on a bar where standard error is a terminal."""
        shown = not self._quiet and self._console.is_terminal
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), _Rate(), TimeElapsedColumn())
        with Progress(*columns, console=self._console, disable=not shown, transient=True) as progress:
            task = progress.add_task(what, total=None)

            def counted(rows: Iterable[Row]) -> Iterator[Row]:
                for row in rows:
                    yield row
                    progress.advance(task)

            yield counted

    def say(self, line: str) -> None:
        """A line of summary on standard error, unless it is to be quiet."""
        if not self._quiet:
            self._console.print(line)

    def leave(self) -> None:
        """End with exit status 1 where some input could not be coded."""
        if self.errors:
            parts = "part" if self.errors == 1 else "parts"
            self._console.print(Text(f"{self.errors:,} {parts} of the input could not be coded (above).", "red"))
            sys.exit(1)
