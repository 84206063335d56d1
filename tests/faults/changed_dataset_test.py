"""A dataset that is changed while it is in use (A21): one of more than 64 MB is not held in memory."""

import json
import os
import unittest

from proof import Proof, preceptron

SLOW = ("--ttft", "60ms", "--gap", "10ms", "--events", "5")


class ChangedDataset(Proof):
    """A21"""

    ENTRIES = 30

    def setUp(self):
        super().setUp()
        self.path = self.folder / "dataset.json"
        entries = json.loads(self.path.read_text())
        for entry in entries:  # no prompt uses it, so requests stay small
            entry["notes"] = "n" * (68_000_000 // self.ENTRIES)
        self.path.write_text(json.dumps(entries, indent=1))
        self.original = self.path.read_bytes()
        self.assertGreater(len(self.original), 64 << 20)
        self.provider = self.simulator(*SLOW)
        self.config = self.write_config(self.provider.address, more="threads: 2\norder: dataset")

    def after(self, results):
        process = self.begin(self.config)
        self.wait_for(lambda: len(self.saved_ids()) >= results)
        return process

    def write_over(self, byte):
        """One byte of the last entry."""
        with open(self.path, "r+b") as file:
            file.seek(-100, os.SEEK_END)
            file.write(byte)

    def test_a_large_dataset_is_not_held_in_memory(self):
        process = self.after(3)
        with open(f"/proc/{process.pid}/status") as status:
            resident = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        self.assertLess(resident, 50_000, "KiB")
        self.assertEqual(process.wait(timeout=60), 0, self.messages())
        self.assert_all_scored_once(len(self.provider.requests()))
        published = json.loads((self.results / "sim-strong_cpc_bond.json").read_text())
        self.assertEqual({row["notes"] for row in published}, {"n" * (68_000_000 // self.ENTRIES)})

    def test_one_that_is_written_over_ends_the_run_and_loses_nothing(self):
        process = self.after(3)
        self.write_over(b"m")
        self.assertEqual(process.wait(timeout=60), 65, self.messages())
        self.assertIn(f"{self.path} has been changed while it was in use", self.messages())
        self.assertEqual(len(self.records("start")), len(self.records("result")), "a call was given up")
        self.assertLess(len(self.saved_ids()), self.ENTRIES)
        self.write_over(b"n")
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("0 possibly billed twice", done.stderr)
        self.assert_all_scored_once(len(self.provider.requests()))

    def test_one_that_is_cut_is_told_from_one_that_is_read(self):
        process = self.after(3)
        os.truncate(self.path, 40_000_000)
        self.assertEqual(process.wait(timeout=60), 65, self.messages())
        self.assertIn("has been changed while it was in use", self.messages())

    def test_another_file_in_its_place_changes_nothing(self):
        process = self.after(3)
        other = self.folder / "other.json"
        other.write_text("[]")
        other.rename(self.path)
        self.assertEqual(process.wait(timeout=60), 0, self.messages())
        self.assert_all_scored_once(len(self.provider.requests()))
        self.path.write_bytes(self.original)
        shown = preceptron("analyze", self.results)
        self.assertEqual(shown.returncode, 0, shown.stderr)


if __name__ == "__main__":
    unittest.main()
