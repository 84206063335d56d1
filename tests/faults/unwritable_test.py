"""Folders that cannot be written, or are in use (A12, A13)."""

import os
import signal
import subprocess
import time
import unittest

from proof import QUICK, Proof, needs, needs_root


class NoWriting(Proof):
    """A12, A13"""

    def setUp(self):
        super().setUp()
        self.provider = self.simulator(*QUICK)
        self.config = self.write_config(self.provider.address, more="threads: 6")

    def assert_refused_before_the_first_call(self, *statuses):
        done = self.run_config(self.config)
        self.assertIn(done.returncode, statuses, done.stderr)
        self.assertIn(str(self.results), done.stderr)
        self.assertEqual(self.provider.requests(), [])

    @needs_root
    def test_a_read_only_file_system_is_refused_before_the_first_call(self):
        self.tmpfs(self.results, "2M")
        subprocess.run(["mount", "-o", "remount,ro", str(self.results)], check=True)
        self.assert_refused_before_the_first_call(73, 74)

    @needs_root
    @needs("chattr")
    def test_an_immutable_folder_is_refused_before_the_first_call(self):
        (self.results / "checkpoint").mkdir()
        for folder in (self.results, self.results / "checkpoint"):
            if subprocess.run(["chattr", "+i", str(folder)], capture_output=True).returncode != 0:
                self.skipTest("this file system knows no immutable files")
            self.addCleanup(subprocess.run, ["chattr", "-i", str(folder)], check=False)
            self.assert_refused_before_the_first_call(73, 74)
            subprocess.run(["chattr", "-i", str(folder)], check=True)

    @needs_root
    @needs("chattr")
    def test_result_files_that_cannot_be_created_in_the_end_give_74_and_the_next_run_writes_them(self):
        process = self.begin(self.write_config(self.provider.address, more="threads: 1"))
        self.wait_for(lambda: len(self.saved_ids()) > 0)
        if subprocess.run(["chattr", "+i", str(self.results)], capture_output=True).returncode != 0:
            self.skipTest("this file system knows no immutable files")
        self.addCleanup(subprocess.run, ["chattr", "-i", str(self.results)], check=False)
        self.assertEqual(process.wait(timeout=60), 74, self.messages())
        self.assertIn(str(self.results), self.messages())
        subprocess.run(["chattr", "-i", str(self.results)], check=True)
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.assert_all_scored_once(len(self.provider.requests()))
        self.assertNotEqual(list(self.results.glob("sim-strong_*.json")), [])

    def test_a_second_run_of_the_folder_is_refused_at_once_and_makes_no_call(self):
        slow = self.write_config(self.provider.address, more="threads: 1", name="slow.yaml")
        holder = self.begin(slow)
        self.wait_for(lambda: len(self.saved_ids()) > 0)
        os.kill(holder.pid, signal.SIGSTOP)
        self.addCleanup(os.kill, holder.pid, signal.SIGCONT)
        time.sleep(0.2)
        before = len(self.provider.requests())
        began = time.monotonic()
        done = self.run_config(self.config)
        self.assertLess(time.monotonic() - began, 1)
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn(str(holder.pid), done.stderr)
        self.assertEqual(len(self.provider.requests()), before)


if __name__ == "__main__":
    unittest.main()
