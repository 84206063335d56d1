"""360 bootstrap intervals (6 tasks, 5 judges, 12 statistics, 10,000 replicates) in one thread; numpy beside it."""

import re
import subprocess

from .cores import CLIENT, Process
from .table import Row, median


def seconds(command, pattern, folder):
    with open(folder / "bootstrap.out", "w+") as out, Process(command, CLIENT, stdout=out, stderr=subprocess.STDOUT) as process:
        process.wait(120)
        out.seek(0)
        text = out.read()
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"{command[0]}: {text[-200:]}")
    return float(found[1])


class Bootstrap:
    def __init__(self, bench):
        self.bench, self.ours, self.numpy = bench, [], []
        golden = bench.root / "tests" / "golden"
        self.files = [golden / "G50_full_items.csv", golden / "G50_full_predictions.csv"]

    def prepare(self):
        if not self.bench.bootstrap.exists():
            raise FileNotFoundError("bench_bootstrap is not built: meson compile -C build/release bench_bootstrap")

    def take(self, turn):
        folder = self.bench.folder
        self.ours.append(seconds([self.bench.bootstrap, *self.files, 1, 1], r"thread\(s\): ([0-9.]+) s", folder))
        numpy = subprocess.run(["/usr/bin/python3", "-c", "import numpy"], capture_output=True).returncode == 0
        if turn == 0 and numpy:
            script = self.bench.root / "tools" / "bench" / "bootstrap_numpy.py"
            self.numpy.append(seconds(["/usr/bin/python3", script, *self.files], r"replicates: ([0-9.]+) s", folder))

    def rows(self, note=""):
        return [Row("360 bootstrap intervals, one thread", "s", median(self.ours), "numpy", median(self.numpy), 1.0, 0.30,
                    note=note)]

    def failed(self, why):
        return self.rows(why)
