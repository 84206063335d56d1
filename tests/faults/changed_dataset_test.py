"""A dataset that is changed while it is in use (A21): one of more than 64 MB is not held in memory."""

import json
import os
import signal
import unittest

from proof import Proof, preceptron

TASK = "management_reasoning"
SLOW = ("--ttft", "60ms", "--gap", "10ms", "--events", "5")


class ChangedDataset(Proof):
    """A21"""

    ENTRIES = 30

    def setUp(self):
        super().setUp()
        self.path = self.folder / "dataset.json"
        self.entries = [entry for entry in self.entries if entry["benchmark"] == TASK]
        for entry in self.entries:  # no prompt uses it, so requests stay small
            entry["notes"] = "n" * (68_000_000 // len(self.entries))
        self.write_dataset(self.entries)
        self.original = self.path.read_bytes()
        self.assertGreater(len(self.original), 64 << 20)
        self.provider = self.simulator(*SLOW)
        self.config = self.write_config(self.provider.address, more="threads: 2\norder: dataset")

    def after(self, results):
        process = self.begin(self.config)
        self.wait_for(lambda: len(self.saved_ids()) >= results)
        return process

    def write_over(self, byte, at=-100):
        """One byte of the last entry, or of another."""
        with open(self.path, "r+b") as file:
            file.seek(at, os.SEEK_END if at < 0 else os.SEEK_SET)
            file.write(byte)

    FIRST = 100_000  # in the notes of the first entry

    def test_a_large_dataset_is_not_held_in_memory(self):
        process = self.after(3)
        with open(f"/proc/{process.pid}/status") as status:
            resident = next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))
        self.assertLess(resident, 50_000, "KiB")
        self.assertEqual(process.wait(timeout=60), 0, self.messages())
        self.assert_all_scored_once(len(self.provider.requests()))
        published = json.loads((self.results / f"sim-strong_{TASK}.json").read_text())
        self.assertEqual({row["notes"] for row in published}, {self.entries[0]["notes"]})

    def test_one_that_is_written_over_ends_the_run_and_loses_nothing(self):
        process = self.after(3)
        self.write_over(b"m")
        self.assertEqual(process.wait(timeout=60), 65, self.messages())
        self.assertIn(f"{self.path} has been changed while it was in use", self.messages())
        self.assertEqual(len(self.records("start")), len(self.records("result")), "a call was given up")
        self.assertLess(len(self.saved_ids()), len(self.entries))
        self.write_over(b"n")
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("0 possibly billed twice", done.stderr)
        self.assert_all_scored_once(len(self.provider.requests()))

    def test_what_was_judged_already_is_missed_where_files_are_written(self):
        process = self.after(3)
        self.write_over(b"m", self.FIRST)
        self.assertEqual(process.wait(timeout=60), 65, self.messages())
        self.assertIn(f"{self.path} has been changed while it was in use", self.messages())
        self.assert_all_scored_once(len(self.provider.requests()))
        self.assertEqual(list(self.results.glob("sim-*.json*")), [])
        self.write_over(b"n", self.FIRST)
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.assert_all_scored_once(len(self.provider.requests()))
        self.assertEqual(len(json.loads((self.results / f"sim-strong_{TASK}.json").read_text())), len(self.entries))

    def test_an_interrupt_counts_more(self):
        process = self.after(3)
        process.send_signal(signal.SIGSTOP)
        self.write_over(b"m")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGCONT)
        self.assertEqual(process.wait(timeout=60), 130, self.messages())

    def test_the_second_judge_finds_it_while_the_files_of_the_first_are_written(self):
        self.write_config(self.provider.address, judges=("sim-strong", "sim-fair"), more="threads: 2\norder: dataset")
        process = self.after(3)
        self.write_over(b"m", self.FIRST)
        self.assertEqual(process.wait(timeout=60), 65, self.messages())
        summary, done = self.summary(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)  # notes are in no prompt
        self.assertEqual(summary["scored"], 2 * len(self.entries))

    def test_a_dry_run_needs_no_digest_and_says_the_same(self):
        dry = self.run_config(self.config, "--dry-run")
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertRegex(dry.stdout, rf"sim-strong +{TASK} +{len(self.entries)} ")

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
