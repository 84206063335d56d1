"""Journals that are damaged, cut short or gone: what `verify` and the other commands say, and what is judged again."""

import unittest

from judged_folder import JudgedFolder
from program import preceptron


class Verify(JudgedFolder):
    def test_verify_passes_a_sound_journal_and_finds_a_flipped_byte(self):
        done = preceptron("verify", self.results)
        self.assertEqual((done.returncode, done.stderr), (0, "the journal is undamaged\n"))
        self.assertRegex(done.stdout, r"journal.jsonl: \d+ records, \d{1,3}(,\d{3})+ bytes, ")
        journal = self.results / "checkpoint" / "journal.jsonl"
        damaged = bytearray(journal.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        journal.write_bytes(damaged)
        done = preceptron("verify", self.results)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)

    def test_the_damaged_entry_alone_is_judged_again(self):
        journal = self.results / "checkpoint" / "journal.jsonl"
        lines = journal.read_bytes().split(b"\n")
        last = max(i for i, line in enumerate(lines) if b'"type":"result"' in line)
        lines[last] = lines[last].replace(b'"score":', b'"scare":', 1)
        journal.write_bytes(b"\n".join(lines))
        summary, done = self.summary(self.folder / "config.yaml")
        self.assertEqual((done.returncode, summary["requests"]), (0, 1), done.stderr)
        self.assertIn("1 damaged", done.stderr)

    def test_a_torn_tail_is_set_aside_and_only_its_entry_is_judged_again(self):
        journal = self.results / "checkpoint" / "journal.jsonl"
        text = journal.read_bytes()
        last_result = text.rindex(b'"type":"result"')
        journal.write_bytes(text[:last_result + 40])
        summary, done = self.summary(self.folder / "config.yaml")
        self.assertEqual((done.returncode, summary["requests"]), (0, 1), done.stderr)
        self.assertEqual(len(list((self.results / "checkpoint").glob("torn-*"))), 1)

    def test_a_result_line_that_was_removed_is_damage(self):
        journal = self.results / "checkpoint" / "journal.jsonl"
        lines = journal.read_bytes().split(b"\n")
        del lines[max(i for i, line in enumerate(lines[:-20]) if b'"type":"result"' in line)]
        journal.write_bytes(b"\n".join(lines))
        done = preceptron("verify", self.results)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("--repair", done.stderr)
        self.assertEqual(preceptron("verify", self.results, "--repair").returncode, 0)
        self.assertEqual(preceptron("verify", self.results).returncode, 0)
        summary, done = self.summary(self.folder / "config.yaml")
        self.assertEqual((done.returncode, summary["requests"]), (0, 1), done.stderr)

    def test_verify_says_that_the_journal_is_gone(self):
        (self.results / "checkpoint" / "journal.jsonl").unlink()
        done = preceptron("verify", self.results)
        self.assertEqual((done.returncode, done.stdout), (66, ""), done.stderr)
        self.assertIn("there is no journal", done.stderr)

    def test_result_files_without_their_journal_are_told_of(self):
        journal, before = self.results / "checkpoint" / "journal.jsonl", self.result_files()
        kept = journal.read_bytes()
        for leave in (journal.unlink, lambda: journal.write_bytes(b"")):
            leave()
            for command in ("status", "analyze", "export", "report"):
                done = preceptron(command, self.results)
                self.assertEqual(done.returncode, 0, done.stderr)
                line, = [line for line in done.stderr.splitlines() if "is gone or empty" in line]
                self.assertIn(f"the journal in {self.results / 'checkpoint'} is gone or empty, but ", line)
                self.assertIn("preceptron analyze FILE", line)
        preceptron("export", self.results, "--results")
        after = self.result_files()
        self.assertEqual({name: after[name] for name in before if name != "failures.jsonl"},
                         {name: before[name] for name in before if name != "failures.jsonl"})
        journal.write_bytes(kept)
        self.assertNotIn("is gone", preceptron("analyze", self.results).stderr)


if __name__ == "__main__":
    unittest.main()
