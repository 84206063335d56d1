"""What other commands make of an output folder, and which folders and datasets a run refuses."""

import csv
import io
import json
import os
import shlex
import subprocess
import unittest

from judged_folder import JudgedFolder
from program import BINARY, ENVIRONMENT, ProgramTest, generated_entries, preceptron


class Folder(JudgedFolder):
    def test_export_gives_a_row_a_judge_and_entry(self):
        done = preceptron("export", self.results, "--format", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(len(rows), 2 * len(self.entries))
        grades = {str(e["id"]): e["grade"] for e in self.entries}
        for row in rows:
            self.assertEqual(float(row["grade"]), grades[row["id"]])
            float(row["predicted_score"])
        lines = preceptron("export", self.results, "--format", "jsonl").stdout.splitlines()
        self.assertEqual(len([json.loads(line) for line in lines]), len(rows))

    def test_result_files_can_be_published_again_byte_for_byte(self):
        before = self.result_files()
        for name in before:
            (self.results / name).unlink()
        self.assertEqual(preceptron("export", self.results, "--results").returncode, 0)
        self.assertEqual(self.result_files(), before)

    def test_what_stdout_does_not_take_is_told(self):
        for command in ("verify", "status", "analyze"):
            with open("/dev/full", "w") as full:
                done = subprocess.run([BINARY, command, self.results], stdout=full, stderr=subprocess.PIPE, text=True,
                                      env=ENVIRONMENT, check=False)
            self.assertEqual(done.returncode, 74, done.stderr)
            self.assertIn("stdout could not be written: No space left on device", done.stderr)

    def test_what_nobody_reads_is_74_and_what_is_in_the_folder_is_not(self):
        def ended(command, to):
            return subprocess.run(["sh", "-c", f'exec "$@" {to}', "sh", BINARY, *map(str, command)], stdin=subprocess.DEVNULL, timeout=120,
                                  stdout=writer, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)

        reader, writer = os.pipe()
        os.close(reader)
        for command in ("verify", "status", "analyze", "export", "report -o -"):
            name, *flags = command.split()
            self.assertEqual(((done := ended((name, self.results, *flags, "-q"), ">&-")).returncode, done.stderr),
                             (74, "error: stdout could not be written: Bad file descriptor\n"))
            self.assertEqual(((done := ended((name, self.results, *flags, "-q"), "")).returncode, done.stderr), (74, ""))
        config = self.folder / "config.yaml"
        for to in (">&-", ""):
            self.assertEqual(ended(("check", "--config", config, "-q"), to).returncode, 74)
            self.assertEqual(ended(("run", "--config", config, "--dry-run", "-q"), to).returncode, 74)
            self.assertEqual(((done := ended(("run", "--config", config, "-q"), to)).returncode, done.stderr), (0, ""))
        os.close(writer)

    def test_suggested_commands_can_be_pasted_though_a_path_has_a_blank(self):
        folder = self.folder / "it's here"
        config = self.folder / "my config.yaml"
        (self.folder / "config.yaml").rename(config)
        shown = self.run_config(config, "--output-dir", folder).stdout

        def suggested(text):
            commands = [line[line.index("preceptron "):] for line in text.splitlines() if "preceptron " in line]
            return [shlex.split(command)[1:] for command in commands]

        self.assertEqual(suggested(shown), [["report", str(folder)], ["analyze", str(folder), "--statistics", "all"]])
        journal = folder / "checkpoint" / "journal.jsonl"
        lines = journal.read_bytes().split(b"\n")
        first = next(i for i, line in enumerate(lines) if b'"type":"result"' in line)
        lines[first] = lines[first].replace(b'"score":', b'"scare":', 1)
        journal.write_bytes(b"\n".join(lines))
        manifest = folder / "checkpoint" / "manifest.json"
        self.assertEqual(suggested(preceptron("status", folder).stdout),
                         [["verify", str(folder)], ["run", "--config", str(config), "--output-dir", str(folder)]])
        manifest.write_text(manifest.read_text().replace('"command"', '"x-command"'))  # of an older version
        self.assertEqual(suggested(preceptron("status", folder).stdout)[1], ["run", "--config", str(config)])
        self.assertEqual(suggested(preceptron("verify", folder).stderr), [["verify", str(folder), "--repair"]])

    def test_a_folder_without_a_run_is_66(self):
        for command in ("export", "verify"):
            done = preceptron(command, self.folder / "nothing")
            self.assertEqual(done.returncode, 66, done.stderr)
            self.assertIn(str(self.folder / "nothing"), done.stderr)

    def test_a_dataset_that_the_run_would_write_over_is_refused(self):
        for name in ("sim-strong_" + self.entries[0]["benchmark"] + ".json", "failures.jsonl"):
            dataset = self.results / name
            dataset.write_text(json.dumps(self.entries))
            done = self.run_config(self.folder / "config.yaml", "--dataset", dataset)
            self.assert_refused(done, 78, "is a file that the run writes, and would be lost")
            self.assertEqual(json.loads(dataset.read_text()), self.entries)

    def test_a_dataset_that_can_be_read_once_only_is_refused(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        done = self.run_config(self.folder / "config.yaml", "--dataset", pipe)
        self.assert_refused(done, 65, f"--dataset: {pipe} can be read only once", "write it into a file")

    def test_a_folder_in_the_place_of_failures_is_refused_before_anything_is_sent(self):
        failures = self.folder / "fresh" / "failures.jsonl"
        failures.mkdir(parents=True)
        for command in (("check",), ("run", "--dry-run"), ("run",)):
            done = preceptron(*command, "--config", self.folder / "config.yaml", "--output-dir", "fresh", cwd=self.folder)
            self.assertEqual(done.returncode, 73, done.stderr)
            self.assertIn(f"{failures}: it is a folder", done.stderr)

    def test_links_in_the_checkpoint_are_not_written_through(self):
        victim = self.folder / "victim"
        victim.write_text("mine\n")
        for name in ("lock", "run.log"):
            link = self.results / "checkpoint" / name
            link.unlink()
            link.symlink_to(victim)
            self.run_config(self.folder / "config.yaml")
            self.assertEqual(victim.read_text(), "mine\n")
            link.unlink()

    def test_what_a_folder_says_moves_no_terminal(self):
        manifest = self.results / "checkpoint" / "manifest.json"
        text = json.loads(manifest.read_text())
        text["command"], text["working_directory"] = "preceptron run\x1b]0;x\x07\n rm -rf ~", "/tmp/\x1b[2J\u202e"
        text["dataset"]["path"] = "/nowhere/\x1b[31m\u009b.json"
        manifest.write_text(json.dumps(text))
        (self.results / "evil\x1b[31m_cpc_bond.json").write_text('[{"id": "x", "predicted_score": 1}]')
        said = ""
        for command in (("status", self.results), ("analyze", self.results), ("export", self.results),
                        ("run", "--config", self.folder / "config.yaml", "--rejudge", "--limit", "1"),
                        ("verify", "no\x1b[31m\u202ewhere")):
            done = preceptron(*command)
            said += done.stdout + done.stderr
        for raw in ("\x1b", "\x07", "\u202e", "\u009b", "\n rm -rf"):
            self.assertNotIn(raw, said)
        self.assertIn("\\x1b[31m", said)

    def test_an_export_is_of_the_form_that_its_file_is_called_by(self):
        for name, first in (("r.json", "["), ("r.jsonl", "{"), ("r.csv", "judge,")):
            self.assertEqual(preceptron("export", self.results, "-o", self.folder / name).returncode, 0)
            self.assertTrue((self.folder / name).read_text().startswith(first), name)
        self.assertEqual(preceptron("export", self.results, "--format", "csv", "-o", self.folder / "r.json").returncode, 0)
        self.assertTrue((self.folder / "r.json").read_text().startswith("judge,"))


class Unusual(ProgramTest):
    def test_json_lines_are_lines_whatever_an_entry_holds(self):
        entries = generated_entries(6)
        for entry in entries:
            entry["study"], entry["model"] = {"a": 1, "b": [1, 2]}, ["x", "y"]
        del entries[0]["response"]
        self.write_dataset(entries)
        provider = self.simulator("--ttft", "1ms", "--gap", "1ms")
        self.run_config(self.write_config(provider.address))
        for text in (preceptron("export", self.results, "--format", "jsonl").stdout,
                     (self.results / "failures.jsonl").read_text()):
            rows = [json.loads(line) for line in text.splitlines()]
            self.assertTrue(rows)
            self.assertEqual(rows[0]["study"], {"a": 1, "b": [1, 2]})

    def test_a_benchmark_without_a_name_is_a_task_of_its_own(self):
        entries = [entry for entry in generated_entries(60) if entry["benchmark"] == "cpc_bond"][:6]
        for entry in entries[:3]:
            entry["benchmark"] = ""
        self.write_dataset(entries)
        provider = self.simulator("--ttft", "1ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="task_aliases: {'': cpc_bond}")
        for _ in range(2):
            self.assertEqual(self.run_config(config).returncode, 0)
            done = preceptron("status", self.results, "--format", "json")
            shown = json.loads(done.stdout)
            self.assertEqual((shown["planned"], shown["scored"]), (6, 6), shown)
            self.assertNotIn("to go on", preceptron("status", self.results).stdout)

    def test_failures_alone_hold_no_folder_against_another_dataset(self):
        entries = generated_entries(3)
        for entry in entries:
            del entry["response"]
        self.write_dataset(entries)
        provider = self.simulator("--ttft", "1ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.assertEqual(self.run_config(config).returncode, 1)
        self.write_dataset([{**entry, "id": f"new-{entry['id']}"} for entry in generated_entries(3)])
        done = self.run_config(config)
        self.assertEqual(done.returncode, 0, done.stderr)


class Refused(ProgramTest):
    def test_what_is_refused_before_the_first_call_leaves_nothing(self):
        config = self.write_config("https://127.0.0.1:9")
        text = config.read_text()
        entries = generated_entries(12)
        for change, rows, status in ((("provider: simulated", "provider: anthropic"), entries, 78),
                                     (("", ""), [entry | {"benchmark": "unheard_of"} for entry in entries], 65)):
            config.write_text(text.replace(*change))
            self.write_dataset(rows)
            done = self.run_config(config)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertFalse(self.results.exists())
        self.results.mkdir()
        foreign = self.results / f"sim-strong_{entries[0]['benchmark']}.json"
        foreign.write_text('[{"id": "a", "predicted_score": 1}]')
        config.write_text(text)
        self.write_dataset(entries)
        self.assertEqual(self.run_config(config).returncode, 73)
        self.assertEqual(list(self.results.iterdir()), [foreign])


if __name__ == "__main__":
    unittest.main()
