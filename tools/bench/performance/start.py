"""From the start of the process to the first byte of its first request, seen by a listener on the loopback."""

import shutil
import socket
import time

from .cores import CLIENT, Process
from .job import Job
from .table import Row, median

STARTS = 9  # a turn


def first_bytes(listener, start):
    """Seconds from just before the fork until something arrives; the process is then ended."""
    listener.settimeout(60)
    with start() as process:
        peer, _ = listener.accept()
        with peer:
            peer.settimeout(60)
            if not peer.recv(1):
                raise RuntimeError("the connection was closed before a request")
            arrived = time.monotonic()
        process.child.kill()
    return arrived - process.began


class Start:
    """Plain HTTP, so that the first byte is the request's; the sample dataset."""

    def __init__(self, bench):
        self.bench, self.ours, self.curl = bench, [], []

    def prepare(self):
        pass

    def take(self, turn):
        bench = self.bench
        for number in range(STARTS):
            with socket.create_server(("127.0.0.1", 0)) as listener:
                url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
                folder = bench.folder / f"start-{turn}-{number}"
                job = Job(bench.program, folder, bench.root / "data" / "sample_dataset.json", url, threads=1).write()
                self.ours.append(first_bytes(listener, job.start))
                shutil.rmtree(folder)
            if shutil.which("curl"):
                with socket.create_server(("127.0.0.1", 0)) as listener:
                    url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
                    self.curl.append(first_bytes(listener, lambda: Process(["curl", "--silent", url], CLIENT)))

    def rows(self, note="plain HTTP, the sample dataset; curl sends one request"):
        ours, curl = median(self.ours), median(self.curl)
        return [Row("process start to first request", "ms", ours and ours * 1e3, "curl", curl and curl * 1e3, 25, 10, note=note)]

    def failed(self, why):
        self.ours.clear()
        return self.rows(why)
