"""A dataset of 500 MB: how long until the plan stands (`run --dry-run`, which sends nothing), and in how much memory."""

import json
import subprocess

from .cores import CLIENT, measure
from .job import Job, entry
from .table import Row, median

LOAD = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"


class Plan:
    def __init__(self, bench):
        self.bench, self.seconds, self.memory, self.python = bench, [], [], []

    def prepare(self):
        self.dataset = self.bench.folder / "large.json"
        size = 50_000_000 if self.bench.quick else 500_000_000
        with open(self.dataset, "w", encoding="utf-8") as file:
            file.write("[\n")
            number, separator = 0, ""
            while file.tell() < size if number % 1000 == 0 else True:
                file.write(separator + json.dumps(entry(number, 4800)))
                number, separator = number + 1, ",\n"
            file.write("\n]\n")
        self.size = self.dataset.stat().st_size

    def take(self, turn):
        job = Job(self.bench.program, self.bench.folder / f"plan-{turn}", self.dataset, "http://127.0.0.1:9/v1").write()
        used = job.measure("--dry-run")
        self.seconds.append(used.wall)
        self.memory.append(used.peak_kib * 1024 / self.size)
        if turn == 0:  # the published way; once is enough to see the order of magnitude
            self.python.append(measure(["/usr/bin/python3", "-c", LOAD, self.dataset], CLIENT, stderr=subprocess.DEVNULL))

    def rows(self, note="warm; json.load of Python beside it, which only loads"):
        what = f"dataset of {self.size / 1e6:.0f} MB" if hasattr(self, "size") else "dataset of 500 MB"
        python = self.python[0] if self.python else None
        return [Row(what + ": time to plan", "s", median(self.seconds), "json.load", python and python.wall, 1, 0.5, note=note),
                Row(what + ": memory over file", "", median(self.memory), "json.load",
                    python and python.peak_kib * 1024 / self.size, 1.2, 1.0, note=note)]

    def failed(self, why):
        self.seconds.clear()
        self.memory.clear()
        return self.rows(why)
