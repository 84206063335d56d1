"""How much longer a run takes than it would if no call ever waited for the client."""

import shutil
from collections import defaultdict

from . import clients
from .job import Job, recorded_request, write_dataset
from .simulator import simulator
from .table import Row, median

TARGETS = {1000: (1.10, 1.06), 10000: (1.9, 1.6)}


class Makespan:
    """Ten rounds of calls that each take a second; the ideal is calls times latency, divided by the concurrency."""

    ROUNDS = 10

    def __init__(self, count, bench):
        self.count, self.bench = count, bench
        self.rounds = 3 if bench.quick else self.ROUNDS
        self.samples = defaultdict(list)

    def prepare(self):
        bench = self.bench
        self.dataset = write_dataset(bench.folder / f"makespan-{self.count}.jsonl", self.count * self.rounds, 300)
        self.request = recorded_request(bench.program, bench.folder / f"makespan-{self.count}-request", self.dataset)

    def take(self, turn):
        bench = self.bench
        flags = ["--ttft", "1s", "--gap", "0ms", "--events", "20", "--single-write"]
        with simulator(bench.program, bench.folder, *flags) as server:
            folder = bench.folder / f"makespan-{turn}"
            job = Job(bench.program, folder, self.dataset, server.address + "/v1", server.authority, threads=self.count)
            busy = server.cpu()
            used = job.write().measure()
            self.samples["server"].append((server.cpu() - busy) / used.wall)
            shutil.rmtree(folder)
        self.samples["ours"].append(used.wall / self.rounds)
        self.samples["client"].append(used.cpu / used.wall)
        with simulator(bench.program, bench.folder, *flags) as server:
            theirs = clients.h2load(server.address, "/v1/chat/completions", self.request, bench.folder, self.count,
                                    self.count * self.rounds)
        self.samples["h2load"].append(theirs.wall / self.rounds)

    def rows(self, note=""):
        if not note:
            note = (f"{self.rounds} rounds of calls; of the time, the client's core was busy {median(self.samples['client']):.0%}, "
                    f"the server's {median(self.samples['server']):.0%}")
        first, goal = TARGETS[self.count]
        return [Row(f"makespan over ideal, {self.count:,} in flight", "", median(self.samples["ours"]), "h2load",
                    median(self.samples["h2load"]), first, goal, note=note)]

    def failed(self, why):
        self.samples.clear()
        return self.rows(why)
