"""A throw-away PostgreSQL server, for tests and benchmarks.

    python scripts/postgresql.py install            # Debian's packages, where no server is installed yet
    python scripts/postgresql.py run COMMAND …      # start a server, run the command against it, stop it

`run` sets DRAGOMAN_LEDGER to an empty database of the server. The server lives in a temporary folder, listens on
a free port of the loopback address only, asks for a random password, and is thrown away with all that it holds;
it does not wait for the disk. Root may not run PostgreSQL, so that for root it runs as the user `postgres`.
Uses the standard library only.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds until a server that does not answer is given up.
PATIENCE = 60
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "50",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server installed, or None where there is none."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        key=lambda path: float(path.parent.name),
    )
    if found:
        return found[-1]
    program = shutil.which("postgres")
    return Path(program).resolve().parent if program and shutil.which("initdb") else None


def why_not() -> str | None:
    """Why no server can be started here; None where one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (python scripts/postgresql.py install)"
    if os.geteuid() == 0 and _postgres() is None:
        return "root may not run PostgreSQL, and there is no user `postgres` to run it"
    return None


def _postgres() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def install() -> int:
    """Install a server from Debian's packages unless there is one. Gives the exit status."""
    try:
        if why_not() is not None:
            _install()
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"PostgreSQL: could not be installed: {error}", file=sys.stderr)
        # On a developer's machine the tests go on without it; where everything is to be tested, they must not.
        return 1 if os.environ.get("CI") == "true" else 0
    print(f"PostgreSQL: {programs()}")
    return 0


def _install() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise RuntimeError("it takes root and apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "--quiet"], check=True, env=environment)
    # The common package first, to tell it not to make and start a server of its own.
    subprocess.run([*apt, "postgresql-common"], check=True, env=environment)
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if settings.exists() and "\ncreate_main_cluster" not in settings.read_text():
        with settings.open("a") as file:
            file.write("\ncreate_main_cluster = false\n")
    subprocess.run([*apt, "postgresql"], check=True, env=environment)


@contextmanager
def server(settings: dict[str, str] | None = None) -> Iterator[Server]:
    """A running server; `settings` go over those of this file. Raises RuntimeError where it does not start."""
    if reason := why_not():
        raise RuntimeError(reason)
    with tempfile.TemporaryDirectory(prefix="dragoman-postgresql-") as folder:
        running = Server(Path(folder), {**SETTINGS, **(settings or {})})
        running.start()
        try:
            yield running
        finally:
            running.stop()


class Server:
    """One server: its data in `folder`, which the caller removes. `url` is its address with a database's name."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder, self._settings = folder, settings
        self._password = secrets.token_urlsafe(12)
        self._process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, Any] = {}
        user = _postgres()
        if os.geteuid() == 0 and user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        found = programs()
        assert found is not None
        self._programs = found
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._make()

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://dragoman:{self._password}@127.0.0.1:{self.port}/{database}"

    def _make(self) -> None:
        secret = self._folder / "password"
        secret.write_text(self._password)
        if self._as:
            os.chown(secret, self._as["user"], self._as["group"])
        command = [self._programs / "initdb", "--pgdata", self._folder / "data", "--username", "dragoman"]
        command += ["--auth-local", "reject", "--auth-host", "password", "--pwfile", secret, "--no-sync"]
        command += ["--encoding", "UTF8", "--locale", "C.UTF-8"]
        # An order of words that is not that of bytes, as most servers have it.
        version = re.search(r"\d+", subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout)
        if version and int(version[0]) >= 15:
            command += ["--locale-provider", "icu", "--icu-locale", "en"]
        made = subprocess.run(command, capture_output=True, text=True, cwd=self._folder, **self._as)
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [self._programs / "postgres", "-D", self._folder / "data", "-p", str(self.port)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        log = self._folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, cwd=self._folder, **self._as)
        ready = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        until = time.monotonic() + PATIENCE
        while subprocess.run(ready).returncode:
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once, as a crash would: connections break off."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        self._process = None


def run(command: list[str]) -> int:
    """Run a command with DRAGOMAN_LEDGER naming an empty database of a server of its own."""
    with server() as running:
        environment = {**os.environ, "DRAGOMAN_LEDGER": running.url()}
        return subprocess.run(command, env=environment).returncode


def main() -> None:
    arguments = sys.argv[1:]
    if arguments == ["install"]:
        sys.exit(install())
    if arguments[:1] == ["run"] and len(arguments) > 1:
        try:
            sys.exit(run(arguments[1:]))
        except RuntimeError as error:
            sys.exit(f"postgresql.py: {error}")
    sys.exit("usage: postgresql.py install | postgresql.py run COMMAND …")


if __name__ == "__main__":
    main()
