"""Loads A to D: 30 calls in flight against nginx; CPU of the whole process, divided by its calls."""

import shutil
import subprocess
from collections import defaultdict

from . import clients, peers
from .job import Job, recorded_request, write_dataset
from .table import Row, median

CONCURRENCY = 30
LOADS = {  # letter: what, first target, goal, provider, streamed
    "A": ("A: 14 KB stream, one TLS record", 2.5, 1.5, "openai", True),
    "B": ("B: the same in 61 TLS records", 0.95, 0.75, "openai", True),
    "C": ("C: 1 KB JSON, not streamed", 1.6, 1.15, "openai", False),
    "D": ("D: Anthropic's stream, one record", None, None, "anthropic", True),
}
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}


class Load:
    """preceptron reads the dataset, makes the prompts, keeps the journal, writes the result file and analyses it; of that
    nothing is subtracted. The calls are so many that start and end (a tenth of a second) vanish among them."""

    def __init__(self, letter, bench):
        self.letter, self.bench = letter, bench
        self.what, self.first, self.goal, self.provider, self.streamed = LOADS[letter]
        self.calls = bench.calls // (4 if letter == "B" else 1)
        self.samples = defaultdict(list)  # client: µs a call
        self.troubles = {}

    def prepare(self):
        bench, letter = self.bench, self.letter.lower()
        if letter == "b" and not bench.nginx.has_events:
            raise FileNotFoundError("nginx's Perl module is not installed (libnginx-mod-http-perl)")
        self.dataset = write_dataset(bench.folder / f"{letter}.jsonl", self.calls, bench.answer_size)
        self.url, self.path = bench.nginx.address(letter), PATHS[self.provider]
        self.request = recorded_request(bench.program, bench.folder / f"{letter}-request", self.dataset, self.provider,
                                        self.streamed)

    def ours(self, turn):
        folder = self.bench.folder / f"{self.letter}-{turn}"
        base = self.url + ("/v1" if self.provider == "openai" else "")
        job = Job(self.bench.program, folder, self.dataset, base, self.bench.nginx.authority, self.provider, CONCURRENCY,
                  self.streamed)
        used = job.write().measure()
        shutil.rmtree(folder)
        return used.cpu / self.calls

    def take(self, turn):
        bench, folder = self.bench, self.bench.folder
        ours = self.ours(turn)
        self.samples["ours"].append(ours * 1e6)
        # wrk takes a time, not a number; a third of ours a call brings it near the number.
        rate = 3 / ours if self.letter != "B" else 1 / ours
        self.samples["wrk"].append(1e6 * clients.wrk(self.url, self.path, self.request, folder, CONCURRENCY, self.calls, rate))
        used = clients.h2load(self.url, self.path, self.request, folder, CONCURRENCY, self.calls)
        self.samples["h2load"].append(used.cpu / self.calls * 1e6)
        if self.letter != "D":
            for name, peer in bench.peers.items():
                if name not in self.troubles:
                    self.take_peer(name, peer)

    def take_peer(self, name, peer):
        try:
            self.samples[name].append(1e6 * peers.measure(peer, self, self.bench))
        except (OSError, RuntimeError, subprocess.SubprocessError) as problem:
            self.troubles[name] = str(problem)  # a peer's trouble is not the load's

    def rows(self):
        ours = median(self.samples["ours"])
        rows = [Row(self.what + ", over wrk", "µs", ours, "wrk", median(self.samples["wrk"]), self.first, self.goal, "ratio")]
        for name in self.samples:
            if name not in ("ours", "wrk"):
                rows.append(Row(f"   {self.letter}, over {name}", "µs", ours, peers.SHORT.get(name, name),
                                median(self.samples[name])))
        rows += [Row(f"   {self.letter}, over {name}", "µs", yardstick=peers.SHORT.get(name, name), note="not measured: " + why)
                 for name, why in self.troubles.items()]
        return rows

    def failed(self, why):
        return [Row(self.what + ", over wrk", "µs", first=self.first, goal=self.goal, compared="ratio", note=why)]
