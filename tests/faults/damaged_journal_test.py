"""Journals that are damaged, foreign, newer or of another dataset (A4–A6, A19)."""

import contextlib
import hashlib
import json
import sys
import unittest
from pathlib import Path

from proof import QUICK, Proof, needs, preceptron, strace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from journal_line import framed  # noqa: E402


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

    def journal_lines(self):
        """Without those that a test has harmed."""
        lines = []
        for line in self.journal.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                lines.append(json.loads(line))
        return lines

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

    def assert_check_refuses_alike(self, refused):
        for command in (("check",), ("run", "--dry-run")):
            done = preceptron(*command, "--config", self.config)
            self.assertEqual((done.returncode, done.stderr.splitlines()[-1]),
                             (refused.returncode, refused.stderr.splitlines()[-1]), command)

    def test_results_that_a_repair_gives_up_are_not_missed_again(self):
        lines = self.whole.split(b"\n")
        damaged = [i for i, line in enumerate(lines) if b'"type":"result"' in line][3:6]
        self.journal.write_bytes(b"\n".join(line[:60] + b"#" + line[61:] if i in damaged else line
                                            for i, line in enumerate(lines)))
        losses = json.loads(preceptron("status", self.results, "--format", "json").stdout)["journal"]
        self.assertEqual(losses, {"damaged": 3, "missing": 0})
        repaired = preceptron("verify", self.results, "--repair")
        self.assertEqual(repaired.returncode, 0, repaired.stderr)
        self.assertIn("3 missing results are given up", repaired.stderr)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("missing", done.stderr)
        self.assertNotIn("missing", preceptron("status", self.results).stdout)
        losses = json.loads(preceptron("status", self.results, "--format", "json").stdout)["journal"]
        self.assertEqual(losses, {"damaged": 0, "missing": 0})

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

    def test_a_file_whose_only_record_is_damaged_is_kept_and_judged_again(self):
        (judge, task), (only, *rest) = min(self.saved().items(), key=lambda cell: len(cell[1]))
        self.assertLess(len(rest), 10)  # more damage would ask for --repair
        lines = self.whole.split(b"\n")
        of_cell = [i for i, line in enumerate(lines)
                   if b'"type":"result"' in line and b'"task":"%s"' % task.encode() in line]
        self.assertEqual(len(of_cell), 1 + len(rest))
        for i in of_cell:
            lines[i] = lines[i][:60] + b"#" + lines[i][61:]
        self.journal.write_bytes(b"\n".join(lines))
        published = self.results / f"{judge}_{task}.json"
        before = published.read_bytes()
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{published} was written from records that are damaged now: kept in", done.stderr)
        copy, = self.results.glob("replaced-*/*")
        self.assertEqual((copy.name, copy.read_bytes()), (published.name, before))
        self.assertEqual(sorted(set(map(str, self.saved_ids()))), self.all_ids())
        self.assertEqual(len(self.provider.requests()), len(self.entries) + len(of_cell))

    def test_a_file_that_a_cut_journal_would_shrink_is_kept(self):
        before = {path.name: path.read_bytes() for path in self.results.glob("*_*.json")}
        self.journal.write_bytes(self.whole[:self.whole.rindex(b'{"c":"', 0, self.whole.rindex(b'"type":"result"'))])
        done = preceptron("export", self.results, "--results")
        self.assertEqual(done.returncode, 0, done.stderr)
        copies = {path.name: path.read_bytes() for path in self.results.glob("replaced-*/*")}
        self.assertEqual(len(copies), 1)
        for name, content in copies.items():
            self.assertEqual(content, before[name])
            self.assertIn(f"{name} had scores that the journal does not have", done.stderr)
        self.assertEqual(preceptron("export", self.results, "--results").stderr.count("had scores"), 0)

    def test_removed_lines_are_missed_and_nothing_is_paid_again_unasked(self):
        lines = self.whole.splitlines(keepends=True)
        results = [(i, json.loads(line)["r"]) for i, line in enumerate(lines) if b'"type":"result"' in line]
        cells = set()
        removed = set()
        for i, record in results[:-1]:  # the last number is what tells of the others
            if (record["judge"], record["task"]) in cells:
                removed.add(i)
            cells.add((record["judge"], record["task"]))
        self.journal.write_bytes(b"".join(line for i, line in enumerate(lines) if i not in removed))
        asked = len(self.provider.requests())
        self.assertEqual(preceptron("verify", self.results).returncode, 3)
        self.assertIn(f"{len(removed)} missing results in the journal", preceptron("status", self.results).stdout)
        refused = self.run_config(self.config)
        self.assertEqual(refused.returncode, 65, refused.stderr)
        self.assertIn("are missing", refused.stderr)
        self.assert_check_refuses_alike(refused)
        self.assertEqual(len(self.provider.requests()), asked)
        self.assertEqual(preceptron("verify", self.results, "--repair").returncode, 0)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.provider.requests()), asked + len(removed))

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
        noted = b'"type":"repaired"' in kept.splitlines()[-1]  # it was a result's line
        self.assertEqual(b"".join(kept.splitlines(keepends=True)[:-1]) if noted else kept, damaged.replace(line, b""))
        self.assertEqual(preceptron("verify", self.results).returncode, 0)

    def test_a_newer_format_is_refused(self):
        head, rest = self.whole.split(b"\n", 1)
        newer = json.loads(head)["r"] | {"fmt": 99, "min_reader": 99}
        self.journal.write_bytes(framed(json.dumps(newer, separators=(",", ":"), ensure_ascii=False).encode()) + rest)
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
        self.assert_check_refuses_alike(done)
        self.assertEqual(len(self.provider.requests()), requests)
        said = preceptron("status", self.results).stdout
        self.assertIn(done.stderr.removeprefix("error: "), said)
        self.assertNotIn("to go on:", said)
        self.assertEqual(self.refused_readers(), 4)
        self.assertEqual(self.journal.read_bytes(), b"\n".join(broken))

    def refused_readers(self):
        """Of the commands that make something of a journal, how many refuse it."""
        files = {path: path.read_bytes() for path in self.results.glob("*.json")}
        refused = 0
        for command in (("export", self.results), ("export", self.results, "--results"), ("analyze", self.results),
                        ("report", self.results)):
            done = preceptron(*command)
            refused += done.returncode == 65 and "--repair" in done.stderr and done.stdout == ""
        self.assertEqual({path: path.read_bytes() for path in self.results.glob("*.json")}, files)
        return refused

    def test_whoever_reads_a_journal_with_a_damaged_place_is_told(self):
        lines = self.whole.split(b"\n")
        hit = next(i for i, line in enumerate(lines) if b'"type":"result"' in line)
        lines[hit] = lines[hit][:60] + b"#" + lines[hit][61:]
        self.journal.write_bytes(b"\n".join(lines))
        told = (f"{self.journal}: 1 damaged place, {len(lines[hit]) + 1} bytes, the first at byte "
                f"{sum(len(line) + 1 for line in lines[:hit])}: what was there counts as not judged; look at it with: "
                f"preceptron verify {self.results}")
        for command in (("export", self.results), ("export", self.results, "--results"), ("analyze", self.results)):
            done = preceptron(*command)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(told, " ".join((done.stderr + done.stdout).split()))
        self.assertEqual(self.refused_readers(), 0)


