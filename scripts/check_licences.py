"""Check that every locked dependency is under a licence that Dragoman accepts.

    python scripts/check_licences.py requirements/runtime.txt requirements/dev.txt

In: lock files, and the metadata of the packages installed beside this script's Python (License-Expression,
else the licence classifiers, else License). Packages that the lock wants elsewhere only (another system,
another Python) are passed over. Exit status 1, with a line for each package that is missing or has no
accepted licence.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: SPDX identifiers of what Dragoman accepts in packages that it needs to run: permissive licences, and those
#: whose copyleft ends at the file (MPL).
RUNTIME = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CNRI-Python",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-1.1",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
    }
)
#: Also accepted where a package is used only to build, check or test.
DEVELOPMENT = RUNTIME | {"LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"}

#: What packages without an SPDX expression write instead, as patterns of a whole name, to SPDX identifiers.
SPELLINGS = {
    r"mit( license| licence)?|the mit license( \(mit\))?|expat": "MIT",
    r"apache( software)? license(,? version)? ?(2\.0)?|apache[ -]2(\.0)?|apache": "Apache-2.0",
    r"bsd( license)?": "BSD",
    r"(new|modified|3-clause|3 clause) bsd( license)?|bsd[ -]3[ -]clause( license)?": "BSD-3-Clause",
    r"(simplified|2-clause|2 clause) bsd( license)?|bsd[ -]2[ -]clause( license)?": "BSD-2-Clause",
    r"mozilla public license 2\.0( \(mpl 2\.0\))?|mpl[ -]2(\.0)?": "MPL-2.0",
    r"isc license( \(iscl\))?": "ISC",
    r"python software foundation license|psf": "PSF-2.0",
    r"the unlicense( \(unlicense\))?": "Unlicense",
    r"historical permission notice and disclaimer \(hpnd\)": "HPND",
    r"gnu lesser general public license v2( \(lgplv2\))?|lgpl-?v?2\.1\+?": "LGPL-2.1-only",
    r"gnu lesser general public license v2 or later \(lgplv2\+\)": "LGPL-2.1-or-later",
    r"gnu lesser general public license v3 \(lgplv3\)": "LGPL-3.0-only",
}


def locked(path: Path) -> set[str]:
    """Names of the packages that a lock file wants installed here."""
    lines = [line.split(" \\")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if re.match(r"[A-Za-z0-9]", line)]
    return {canonicalize_name(each.name) for each in wanted if each.marker is None or each.marker.evaluate()}


def spdx(name: str) -> str:
    """Give the SPDX identifier that a licence's name stands for; the name itself where it is not known."""
    return next(
        (code for pattern, code in SPELLINGS.items() if re.fullmatch(pattern, name.strip().lower())),
        name.strip(),
    )


def licence(package: str) -> str:
    """Tell the licence of an installed package as an SPDX expression, as far as its metadata have it.

    Raises `importlib.metadata.PackageNotFoundError`.
    """
    fields = metadata.metadata(package)
    if expression := fields.get("License-Expression"):
        return expression
    classifiers = [
        each.rsplit(" :: ", 1)[1] for each in fields.get_all("Classifier", []) if each.startswith("License :: ")
    ]
    named = [spdx(each) for each in classifiers if each != "OSI Approved"]
    if named:
        return " OR ".join(named)
    words = (fields.get("License") or "").strip()
    return words if re.search(r"\b(AND|OR)\b", words) else spdx(words.split("\n")[0])


def accepted(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an SPDX expression can be met with licences of `allowed` (AND binds closer than OR).

    Parentheses are taken away first, which is right for the flat expressions that packages write.
    """
    flat = re.sub(r"\s+WITH\s+\S+", "", re.sub(r"[()]", "", expression))
    return any(
        all(part.strip() in allowed for part in re.split(r"\s+AND\s+", choice))
        for choice in re.split(r"\s+OR\s+", flat)
    )


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: check_licences.py RUNTIME_LOCK DEVELOPMENT_LOCK")
    runtime, development = (locked(Path(argument)) for argument in sys.argv[1:])
    complaints = []
    for package in sorted(runtime | development):
        allowed = RUNTIME if package in runtime else DEVELOPMENT
        try:
            expression = licence(package)
        except metadata.PackageNotFoundError:
            complaints.append(f"{package}: locked but not installed (run: make setup)")
            continue
        if not accepted(expression, allowed):
            complaints.append(f"{package}: {expression or 'no licence named'}: not among the accepted licences")
    if complaints:
        sys.exit("\n".join(complaints))
    print(f"{len(runtime | development)} packages, all under accepted licences")


if __name__ == "__main__":
    main()
