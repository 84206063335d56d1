"""How much of a rate limit is used, and how much is refused: what tools/bench/limits found, which takes seven minutes."""

import json
import subprocess

from .table import Row


class Limits:
    def __init__(self, bench):
        self.bench, self.found = bench, None

    def prepare(self):
        if self.bench.limits is None:
            raise FileNotFoundError("takes seven minutes: --limits measures it, --limits FILE reads it")

    def take(self, turn):
        if turn > 0:
            return
        path = self.bench.limits
        if path is True:
            path = self.bench.folder / "limits.json"
            command = [self.bench.root / "tools" / "bench" / "limits", "--preceptron", self.bench.program, "--json", path]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, timeout=1200)
        self.found = json.loads(path.read_text(encoding="utf-8"))

    def rows(self, note=""):
        used = self.found and 100 * min(scene["used_least"] for scene in self.found)
        refused = self.found and 100 * max(scene["refused"] for scene in self.found)
        return [Row("rate limit in force: used", "%", used, first=95, goal=98, more_is_better=True, note=note),
                Row("rate limit in force: answered 429", "%", refused, first=2, goal=0.5, note=note)]

    def failed(self, why):
        return self.rows(why)
