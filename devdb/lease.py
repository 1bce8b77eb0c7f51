"""A lease keeps the database available for as long as a command needs it.

    with running(root) as database:
        database.connect()

The database is on the server that DATABASE_URL names, or else on the checkout's own (server.py).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devdb import local_server
from devdb.database import Database
from devdb.external_server import open_external_server
from devdb.paths_and_locks import ServerPaths, server_paths


class Lease:
    """A claim on the running server of a checkout, until `release`. It does nothing where the server is not ours.

    Raises DatabaseProblem when the database is not available.
    """

    def __init__(self, root: Path):
        self.paths: ServerPaths | None = None
        self.handle: int | None = None
        url = os.environ.get("DATABASE_URL", "").strip()
        if url:
            self.database = open_external_server(url, os.environ.get("DATABASE_APP_URL", "").strip(), root)
            return
        self.paths = server_paths(root)
        self.handle = local_server.take_lease(self.paths)
        try:
            self.database = local_server.start(self.paths)
        except BaseException:
            self.release()
            raise

    def restore(self) -> None:
        """Start the server again if its supervisor was killed while we use it."""
        if self.paths and self.handle is not None and not local_server.is_supervised(self.paths):
            local_server.start(self.paths)

    def release(self) -> None:
        if self.paths and self.handle is not None:
            handle, self.handle = self.handle, None
            local_server.release_lease(self.paths, handle)


@contextmanager
def running(root: Path) -> Iterator[Database]:
    """The database of the checkout at `root`, accepting connections for as long as the block lasts."""
    lease = Lease(root)
    try:
        yield lease.database
    finally:
        lease.release()
