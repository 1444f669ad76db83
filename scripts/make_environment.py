"""Make a virtual environment with pip in it, also where Python lacks `ensurepip`, as on a fresh Debian.

    python3 scripts/make_environment.py .venv

In order: the standard library's venv; virtualenv or uv, where one is installed; pip's own wheel, fetched from
the package index (`PIP_INDEX_URL`, else PyPI) and checked against the hash below. Uses the standard library
only, because nothing else is there yet.
"""

from __future__ import annotations

import hashlib
import html
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import venv
from pathlib import Path
from urllib.parse import urljoin, urlsplit

#: The wheel that is fetched where there is no other way, and its SHA-256 as PyPI gives it.
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

ADVICE = """\
make_environment: could not make a virtual environment: {reason}
On Debian and Ubuntu, this helps:  apt-get install python3-venv"""


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: make_environment.py FOLDER")
    folder = Path(sys.argv[1])
    try:
        make(folder)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        # A half-made environment would look like a whole one to the next `make`.
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit(ADVICE.format(reason=error))


def make(folder: Path) -> None:
    """Make `folder` an environment with pip, by the first way that there is."""
    if importlib.util.find_spec("ensurepip"):
        venv.create(folder, with_pip=True, clear=True)
    elif importlib.util.find_spec("virtualenv"):
        subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", "--clear", folder], check=True)
    elif uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, folder], check=True)
    else:
        venv.create(folder, with_pip=False, clear=True)
        with tempfile.TemporaryDirectory() as scratch:
            wheel = fetch_pip(Path(scratch))
            install = [folder / "bin/python", f"{wheel}/pip", "install", "--quiet", "--no-index", wheel]
            subprocess.run(install, check=True)


def fetch_pip(folder: Path) -> Path:
    """Fetch pip's wheel into `folder`. Raises ValueError where it is not the one expected."""
    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    links = re.findall(r'href="([^"]+)"', read(page).decode("utf-8", "replace"))
    addresses = [urljoin(page, html.unescape(link)) for link in links]
    address = next((each for each in addresses if urlsplit(each).path.endswith("/" + PIP_WHEEL)), None)
    if address is None:
        raise ValueError(f"{page} does not list {PIP_WHEEL}")
    content = read(address)
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        raise ValueError(f"{address} is not the file that was expected (its SHA-256 differs)")
    wheel = folder / PIP_WHEEL
    wheel.write_bytes(content)
    return wheel


def read(address: str) -> bytes:
    """Fetch `address`. Raises ValueError unless it is HTTP or HTTPS, OSError where it is out of reach."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"{address}: not an address of a package index")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.URLError as error:
        raise OSError(f"{address}: {error.reason}") from error


if __name__ == "__main__":
    main()
