"""The command line: parses, calls, prints. One module a group of commands, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from dragoman import __version__
from dragoman.errors import DragomanError

#: Command → module under `dragoman.cli`, in the order of `--help`.
_COMMANDS = {
    "demo": "demo",
    "code": "code",
    "read": "read",
    "events": "ledger",
    "show": "ledger",
    "search": "search",
    "stats": "ledger",
    "signals": "signals",
    "series": "signals",
    "dyad": "dyad",
    "calendar": "yearly",
    "precedents": "yearly",
    "brief": "brief",
    "export": "exchange",
    "import": "exchange",
    "compare": "exchange",
    "ledger": "keeping",
    "review": "review",
    "evaluate": "evaluate",
}
#: Commands whose name Python keeps for itself.
_NAMES = {"import": "import_"}


class _Commands(click.Group):
    """A group that imports a command only when it is asked for, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"dragoman.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, _NAMES.get(cmd_name, cmd_name))
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader of our output has had enough ("dragoman events | head"): not an error.
            sys.stderr.close()
            sys.exit(0)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  dragoman demo",
)
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """Read news and state media; keep a ledger of who engaged whom across borders.

    \b
    dragoman code news.jsonl -o coded.jsonl     documents in, engagements out
    dragoman read news.jsonl                    the same, kept in the ledger
    dragoman events --about PRK --with RUS      what passed between two countries
    dragoman show 3f2a9c1e                      one event with the sentences that show it
    """
