"""The keys of trials, as src/journal/JOURNAL.md has them: those of a new journal, and a journal that has the older ones."""

import hashlib
import json
import sys
import unittest
from pathlib import Path

from program import ProgramTest, generated_entries, preceptron
from several_providers import QUICK
from small_task import SYSTEM, rubric

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
from journal_line import framed  # noqa: E402

TASK = "r_idea"


def digest(fields):
    total = hashlib.sha256()
    for field in fields:
        text = field.encode()
        total.update(len(text).to_bytes(8, "little") + text)
    return total.hexdigest()


class KeyLayout(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = [entry for entry in generated_entries(60) if entry["benchmark"] == TASK][:4]
        self.write_dataset(self.entries[:3])
        (self.folder / "mine.yaml").write_text(rubric(TASK))
        self.provider = self.simulator(*QUICK)
        self.origin = self.provider.address
        path = self.write_config(self.provider.address)
        path.write_text(path.read_text().replace("model_id: sim-strong", "model_id: sim-strong, prompt: mine.yaml"))
        self.config = path
        self.journal = self.results / "checkpoint" / "journal.jsonl"

    def settings(self):
        return [self.origin, "sim-strong", "-", "-", "{}"]

    def expected(self, layout):
        """Entry id → key."""
        keys = {}
        for entry in self.entries:
            which, prompt = [TASK, str(entry["id"])], [SYSTEM, entry["response"]]
            fields = [*which, *prompt, *self.settings()] if layout == 1 else [*self.settings(), *prompt, *which]
            keys[str(entry["id"])] = digest([f"preceptron.key/{layout}", "sim-strong", *fields, "0"])
        return keys

    def of_type(self, kind):
        return [line["r"] for line in self.journal_lines() if line["r"]["type"] == kind]

    def stored(self):
        return {record["entry_id"]: record["key"] for record in self.of_type("result")}

    def make_older(self):
        """What the journal would be if an older version had written it."""
        text = self.journal.read_text()
        new, old = self.expected(2), self.expected(1)
        for entry, key in new.items():
            text = text.replace(key, old[entry])
        lines = [json.loads(line)["r"] for line in text.splitlines()]
        for line in lines:
            line.pop("keys", None)
        self.journal.write_bytes(b"".join(
            framed(json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode()) for line in lines))

    def ask(self):
        before = len(self.provider.requests())
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        return len(self.provider.requests()) - before

    def test_a_new_journal_has_the_keys_that_its_head_names(self):
        self.assertEqual(self.ask(), 3)
        self.assertEqual([head["keys"] for head in self.of_type("head")], [2])
        keys = self.expected(2)
        self.assertEqual(self.stored(), {str(entry["id"]): keys[str(entry["id"])] for entry in self.entries[:3]})

    def test_a_journal_with_older_keys_is_gone_on_with_and_keeps_to_them(self):
        self.assertEqual(self.ask(), 3)
        self.make_older()
        self.assertEqual(self.ask(), 0)
        self.write_dataset(self.entries)
        self.assertEqual(self.ask(), 1)
        self.assertEqual(self.stored(), self.expected(1))
        self.assertEqual(self.ask(), 0)
        self.assertFalse(any("keys" in head for head in self.of_type("head")))

    def test_a_lost_head_does_not_make_keys_others(self):
        self.assertEqual(self.ask(), 3)
        new = self.journal.read_bytes()
        self.make_older()
        for whole in (self.journal.read_bytes(), new):
            self.journal.write_bytes(whole.partition(b"\n")[2])
            self.assertEqual(self.ask(), 0)
            self.assertEqual(preceptron("verify", self.results, "--repair").returncode, 0)
            self.assertEqual(self.ask(), 0)

    def test_what_has_changed_is_told_by_older_keys_too(self):
        self.assertEqual(self.ask(), 3)
        self.make_older()
        self.entries[1]["response"] += " And more."
        self.write_dataset(self.entries[:3])
        done = self.run_config(self.config)
        self.assertIn("2 reused, 1 no longer match", done.stderr)
        self.config.write_text(self.config.read_text().replace("prompt:", "temperature: 0.5, prompt:"))
        self.assertEqual(self.run_config(self.config).returncode, 78)


if __name__ == "__main__":
    unittest.main()
