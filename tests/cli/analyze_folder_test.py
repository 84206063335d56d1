"""`preceptron analyze` of an output folder: the demo's, and the settings and scales that its manifest keeps."""

import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import ProgramTest, generated_entries, preceptron
from several_providers import QUICK

# What the benchmark's own instructions compute from a result file.
VIGNETTE = """
import json, sys
import numpy as np
rows = json.load(open(sys.argv[1]))
g = np.array([r["grade"] for r in rows], dtype=float)
p = np.array([r["predicted_score"] for r in rows], dtype=float)
print("%.3f %.3f" % (np.corrcoef(g, p)[0, 1], np.abs(g - p).mean()))
"""


class Folder(ProgramTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="preceptron-")
        cls.addClassCleanup(folder.cleanup)
        cls.demo = Path(folder.name).resolve() / "demo"
        cls.done = preceptron("demo", "--output-dir", cls.demo)

    def analysis(self, *flags):
        done = preceptron("analyze", self.demo, "--format", "json", *flags)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout), done

    def test_the_demo_ends_with_the_headline_and_names_the_best_judge(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        text = self.done.stdout.replace("\n  ", " ")
        self.assertIn("Best: sim-strong.", text)
        self.assertIn("sim-fair is ahead of sim-noisy by", text)
        self.assertLessEqual(max(map(len, self.done.stdout.splitlines())), 80)

    def test_a_run_in_a_locale_without_utf_8_ends_in_ascii(self):
        for name, mark in (("C.UTF-8", "†"), ("C.utf-8", "†"), ("C.UTF8", "†"), ("C", "*")):
            done = preceptron("demo", "--output-dir", self.demo, environment={"LC_ALL": name})
            self.assertIn(mark + " fewer than 10 cases", done.stdout)
            self.assertEqual(done.stdout.isascii(), name == "C")

    def test_r_and_error_are_those_of_the_vignettes_code(self):
        shown, _ = self.analysis()
        table = preceptron("analyze", self.demo, environment={"COLUMNS": "160"}).stdout.splitlines()
        vignette = table[next(i for i, line in enumerate(table) if line.startswith("Cohen's kappa, Pearson's r")):]
        compared = 0
        for cell in shown["cells"]:
            path = self.demo / f"{cell['judge']}_{cell['task']}.json"
            if not path.exists():
                continue  # sums have no file
            read = subprocess.run(["/usr/bin/python3", "-c", VIGNETTE, str(path)], capture_output=True, text=True,
                                  timeout=60, check=True)
            row = next(line.split() for line in vignette if line.split()[:2] == [cell["task"], cell["judge"]])
            self.assertEqual(row[-2:], read.stdout.split())
            compared += 1
        self.assertEqual(compared, 18)

    def test_the_flow_loses_no_entry(self):
        flow = self.analysis()[0]["flow"]
        lost = sum(flow["unknown_benchmark"].values())
        lost += flow["no_grade"] + flow["no_max_score"] + flow["development"]
        self.assertEqual(flow["entries"], flow["eligible"] + lost)
        self.assertEqual(flow["judgements"], 3 * flow["eligible"])
        self.assertEqual(flow["judgements"], flow["analysed"] + sum(flow["missing"].values()))

    def test_management_is_also_summed_by_case(self):
        tasks = {cell["task"] for cell in self.analysis()[0]["cells"]}
        self.assertIn("management_reasoning.by_case", tasks)

    def test_a_later_change_of_settings_is_reported(self):
        self.analysis()
        _, done = self.analysis("--seed", "99")
        self.assertIn("changed since it was frozen at this folder's first call: seed 1, now 99", done.stderr)

    def test_development_cases_are_left_out_and_counted(self):
        case = json.loads((self.demo / "dataset.json").read_text())[0]["case_id"]
        split = self.folder / "split.txt"
        split.write_text("# tuned on\n" + case + "\n")
        shown, _ = self.analysis("--split", split)
        self.assertGreater(shown["flow"]["development"], 0)

    def test_another_list_in_the_same_split_file_is_a_change_that_is_reported(self):
        cases = sorted({str(e["case_id"]) for e in json.loads((self.demo / "dataset.json").read_text())})
        split = self.folder / "split.txt"
        split.write_text("\n".join(cases[:3]) + "\n")
        manifest = self.demo / "checkpoint/manifest.json"
        kept = manifest.read_text()
        self.addCleanup(manifest.write_text, kept)
        fresh = json.loads(kept)
        fresh.pop("analysis", None)
        manifest.write_text(json.dumps(fresh))
        shown, done = self.analysis("--split", split)
        self.assertRegex(shown["settings"]["split_list"], r"^3 cases, SHA-256 [0-9a-f]{16}$")
        split.write_text("# the same, told otherwise\n" + "\n".join(reversed(cases[:3])) + "\n")
        self.assertNotIn("changed since", self.analysis("--split", split)[1].stderr)
        split.write_text("\n".join(cases[:2]) + "\n")
        done = self.analysis("--split", split)[1]
        self.assertIn('changed since it was frozen at this folder\'s first call: split_list "3 cases, ', done.stderr)
        self.assertIn('now "2 cases, ', done.stderr)

    def test_names_of_the_split_that_no_case_has_are_told(self):
        split = self.folder / "split.txt"
        split.write_text("no such case\nnor\u00a0this\n")
        shown, done = self.analysis("--split", split)
        self.assertEqual(shown["flow"]["development"], 0)
        self.assertIn(f"{split} names 2 cases that no entry is of", done.stderr)
        self.assertIn("no such case", done.stderr)
        self.assertNotIn("behind #", done.stderr)
        split.write_text("# first\nno such case # third\n")
        self.assertIn("no such case # third (text behind # is part of the id unless # begins the line)\n",
                      self.analysis("--split", split)[1].stderr)
        split.write_text("no such case\nnor\u00a0this\n")
        done = preceptron("analyze", *sorted(self.demo.glob("sim-*_r_idea.json")), "--split", split)
        self.assertIn("names 2 cases that no entry is of", done.stderr)

    def test_result_files_give_what_the_folder_gives(self):
        files = sorted(self.demo.glob("sim-*_r_idea.json"))
        done = preceptron("analyze", *files, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        ours = {c["judge"]: c["statistics"]["pearson"] for c in json.loads(done.stdout)["cells"]}
        for cell in self.analysis()[0]["cells"]:
            if cell["task"] == "r_idea":
                self.assertEqual(ours[cell["judge"]], cell["statistics"]["pearson"])


class Manifest(ProgramTest):
    def test_settings_that_serve_no_longer_are_told_and_a_flag_overrides_them(self):
        self.write_dataset(generated_entries(12))
        config = self.write_config(self.simulator(*QUICK).address)
        self.run_config(config)
        manifest = self.results / "checkpoint/manifest.json"
        kept = manifest.read_text()
        gone = self.folder / "gone.txt"
        for member, value, status, flags in (("primary", '"qwkk"', 78, ("--primary", "mae")),
                                             ("split", json.dumps(str(gone)), 66, ("--split", "/dev/null"))):
            manifest.write_text(re.sub(rf'"{member}": ?(null|"qwk")', f'"{member}": {value}', kept))
            for command in ("analyze", "report"):
                done = preceptron(command, self.results)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(f"analysis of {config}: {member}", done.stderr)
                self.assertIn("a flag (see --help)", done.stderr)
                done = preceptron(command, self.results, *flags)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(preceptron("analyze", self.results, "--split", self.folder / "none.txt").returncode, 66)


class Ungraded(ProgramTest):
    def test_entries_without_a_grade_are_counted_as_the_run_counts_them(self):
        entries = generated_entries(40)
        del entries[0]["grade"]
        entries[1]["grade"], entries[2]["grade"] = "good", [3]
        strange = [dict(entries[3], id="strange", benchmark="nobodys", grade=None)]
        self.write_dataset(entries + strange)
        done = self.run_config(self.write_config(self.simulator(*QUICK).address))
        self.assertIn("1 entry without a grade not judged", done.stderr)
        self.assertIn("2 entries have a grade that is no number", done.stderr)
        self.assertIn("4 entries have no grade (2 have one that is no number, 1 is of tasks that are not judged) "
                      "and are in no figure", preceptron("analyze", self.results).stderr)


TASK = """task: mine
title: "Plans"
scale: {max: %d, step: 1}
source: "nobody"
requires: [response]
prompts:
  default:
    system: "Grade it, from 0 to %d."
    user: "{{response}}"
"""


class Scale(ProgramTest):
    def test_kept_scores_off_the_scale_now_used_are_missing_and_named(self):
        folder = self.folder / "tasks"
        folder.mkdir()
        self.write_dataset([{"id": f"e{i}", "case_id": f"c{i}", "benchmark": "mine", "grade": i % 5, "response": f"Plan {i}."}
                            for i in range(12)])
        provider = self.simulator(*QUICK)
        config = self.write_config(provider.address, more="tasks_dir: tasks")
        wide = self.folder / "wide.yaml"
        wide.write_text(TASK % (10, 10))
        (folder / "mine.yaml").write_text(TASK % (10, 10))
        self.assertEqual(self.run_config(config).returncode, 0)
        scores = {row["id"]: row["predicted_score"] for row in json.loads((self.results / "sim-strong_mine.json").read_text())}
        off = [entry for entry, score in scores.items() if score > 5]
        self.assertTrue(off)

        (folder / "mine.yaml").write_text(TASK % (5, 5))
        self.assertEqual(self.run_config(config, "--keep").returncode, 0)
        done = preceptron("analyze", self.results, "--format", "json")
        cell, = json.loads(done.stdout)["cells"]
        self.assertEqual((cell["missing"], cell["n"]), ({"out_of_scale": len(off)}, 12 - len(off)), done.stderr)
        self.assertIn(f"off the scale and count as missing (out_of_scale): {off[0]}, {off[1]}", done.stderr + done.stdout)

        # Of a judge whose own task file has the other scale nothing is off it.
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-strong, prompt: wide.yaml"))
        self.assertEqual(self.run_config(config, "--keep").returncode, 0)
        cell, = json.loads(preceptron("analyze", self.results, "--format", "json").stdout)["cells"]
        self.assertEqual((cell["missing"], cell["n"]), ({}, 12))


if __name__ == "__main__":
    unittest.main()
