"""Disks without room, and limits of a file's size (A8, A11)."""

import contextlib
import json
import os
import signal
import subprocess
import time
import unittest

from proof import QUICK, Proof, cpu_seconds, needs, needs_root, preceptron, strace

STEADY = ("--ttft", "20ms", "--gap", "2ms", "--events", "5")


class FullDisk(Proof):
    """A8, A11"""

    ENTRIES = 900

    def fill(self):
        """Another file takes all the space there is."""
        self.other = self.results / "somebody-elses-file"
        descriptor = os.open(self.other, os.O_WRONLY | os.O_CREAT, 0o600)
        with contextlib.suppress(OSError):
            while True:
                os.write(descriptor, b"x" * 4096)
        os.close(descriptor)

    def begin_and_fill(self, size, make_disk):
        make_disk(self.results, size)
        self.provider = self.simulator(*STEADY)
        config = self.write_config(self.provider.address, more="threads: 6")
        process = self.begin(config)
        self.wait_for(lambda: len(self.provider.requests()) >= 20)
        self.fill()
        self.wait_for(lambda: "no room for answers" in self.messages())
        time.sleep(1)  # what was in flight has come
        return process, config

    def assert_waits_and_goes_on(self, process):
        before = len(self.provider.requests())
        spent = cpu_seconds(process.pid)
        time.sleep(3)
        self.assertIsNone(process.poll(), self.messages())
        self.assertEqual(len(self.provider.requests()), before, "a call was made for whose answer there is no room")
        self.assertLess(before, len(self.entries))
        self.assertLess(cpu_seconds(process.pid) - spent, 0.5, "a busy loop")
        self.assertEqual(self.messages().count("no room for answers"), 1)
        self.assertIn("No space left on device", self.messages())
        self.assertIn(str(self.results / "checkpoint" / "journal.jsonl"), self.messages())
        self.other.unlink()
        process.wait(timeout=60)
        self.assertIn("there is room for answers again", self.messages())
        self.assertEqual(process.returncode, 0, self.messages())
        self.assert_all_scored_once(len(self.provider.requests()))

    @needs_root
    def test_the_run_waits_for_room_and_goes_on_by_itself(self):
        process, _ = self.begin_and_fill("8M", self.tmpfs)
        # live.json cannot be replaced there, but be written over: it tells of now.
        self.wait_for(lambda: "no room on disk" in self.status())
        self.assertNotRegex(self.status(), r"  as of |more threads")
        self.assert_waits_and_goes_on(process)

    def status(self, *flags):
        return preceptron("status", self.results, *flags).stdout

    def loop_file_system(self, path, size):
        image = self.folder / "disk.img"
        with open(image, "wb") as file:
            file.truncate(int(size[:-1]) << 20)
        subprocess.run(["mkfs.ext4", "-q", str(image)], check=True, capture_output=True)
        done = subprocess.run(["mount", "-o", "loop", str(image), str(path)], capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest("cannot mount a loop file system: " + done.stderr.strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(path)], check=False)

    @needs_root
    @needs("mkfs.ext4")
    def test_the_same_on_ext4(self):
        process, _ = self.begin_and_fill("16M", self.loop_file_system)
        self.assert_waits_and_goes_on(process)

    @needs_root
    def test_an_interrupt_ends_the_wait_and_the_next_run_goes_on(self):
        process, config = self.begin_and_fill("8M", self.tmpfs)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        self.assertEqual(process.returncode, 130, self.messages())
        self.assertEqual(len(self.saved_ids()), len(self.provider.requests()))  # all that was paid for was saved
        self.other.unlink()
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assert_all_scored_once(len(self.provider.requests()))

    @needs_root
    def test_space_set_aside_for_answers_is_given_back_before_the_result_files_need_it(self):
        self.tmpfs(self.results, "640k")
        self.entries = [entry | {"notes": "n" * 9000} for entry in self.entries[:48]]  # result files have them, too
        self.write_dataset(self.entries)
        provider = self.simulator(*QUICK)
        done = self.run_config(self.write_config(provider.address, more="threads: 1"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_scored_once(len(provider.requests()))

    @needs("strace")
    def test_where_no_space_can_be_set_aside_answers_are_held_in_memory_and_written(self):
        # fallocate is not there, and the journal cannot be written from its 60th record on, sixteen times.
        provider = self.simulator(*STEADY)
        config = self.write_config(provider.address, more="threads: 6")
        self.assertEqual(self.run_config(config, "--limit", "1").returncode, 0)
        done = self.run_under(strace("fallocate:error=EOPNOTSUPP", "write:error=ENOSPC:when=60..75",
                                     path=self.results / "checkpoint" / "journal.jsonl"), config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no room for answers", done.stderr)
        self.assertRegex(done.stderr, "there is room for answers again.* [1-6] records? (is|are) written")
        self.assert_all_scored_once(len(provider.requests()))

    def test_a_file_size_limit_is_a_full_disk(self):
        provider = self.simulator(*QUICK)
        config = self.write_config(provider.address, more="threads: 6")
        self.assertEqual(self.run_config(config, "--limit", "2").returncode, 0)
        first = len(provider.requests())
        size = (self.results / "checkpoint" / "journal.jsonl").stat().st_size
        process = self.begin(config, preexec_fn=lambda: self.limit_file_size(size + 250_000))
        self.wait_for(lambda: "no room for answers" in self.messages())
        self.assertIn("File too large", self.messages())
        time.sleep(1)
        sent = len(provider.requests())
        time.sleep(2)
        self.assertEqual(len(provider.requests()), sent)
        self.assertLess(sent, len(self.entries))
        self.assertEqual(json.loads(self.status("--format", "json"))["limited_by"], "no room on disk")
        self.assertIn("free space where the output folder is", self.status())
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        self.assertEqual(process.returncode, 130, self.messages())
        self.assertEqual(len(self.saved_ids()), sent)
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assert_all_scored_once(len(provider.requests()))
        self.assertGreater(first, 0)

    @staticmethod
    def limit_file_size(size):
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


if __name__ == "__main__":
    unittest.main()
