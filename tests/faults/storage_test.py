"""Disks that are full, broken, read-only or too simple; journals that are damaged, foreign or in use (A4–A13, A18, A19)."""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import time
import unittest

from proof import Proof, cpu_seconds, needs, needs_root, open_descriptors, preceptron, start, strace

QUICK = ("--ttft", "5ms", "--gap", "1ms", "--events", "3")
STEADY = ("--ttft", "20ms", "--gap", "2ms", "--events", "5")
SLOW = ("--ttft", "60ms", "--gap", "10ms", "--events", "5")


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
        self.assert_waits_and_goes_on(process)

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


class FewDescriptors(Proof):
    """A18"""

    def test_a_run_with_twenty_descriptors_makes_fewer_calls_at_a_time_and_fails_nothing(self):
        provider = self.simulator(*SLOW)
        config = self.write_config(provider.address, more="threads: 30")

        def few():
            import resource
            resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
        began = time.monotonic()
        process = self.begin(config, preexec_fn=few)
        self.wait_for(lambda: len(self.saved_ids()) >= 4)
        self.assertLessEqual(open_descriptors(process.pid), 20)
        spent = cpu_seconds(process.pid)
        process.wait(timeout=120)
        self.assertEqual(process.returncode, 0, self.messages())
        self.assertIn("ulimit -n", self.messages())
        self.assert_all_scored_once(len(provider.requests()))
        self.assertEqual(self.records("attempt"), [])
        self.assertLess(spent, (time.monotonic() - began) / 2, "a busy loop")


class DamagedJournal(Proof):
    """A4–A6, A19"""

    ENTRIES = 30

    def setUp(self):
        super().setUp()
        self.provider = self.simulator(*QUICK)
        self.config = self.write_config(self.provider.address, more="threads: 6")
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.journal = self.results / "checkpoint" / "journal.jsonl"
        self.whole = self.journal.read_bytes()

    def assert_refused_and_untouched(self, *words):
        before = hashlib.sha256(self.journal.read_bytes()).hexdigest()
        requests = len(self.provider.requests())
        for command in (("run", "--config", self.config, "--progress", "none"),
                        ("export", self.results, "--format", "csv"), ("verify", self.results)):
            done = preceptron(*command)
            self.assertEqual(done.returncode, 65, (command, done.stdout, done.stderr))
            for word in words:
                self.assertIn(word, done.stderr)
        self.assertEqual(hashlib.sha256(self.journal.read_bytes()).hexdigest(), before)
        self.assertEqual(len(self.provider.requests()), requests)

    def test_zeros_behind_the_end_are_set_aside(self):
        self.journal.write_bytes(self.whole + b"\0" * 4096)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("were set aside", done.stderr)
        aside, = (self.results / "checkpoint").glob("torn-*")
        self.assertEqual(aside.read_bytes(), b"\0" * 4096)
        self.assert_all_scored_once(len(self.provider.requests()))

    def test_a_zeroed_sector_costs_what_it_covers_and_its_neighbours_stay(self):
        middle = len(self.whole) // 2 // 512 * 512
        self.journal.write_bytes(self.whole[:middle] + b"\0" * 512 + self.whole[middle + 512:])
        self.assertEqual(preceptron("verify", self.results).returncode, 3)
        lost = len(self.entries) - len(set(self.saved_ids()))
        self.assertLessEqual(lost, 2)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("judged again", done.stderr)
        self.assertIn(self.whole[:middle], self.journal.read_bytes())  # nothing is removed
        self.assertEqual(sorted(set(map(str, self.saved_ids()))), self.all_ids())
        self.assertLessEqual(len(self.provider.requests()), len(self.entries) + 2)

    def test_repair_sets_the_bytes_aside_and_discards_none(self):
        middle = self.whole.index(b'{"c":"', len(self.whole) // 2)
        damaged = self.whole[:middle + 40] + b"\xff\0garbage" + self.whole[middle + 49:]
        self.journal.write_bytes(damaged)
        self.assertEqual(preceptron("verify", self.results).returncode, 3)
        done = preceptron("verify", self.results, "--repair")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        aside, = (self.results / "checkpoint").glob("damaged-*")
        kept = self.journal.read_bytes()
        self.assertIn(b"\xff\0garbage", aside.read_bytes())
        line = damaged[middle:damaged.index(b"\n", middle) + 1]
        self.assertIn(line.rstrip(b"\n"), aside.read_bytes())
        self.assertEqual(kept, damaged.replace(line, b""))
        self.assertEqual(preceptron("verify", self.results).returncode, 0)

    def test_a_newer_format_is_refused(self):
        head, rest = self.whole.split(b"\n", 1)
        newer = json.loads(head)["r"] | {"fmt": 99, "min_reader": 99}
        self.journal.write_bytes(framed(newer) + rest)
        self.assert_refused_and_untouched("newer")

    def test_a_foreign_file_is_refused(self):
        self.journal.write_bytes(b'{"id": 1}\n{"id": 2}\n' * 50)
        self.assert_refused_and_untouched(str(self.journal))

    def test_a_dataset_without_any_stored_id_is_refused(self):
        others = [entry | {"id": "other-" + str(entry["id"])} for entry in self.entries]
        self.write_dataset(others)
        requests = len(self.provider.requests())
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertEqual((self.journal.read_bytes(), len(self.provider.requests())), (self.whole, requests))

    def test_a_journal_with_many_damaged_places_waits_for_repair(self):
        lines = self.whole.split(b"\n")
        broken = [line[:30] + b"#" + line[31:] if 5 < i < 40 and i % 2 else line for i, line in enumerate(lines)]
        self.journal.write_bytes(b"\n".join(broken))
        requests = len(self.provider.requests())
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("--repair", done.stderr)
        self.assertEqual(len(self.provider.requests()), requests)
        self.assertEqual(self.journal.read_bytes(), b"\n".join(broken))


def framed(record):
    """A line of the journal."""
    body = json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()
    return b'{"c":"%08x","r":%s}\n' % (crc32c(body), body)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


if __name__ == "__main__":
    unittest.main()
