"""A plan of a million trials, judged with 30 in flight: does memory grow with the plan, and how fast is its journal read?

10,000 entries are judged a hundred times, so the dataset is the same for the small plan (once each) and the large one,
and what the large one needs more is the plan's. Then `repeats` is raised by one, which leaves a little to ask, nginx
makes way for a listener on its port, and the time from the start of the process to the first byte is the resume.
"""

import socket
import time

from .cores import resident_kib
from .job import Job, write_dataset
from .nginx import Nginx
from .start import first_bytes
from .table import Row, median

ENTRIES = 10_000


class Million:
    def __init__(self, bench):
        self.bench = bench
        self.repeats = 5 if bench.quick else 100
        self.peaks, self.resumes, self.plans = {}, [], []
        self.job = None

    def prepare(self):
        # nginx of its own, which goes away before the resume.
        self.nginx = Nginx(self.bench.folder / "nginx-million")
        self.dataset = write_dataset(self.bench.folder / "million.jsonl", ENTRIES, 300)

    def judge(self, name, repeats):
        job = Job(self.bench.program, self.bench.folder / name, self.dataset, self.nginx.address("c") + "/v1",
                  self.nginx.authority, stream=False, repeats=repeats).write()
        sizes = []
        with job.start() as process:
            pause = 0.02 if repeats == 1 else 0.2
            while process.running() and time.monotonic() < process.began + 1200:
                sizes.append(resident_kib(process.pid))
                time.sleep(pause)
            job.checked(process.wait(60))
        # Before and behind the middle, the dataset is read, and results are written and analysed.
        return job, max(sizes[len(sizes) // 4 : len(sizes) * 3 // 4] or sizes), max(sizes)

    def take(self, turn):
        if self.job is None:
            with self.nginx.running():
                _, *self.peaks["small"] = self.judge("small", 1)
                self.job, *self.peaks["large"] = self.judge("large", self.repeats)
            self.job.repeats += 1
            self.job.write()
        with socket.create_server(("127.0.0.1", self.nginx.port)) as listener:
            if turn == 0:
                first_bytes(listener, self.job.start)  # the first reading warms the page cache
        with socket.create_server(("127.0.0.1", self.nginx.port)) as listener:
            self.resumes.append(first_bytes(listener, self.job.start))

    def rows(self, note=""):
        trials = ENTRIES * self.repeats
        grown = None
        if "large" in self.peaks and not note:
            (small, _), (large, end) = self.peaks["small"], self.peaks["large"]
            grown = large / small
            note = (f"resident {small / 1024:.0f} MiB at {ENTRIES:,} planned, {large / 1024:.0f} MiB at {trials:,}: "
                    f"{max(0, large - small) * 1024 / (trials - ENTRIES):.0f} bytes a trial; "
                    f"{end / 1024:.0f} MiB at the end, where results are written and analysed")
        return [Row(f"memory, {trials:,} planned over {ENTRIES:,}", "", grown, first=1.1, note=note),
                Row(f"resume, journal of {trials:,} results", "s", median(self.resumes), first=1, goal=0.3,
                    note="warm; process start to first byte on the wire" if self.resumes else note)]

    def failed(self, why):
        self.resumes.clear()
        self.peaks.clear()
        return self.rows(why)
