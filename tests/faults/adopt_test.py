"""`--adopt` that is cut short (A2, A8): of another program's result files all rows are taken in or none, and the next run
ends as if nothing had happened."""

import json
import resource
import shutil
import unittest

from proof import QUICK, Proof, needs, strace

TASK = "cpc_bond"
OLD = 60  # rows of another program


class Adopt(Proof):
    ENTRIES = 400
    JUDGE = OWN = THEIRS = "sim-strong"  # and what files are named by it: ours, and the other program's

    def setUp(self):
        super().setUp()
        self.entries = [entry for entry in self.entries if entry["benchmark"] == TASK]
        self.assertGreater(len(self.entries), OLD)
        self.write_dataset(self.entries)
        self.provider = self.simulator(*QUICK)
        self.config = self.write_config(self.provider.address, more="threads: 6")
        self.config.write_text(self.config.read_text().replace("name: sim-strong", f'name: "{self.JUDGE}"'))
        self.begin_anew()

    def begin_anew(self):
        shutil.rmtree(self.results)
        self.results.mkdir()
        self.asked = len(self.provider.requests())
        self.file = self.results / f"{self.THEIRS}_{TASK}.json"
        # Shorter than the journal's records of these rows: a limit can cut those and leave the copy of the file whole.
        self.file.write_text(json.dumps([{"id": entry["id"], "predicted_score": 4.0} for entry in self.entries[:OLD]]))

    def limit_file_size(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.file.stat().st_size + 3000, resource.RLIM_INFINITY))

    def requests(self):
        return len(self.provider.requests()) - self.asked

    def adopted(self):
        return [r["entry_id"] for r in self.records("result") if r["prompt"] == "unknown"]

    def assert_all_or_none_and_the_next_run_ends_right(self, what):
        old = [entry["id"] for entry in self.entries[:OLD]]
        self.assertIn(self.adopted(), ([], old), what)
        done = self.run_config(self.config, "--adopt")
        self.assertEqual(done.returncode, 0, what + done.stderr)
        self.assertEqual(self.adopted(), old, what)
        self.assert_all_scored_once()
        self.assertEqual(self.requests(), len(self.entries) - OLD, what)
        rows = json.loads((self.results / f"{self.OWN}_{TASK}.json").read_text())
        self.assertEqual([row["id"] for row in rows], [entry["id"] for entry in self.entries], what)
        self.assertEqual({row["predicted_score"] for row in rows[:OLD]}, {4.0}, what)
        self.assertEqual([path for path in self.results.rglob(".*")], [], what)

    def test_a_full_disk_in_the_middle_of_the_rows_takes_none_in(self):
        done = self.run_config(self.config, "--adopt", preexec_fn=self.limit_file_size)
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(self.adopted(), [])
        self.assert_all_or_none_and_the_next_run_ends_right(done.stderr)

    def kill_at_every(self, call, **more):
        """Until the run comes to its first request, or meets no such call."""
        n = 0
        while True:
            n += 1
            self.begin_anew()
            done = self.run_under(strace(f"{call}:signal=KILL:when={n}"), self.config, "--adopt", **more)
            if done.returncode != -9 or self.records("start"):
                break
            self.assert_all_or_none_and_the_next_run_ends_right(f"{call}, call {n}: ")
        self.assertGreater(n, 1, call)

    @needs("strace")
    def test_a_kill_at_any_call_takes_all_in_or_none(self):
        for call in ("write", "fsync", "fdatasync", "rename"):
            self.kill_at_every(call)

    @needs("strace")
    def test_a_kill_in_the_middle_of_the_rows_takes_none_in(self):
        # The limit cuts the write of the rows, and the process is killed where it would write on.
        self.kill_at_every("write", preexec_fn=self.limit_file_size)


class AdoptFilesThatStay(Adopt):
    """The other program's file has a name that no file of ours takes, and lies there from run to run."""
    JUDGE = THEIRS = "sim:strong"
    OWN = "sim%3Astrong"


if __name__ == "__main__":
    unittest.main()
