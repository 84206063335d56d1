"""Output folders and journals that are moved, replaced or cut while a run writes to them: what is paid for must be where the
run says that it is."""

import json
import os
import re
import shutil
import subprocess
import unittest

from proof import BINARY, ENVIRONMENT, Proof, needs, preceptron, strace

STEADY = ("--ttft", "20ms", "--gap", "2ms", "--events", "5")


class LostFolder(Proof):
    """Each time the run stops within seconds, says what happened and where its records are, and nothing is paid twice."""

    ENTRIES = 600

    def setUp(self):
        super().setUp()
        self.provider = self.simulator(*STEADY)
        self.config = self.write_config(self.provider.address, more="threads: 4")
        self.checkpoint = self.results / "checkpoint"
        self.journal = self.checkpoint / "journal.jsonl"

    def begin_and_harm(self, harm):
        process = self.begin(self.config)
        self.wait_for(lambda: len(self.saved_ids()) > 20)
        harm()
        self.assertEqual(process.wait(timeout=60), 74, self.messages())
        self.assertLess(len(self.provider.requests()), len(self.entries), "it went on paying")
        self.assertIn("nothing new is sent", self.messages())
        self.assertNotIn("results: ", self.messages())
        self.assertNotIn("go on with:", self.messages())  # followed at once, it would begin anew
        self.assertIn("were given a score, but not all are in the output folder", self.messages())

    def assert_goes_on_and_pays_nothing_twice(self):
        self.assertEqual(len(self.saved_ids()), len(self.provider.requests()))
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_scored_once(len(self.provider.requests()))
        self.assert_all_are_published()

    def assert_all_are_published(self):
        rows = [row for path in self.results.glob("sim-strong_*.json") for row in json.loads(path.read_text())]
        self.assertEqual(sorted(str(row["id"]) for row in rows), self.all_ids())

    def test_the_output_folder_is_renamed_and_another_takes_its_name(self):
        elsewhere = self.folder / "elsewhere"

        def harm():
            self.results.rename(elsewhere)
            self.results.mkdir()
        self.begin_and_harm(harm)
        self.assertIn(f"; its folder is {elsewhere / 'checkpoint'} now: put that back", self.messages())
        self.assertEqual(list(self.results.iterdir()), [])
        self.results.rmdir()
        elsewhere.rename(self.results)
        self.assert_goes_on_and_pays_nothing_twice()

    def test_the_checkpoint_is_moved_away(self):
        elsewhere = self.folder / "elsewhere"
        self.begin_and_harm(lambda: self.checkpoint.rename(elsewhere))
        self.assertIn(str(self.journal) + " is not there any more", self.messages())
        elsewhere.rename(self.checkpoint)
        self.assert_goes_on_and_pays_nothing_twice()

    def test_the_link_to_the_output_folder_leads_elsewhere(self):
        real = self.folder / "real"
        self.results.rename(real)
        self.results.symlink_to(real)

        def harm():
            other = self.folder / "other"
            other.mkdir()
            self.results.unlink()
            self.results.symlink_to(other)
        self.begin_and_harm(harm)
        self.assertIn(f"its folder is {real / 'checkpoint'} now: put that back", self.messages())
        self.results.unlink()
        self.results.symlink_to(real)
        self.assert_goes_on_and_pays_nothing_twice()

    def test_the_journal_is_replaced_by_a_copy_of_itself(self):
        # What `sed -i` and many an editor do. The file that is written to has no name left: it is saved under another.
        def harm():
            subprocess.run(["sed", "-i", "s/nothing at all/nothing/", str(self.journal)], check=True)
        self.begin_and_harm(harm)
        rescued = list(self.checkpoint.glob("rescued-*"))
        self.assertEqual(len(rescued), 1, self.messages())
        self.assertIn(f"move that to {self.journal}", self.messages())
        rescued[0].rename(self.journal)
        self.assert_goes_on_and_pays_nothing_twice()

    def assert_refused_until_it_is_put_back(self):
        asked = len(self.provider.requests())
        for command in (("check",), ("run", "--dry-run"), ("run", "--progress", "none")):
            done = preceptron(*command, "--config", self.config, cwd=self.folder)
            self.assertEqual(done.returncode, 65, (command, done.stderr))
        self.assertEqual(len(self.provider.requests()), asked)
        put_back = re.search(r"Put it back with: (mv .*?);", done.stderr).group(1)
        subprocess.run(put_back, shell=True, check=True, cwd=self.folder)
        self.assert_goes_on_and_pays_nothing_twice()

    def test_the_journal_is_deleted(self):
        self.begin_and_harm(self.journal.unlink)
        self.assertIn("What it held was saved in ", self.messages())
        self.assert_refused_until_it_is_put_back()

    def test_the_checkpoint_is_deleted(self):
        self.begin_and_harm(lambda: self.delete(self.checkpoint))
        self.assertIn(f"What it held was saved in {self.checkpoint}/rescued-", self.messages())
        for command in ("status", "analyze", "report", "export", "verify"):
            done = preceptron(command, self.results)
            self.assertEqual(done.returncode, 65, (command, done.stderr))
            self.assertIn("the journal went missing during a run", done.stderr)
        self.assert_refused_until_it_is_put_back()

    def test_the_output_folder_is_deleted(self):
        self.begin_and_harm(lambda: self.delete(self.results))
        self.assertIn(f"What it held was saved in {self.checkpoint}/rescued-", self.messages())
        self.assert_refused_until_it_is_put_back()

    def test_the_output_folder_is_deleted_and_a_file_has_its_name(self):
        def harm():
            self.delete(self.results)
            self.results.write_text("")
        self.begin_and_harm(harm)
        rescued, = self.folder.glob("rescued-*")
        self.assertIn(f"What it held was saved in {rescued}: move that to {self.journal}", self.messages())
        self.results.unlink()
        self.checkpoint.mkdir(parents=True)
        rescued.rename(self.journal)
        self.assert_goes_on_and_pays_nothing_twice()

    def delete(self, folder):
        while folder.exists():  # the run writes to it meanwhile
            shutil.rmtree(folder, ignore_errors=True)

    def test_the_journal_is_deleted_and_a_hard_link_is_left(self):
        kept = self.folder / "kept"

        def harm():
            kept.hardlink_to(self.journal)
            self.journal.unlink()
        self.begin_and_harm(harm)
        self.assertNotIn("(deleted)", self.messages())
        self.assert_refused_until_it_is_put_back()

    @needs("strace")
    def test_both_segments_are_deleted(self):
        self.begin_in_two_segments()
        for path in self.checkpoint.glob("journal*"):
            path.unlink()
        self.assertEqual(self.tracer.wait(timeout=60), 74, self.messages())
        self.assertEqual(self.messages().count("What it held was saved in "), 2, self.messages())
        self.assert_refused_until_it_is_put_back()

    @needs("strace")
    def test_an_earlier_segment_is_deleted(self):
        self.begin_in_two_segments()
        self.journal.unlink()
        self.assertEqual(self.tracer.wait(timeout=60), 74, self.messages())
        self.assertLess(len(self.provider.requests()), len(self.entries), "it went on paying")
        self.assertIn("nothing new is sent", self.messages())
        self.assert_refused_until_it_is_put_back()

    def begin_in_two_segments(self):
        self.message_file = self.folder / "messages.txt"
        with open(self.message_file, "w") as messages:
            self.tracer = subprocess.Popen([*strace("fdatasync:error=EIO:when=5"), BINARY, "run", "--config", str(self.config),
                                            "--progress", "none"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                           stderr=messages, env=ENVIRONMENT)
        self.addCleanup(self.tracer.wait)
        self.addCleanup(self.tracer.kill)
        self.wait_for((self.checkpoint / "journal.2.jsonl").exists)
        saved = len(self.saved_ids())
        self.wait_for(lambda: len(self.saved_ids()) > saved + 20)

    def test_the_journal_is_cut(self):
        self.begin_and_harm(lambda: os.truncate(self.journal, self.journal.stat().st_size // 2))
        self.assertIn(str(self.journal) + " is shorter than what was written to it", self.messages())
        self.assertNotIn(b"\0", self.journal.read_bytes())
        done = self.run_config(self.config)
        if done.returncode == 65:  # what was saved behind the cut has higher numbers: some are missed
            self.assertEqual(preceptron("verify", self.results, "--repair").returncode, 0)
            done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_are_published()

    def test_the_lock_is_removed(self):
        process = self.begin(self.config)
        self.wait_for(lambda: len(self.saved_ids()) > 20)
        (self.checkpoint / "lock").unlink()
        self.assertEqual(process.wait(timeout=60), 74, self.messages())
        self.assertIn("a second run could write to the same journal", self.messages())
        self.assert_goes_on_and_pays_nothing_twice()


class LostFiles(Proof):
    ENTRIES = 60

    def test_a_result_file_that_is_removed_while_the_run_goes_on_is_written_again(self):
        provider = self.simulator(*STEADY)
        config = self.write_config(provider.address, more="threads: 2")
        process = self.begin(config)
        self.wait_for(lambda: list(self.results.glob("sim-strong_*.json")))
        first = next(iter(self.results.glob("sim-strong_*.json")))
        first.unlink()
        self.assertEqual(process.wait(timeout=60), 0, self.messages())
        self.assertTrue(first.exists(), self.messages())

    def test_one_file_that_cannot_be_written_keeps_no_other_from_being_written(self):
        provider = self.simulator(*STEADY)
        config = self.write_config(provider.address, more="threads: 2")
        tasks = sorted({entry["benchmark"] for entry in self.entries})
        self.assertGreater(len(tasks), 1)
        process = self.begin(config)
        self.wait_for(lambda: len(self.saved_ids()) > 0)
        blocked = self.results / f"sim-strong_{tasks[0]}.json"
        blocked.mkdir()
        self.assertEqual(process.wait(timeout=60), 74, self.messages())
        self.assertIn(f"cannot replace {blocked}: Is a directory", self.messages())
        self.assertIn("of them in no result file", self.messages())
        for task in tasks[1:]:
            self.assertTrue((self.results / f"sim-strong_{task}.json").exists(), task)
        self.assertTrue((self.results / "failures.jsonl").exists())
        self.assertEqual(list(self.results.glob(".*.tmp")), [])
        done = preceptron("export", self.results, "--results")
        self.assertIn(str(blocked), done.stderr)
        self.assertNotEqual(done.returncode, 0)
        blocked.rmdir()
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assertTrue(blocked.is_file())
        self.assert_all_scored_once(len(provider.requests()))


if __name__ == "__main__":
    unittest.main()
