"""Take a picture of the demo for the README: run it, and draw what it printed as a terminal window (SVG).

    python scripts/picture.py docs/pictures/demo.svg

Runs the `dragoman` that is installed beside this Python.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.text import Text

COLUMNS = 110
#: Lines of the demo's output that are shown before the table is cut.
HEAD = 22
#: Rich's drawing without its fonts from the network: a picture in a README fetches nothing.
DRAWING = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def shortened(printed: str) -> str:
    """The demo's output with most of its table left out."""
    lines = printed.splitlines()
    cut = next(number for number, line in enumerate(lines) if "dragoman show" in line)
    return "\n".join([*lines[:HEAD], "  …", *lines[cut - 1 :]])


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: picture.py OUT.svg")
    out = Path(sys.argv[1])
    command = Path(sys.executable).with_name("dragoman")
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **colours, "COLUMNS": str(COLUMNS), "DRAGOMAN_HOME": home}
        environment.pop("NO_COLOR", None)
        demo = subprocess.run([command, "demo"], env=environment, capture_output=True, check=False)
    if demo.returncode:
        sys.exit(
            f"picture: `dragoman demo` ended with status {demo.returncode}; no picture taken\n{demo.stderr.decode()}"
        )
    window = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    window.print(Text("$ dragoman demo", style="bold"))
    window.print(Text.from_ansi(shortened(demo.stdout.decode("utf-8"))))
    out.parent.mkdir(parents=True, exist_ok=True)
    window.save_svg(str(out), title="dragoman demo", code_format=DRAWING, unique_id="demo")
    print(f"{out}: {out.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
