"""The code that researchers already have for result files must read ours."""

import json
import math
import subprocess
import unittest

from program import ProgramTest, generated_entries, preceptron

# As in the benchmark's own instructions. Debian's python3 has numpy; another python3 may come first in the path.
READ = """
import json, sys
import numpy as np
data = json.load(open(sys.argv[1]))
grades = np.array([e["grade"] for e in data], dtype=float)
scores = np.array([e["predicted_score"] for e in data], dtype=float)
if data[0]["benchmark"] == "management_reasoning":  # each entry has a maximum of its own
    best = np.array([e["max_score"] for e in data], dtype=float)
    grades, scores = grades / best, scores / best
print(len(data), np.corrcoef(grades, scores)[0, 1], np.abs(grades - scores).mean())
"""


class Vignette(ProgramTest):
    def test_numpy_reads_every_result_file(self):
        self.write_dataset(generated_entries(120))
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        summary, done = self.summary(self.write_config(provider.address, more="threads: 30"))
        self.assertEqual(done.returncode, 0, done.stderr)
        analysed = preceptron("analyze", self.results, "--format", "json")
        statistics = {(cell["judge"], cell["task"]): cell["statistics"] for cell in json.loads(analysed.stdout)["cells"]}
        self.assertGreater(len(summary["cells"]), 1)
        for cell in summary["cells"]:
            path = self.results / f"{cell['judge']}_{cell['task']}.json"
            read = subprocess.run(["/usr/bin/python3", "-c", READ, str(path)], capture_output=True, text=True, timeout=60)
            self.assertEqual(read.returncode, 0, read.stderr)
            count, r, mae = read.stdout.split()
            self.assertEqual(int(count), cell["scored"])
            ours = statistics[cell["judge"], cell["task"]]
            self.assertAlmostEqual(float(mae), ours["mae"]["estimate"], places=9)
            pearson = ours["pearson"]["estimate"]
            self.assertEqual(math.isnan(float(r)), pearson is None)  # where nothing varies
            if pearson is not None:
                self.assertAlmostEqual(float(r), pearson, places=9)


if __name__ == "__main__":
    unittest.main()
