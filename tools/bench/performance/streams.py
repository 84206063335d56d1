"""Slow streams, all in flight at once, against the simulated provider: CPU a call, and memory a stream."""

import os
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


class Flow:
    """What is seen of a run that goes on: how many descriptors are open, and the resident memory meanwhile."""

    def __init__(self):
        self.seen = []

    def look(self, pid):
        try:
            self.seen.append((len(os.listdir(f"/proc/{pid}/fd")), resident_kib(pid)))
        except OSError:
            pass  # it has just ended

    def plateau(self):
        """The most descriptors, and the memory while nearly as many were open: handshakes are over by then."""
        most = max((count for count, _ in self.seen), default=0)
        return most, median(size for count, size in self.seen if count >= 0.99 * most)


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
        """CPU of the whole run; and how many descriptors were open at once, in what memory."""
        bench = self.bench
        folder = bench.folder / name
        with simulator(bench.program, bench.folder, "--ttft", f"{1 if gap else 0}s", "--gap", f"{round(gap * 1000)}ms",
                       "--events", str(EVENTS)) as server:
            job = Job(bench.program, folder, self.dataset, server.address + "/v1", server.authority, threads=threads).write()
            flow = Flow()
            with job.start() as process:
                while time.monotonic() < process.began + 600 and process.running():
                    flow.look(process.pid)
                    time.sleep(0.1)
                used = job.checked(process.wait(1))
        shutil.rmtree(folder)
        return used, flow.plateau()

    def take(self, turn):
        bench = self.bench
        used, (open_at_once, size) = self.run(f"streams-{turn}", self.count, self.gap)
        if open_at_once < 0.98 * self.count:
            raise RuntimeError(f"only {open_at_once} of {self.count} streams flowed at once: connecting takes this machine too long")
        _, (few, size_of_few) = self.run(f"few-{turn}", 30, 0)
        self.samples["ours"].append(used.cpu / self.count * 1e6)
        self.samples["wall"].append(used.wall)
        self.samples["memory"].append((size - size_of_few) * 1.024 / (open_at_once - few))
        with simulator(bench.program, bench.folder, "--ttft", "1s", "--gap", f"{round(self.gap * 1000)}ms",
                       "--events", str(EVENTS)) as server:
            theirs = clients.h2load(server.address, "/v1/chat/completions", self.request, bench.folder, self.count, self.count)
        self.samples["h2load"].append(theirs.cpu / self.count * 1e6)

    def names(self):
        return f"{self.count:,} slow streams: CPU, over h2load", f"{self.count:,} slow streams: memory a stream"

    def rows(self, note=""):
        (first, goal), (memory_first, memory_goal) = TARGETS[self.count], MEMORY_TARGETS[self.count]
        cpu, memory = self.names()
        if not note and self.samples["wall"]:
            # Much longer than one stream: the server's core is the bottleneck, and events come in heaps.
            note = f"one stream alone takes {1 + EVENTS * self.gap:.0f} s, all of them took {median(self.samples['wall']):.0f} s"
        return [Row(cpu, "µs", median(self.samples["ours"]), "h2load", median(self.samples["h2load"]), first, goal, "ratio",
                    note=note),
                Row(memory, "KB", median(self.samples["memory"]), first=memory_first, goal=memory_goal, note=note)]

    def failed(self, why):
        self.samples.clear()
        return self.rows(why)