class DamagedCopy(Proof):
    """After a failed sync the second segment repeats what the first may have lost."""

    ENTRIES = 60

    def run_with_a_failed_sync(self):
        """The provider, the configuration, and the two segments with their content."""
        provider = self.simulator("--ttft", "20ms", "--gap", "2ms", "--events", "5")
        config = self.write_config(provider.address, more="threads: 6")
        done = self.run_under(strace("fdatasync:error=EIO:when=5"), config)
        self.assertEqual(done.returncode, 0, done.stderr)
        first, second = (self.results / "checkpoint" / name for name in ("journal.jsonl", "journal.2.jsonl"))
        both = first.read_bytes(), second.read_bytes()
        self.assertIn(b'"repeats_from"', both[1])
        return provider, config, first, second, both

    @needs("strace")
    def test_a_line_that_lost_its_newline_only_is_not_paid_for_again(self):
        provider, config, first, second, both = self.run_with_a_failed_sync()
        repeated = json.loads(both[1].split(b"\n")[0])["r"]["repeats_from"]
        newline = both[0].index(b"\n", both[0].index(b'"type":"result"', repeated))
        torn = both[0][:newline]
        for left in (torn, torn + b"\0" * 3000, torn + b"*" + both[0][newline + 1:]):
            first.write_bytes(left)
            second.write_bytes(both[1])
            done = self.run_config(config)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(provider.requests()), self.ENTRIES, left[-40:])

    @needs("strace")
    def test_repair_of_the_second_segment_counts_nothing_twice(self):
        provider, config, first, second, both = self.run_with_a_failed_sync()
        before = self.money()
        for line in (0, 1):
            first.write_bytes(both[0])
            lines = both[1].split(b"\n")
            lines[line] = lines[line][:60] + b"#" + lines[line][61:]
            second.write_bytes(b"\n".join(lines))
            self.assertEqual(preceptron("verify", self.results, "--repair").returncode, 0)
            self.assertEqual(self.money(), before, f"line {line + 1}")
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assert_all_scored_once(len(provider.requests()))

    def money(self):
        text = preceptron("status", self.results).stdout
        status = json.loads(preceptron("status", self.results, "--format", "json").stdout)
        return status["known_cost_usd"], [line for line in text.splitlines() if "billed twice" in line or "spent" in line]


if __name__ == "__main__":
    unittest.main()
