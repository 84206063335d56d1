"""Disks whose syncs fail or whose writes lie; file systems that know less (A9, A10)."""

import json
import unittest

from proof import QUICK, Proof, needs, preceptron, strace


@needs("strace")
class BrokenDisk(Proof):
    """A9, A10"""

    def setUp(self):
        super().setUp()
        self.provider = self.simulator(*QUICK)
        self.config = self.write_config(self.provider.address, more="threads: 6")

    def test_after_a_failed_sync_what_was_not_durable_is_written_to_a_new_segment(self):
        log = self.folder / "strace.log"
        done = self.run_under(strace("fdatasync:error=EIO:when=3", log=log), self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("were written again", done.stderr)
        second = self.results / "checkpoint" / "journal.2.jsonl"
        self.assertTrue(second.exists())
        self.assertIn("repeats_from", json.loads(second.read_text().splitlines()[0])["r"])
        # Never again on the descriptor that failed.
        calls = [line.split("fdatasync(")[1] for line in log.read_text().splitlines() if "fdatasync(" in line]
        failed = next(i for i, call in enumerate(calls) if "EIO" in call)
        self.assertNotIn(calls[failed].split(")")[0], {call.split(")")[0] for call in calls[failed + 1:]})
        export = preceptron("export", self.results, "--format", "jsonl").stdout.splitlines()
        self.assertEqual(len(export), len(self.entries))  # what is there twice counts once
        self.assertEqual(preceptron("verify", self.results).returncode, 0)
        summary, _ = self.summary(self.config)
        self.assertEqual((summary["requests"], summary["possibly_billed_twice"]), (0, 0))

    def test_a_disk_that_never_syncs_ends_the_run_with_74_and_nothing_saved_is_lost(self):
        done = self.run_under(strace("fdatasync:error=EIO:when=3+"), self.config)
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertIn("durable", done.stderr)
        self.assertLess(len(self.provider.requests()), len(self.entries))
        saved = set(self.saved_ids())
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.assertLessEqual(saved, set(self.saved_ids()))
        self.assertLessEqual(len(self.provider.requests()), len(self.entries) + 6)

    def test_a_short_write_that_lies_is_found_by_its_checksum(self):
        # The system says that it has written 60 bytes of a record, and has written none.
        self.assertEqual(self.run_config(self.config, "--limit", "1").returncode, 0)
        done = self.run_under(strace("write:retval=60:when=40", path=self.results / "checkpoint" / "journal.jsonl"), self.config)
        self.assertIn(done.returncode, (0, 74), done.stderr)
        before = set(self.saved_ids())
        again = self.run_config(self.config)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertLessEqual(before, set(self.saved_ids()))
        self.assertEqual(sorted(set(map(str, self.saved_ids()))), self.all_ids())
        self.assertLessEqual(len(self.provider.requests()), len(self.entries) + 1)

    def test_a_file_system_without_locks_gets_a_warning_and_the_run_is_made(self):
        done = self.run_under(strace("flock:error=ENOLCK", "fallocate:error=EOPNOTSUPP"), self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("cannot lock", done.stderr)
        self.assertIn("no second run", done.stderr)
        self.assert_all_scored_once(len(self.provider.requests()))


if __name__ == "__main__":
    unittest.main()
