"""Slow streams, all in flight at once, against the simulated provider: CPU a call, and memory a stream."""

import shutil
import time
from collections import defaultdict

from . import clients
from .cores import resident_kib
from .job import Job, recorded_request, write_dataset
from .simulator import simulator
from .table import Row, median

EVENTS = 61
TARGETS = {1000: (None, None), 10000: (1.0, 0.8)}
MEMORY_TARGETS = {1000: (None, None), 10000: (50, 20)}


class Streams:
    """As many calls as streams, each on a connection of its own; the handshake is part of the call, for h2load as for us."""

    def __init__(self, count, bench):
        self.count, self.bench = count, bench
        # Long enough that all handshakes are over well before the first stream ends.
        self.gap = 0.1 if count <= 1000 else 0.4
        self.samples = defaultdict(list)

    def prepare(self):
        bench = self.bench
        self.dataset = write_dataset(bench.folder / f"streams-{self.count}.jsonl", self.count, bench.answer_size)
        self.request = recorded_request(bench.program, bench.folder / f"streams-{self.count}-request", self.dataset)

    def run(self, name, threads, gap):
        """CPU of the whole run; resident memory when three quarters of a stream's time are over."""
        bench = self.bench
        folder = bench.folder / name
        duration = 1 + EVENTS * gap
        with simulator(bench.program, bench.folder, "--ttft", f"{1 if gap else 0}s", "--gap", f"{round(gap * 1000)}ms",
                       "--events", str(EVENTS)) as server:
            job = Job(bench.program, folder, self.dataset, server.address + "/v1", server.authority, threads=threads).write()
            sizes = []
            with job.start() as process:
                end = process.began + (duration * 0.95 if gap else 600)
                while time.monotonic() < end and process.running():
                    if not gap or time.monotonic() > process.began + duration * 0.7:
                        sizes.append(resident_kib(process.pid))
                    time.sleep(0.05)
                used = job.checked(process.wait(600))
        shutil.rmtree(folder)
        return used, median(sizes)

    def take(self, turn):
        bench = self.bench
        used, plateau = self.run(f"streams-{turn}", self.count, self.gap)
        _, few = self.run(f"few-{turn}", 30, 0)
        self.samples["ours"].append(used.cpu / self.count * 1e6)
        self.samples["memory"].append((plateau - few) / (self.count - 30))
        with simulator(bench.program, bench.folder, "--ttft", "1s", "--gap", f"{round(self.gap * 1000)}ms",
                       "--events", str(EVENTS)) as server:
            theirs = clients.h2load(server.address, "/v1/chat/completions", self.request, bench.folder, self.count, self.count)
        self.samples["h2load"].append(theirs.cpu / self.count * 1e6)

    def names(self):
        return f"{self.count:,} slow streams: CPU, over h2load", f"{self.count:,} slow streams: memory a stream"

    def rows(self, note=""):
        (first, goal), (memory_first, memory_goal) = TARGETS[self.count], MEMORY_TARGETS[self.count]
        cpu, memory = self.names()
        return [Row(cpu, "µs", median(self.samples["ours"]), "h2load", median(self.samples["h2load"]), first, goal, "ratio",
                    note=note),
                Row(memory, "KiB", median(self.samples["memory"]), first=memory_first, goal=memory_goal, note=note)]

    def failed(self, why):
        self.samples.clear()
        return self.rows(why)
