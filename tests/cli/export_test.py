"""`preceptron export` in the hands of those who analyse with R and pandas: read bare, nothing to repair."""

import csv
import fcntl
import json
import os
import shutil
import subprocess
import sys
import termios
import unittest

from program import BINARY, ProgramTest, generated_entries, preceptron, start

PANDAS = """
import json, sys
import pandas as pd
csv = pd.read_csv(sys.argv[1], float_precision="round_trip")
lines = pd.read_json(sys.argv[2], lines=True)
assert list(csv.columns) == list(lines.columns), (csv.columns, lines.columns)
assert csv["predicted_score"].dtype.kind in "fi" and csv["grade"].dtype.kind in "fi"
assert csv.groupby(["judge", "task", "id", "repeat"]).size().max() == 1
assert (csv["predicted_score"] == lines["predicted_score"]).all()
assert (csv["justification"].str.strip() == lines["justification"].str.strip()).all()
print(json.dumps({"rows": len(csv), "judges": sorted(csv["judge"].unique()),
                  "mae": (csv["predicted_score"] - csv["grade"]).abs().groupby(csv["judge"]).mean().to_dict()}))
"""

R = """
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
stopifnot(is.numeric(d$predicted_score), is.numeric(d$grade), is.numeric(d$latency_ms))
stopifnot(!anyDuplicated(d[c("judge", "task", "id", "repeat.")[c("judge", "task", "id", "repeat.") %in% names(d)]]))
mae <- tapply(abs(d$predicted_score - d$grade), d$judge, mean)
cat(nrow(d), sprintf("%.10f", mae), "\\n")
"""


class Export(ProgramTest):
    def exported(self, repeats=2):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        entries = generated_entries(60)
        entries[0]["id"] = 'quote " and, comma'
        entries[1]["model"] = "line\nbreak"
        self.write_dataset(entries)
        lines = [f"dataset_path: dataset.json", "output_dir: results", "ca_file: simulated-ca.pem",
                 "task_aliases: {bi_triage: cpc_bond}", "models:"]
        lines += [f"  - {{name: {judge}, provider: simulated, model_id: {judge}, repeats: {repeats}, "
                  f"base_url: '{provider.address}/v1'}}" for judge in ("sim-fair", "sim-noisy")]
        config = self.folder / "config.yaml"
        config.write_text("\n".join(lines) + "\n")
        done = self.run_config(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        for kind in ("csv", "jsonl"):
            done = preceptron("export", self.results, "--format", kind, "-o", self.folder / f"results.{kind}")
            self.assertEqual(done.returncode, 0, done.stderr)
        rows = [json.loads(line) for line in (self.folder / "results.jsonl").read_text().splitlines()]
        self.assertEqual(len(rows), 2 * 60 * repeats)  # a row a judge, entry and repeat
        errors = {}
        for row in rows:
            errors.setdefault(row["judge"], []).append(abs(row["predicted_score"] - row["grade"]))
        return {judge: sum(all_of) / len(all_of) for judge, all_of in errors.items()}, len(rows)

    def test_a_slow_reader_of_a_pipe_that_does_not_wait_gets_all_of_it(self):
        self.exported()
        whole = preceptron("export", self.results, "--format", "json").stdout
        self.assertGreater(len(whole), 70_000)  # more than a pipe holds
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        process = start("export", self.results, "--format", "json", stdout=writer, stderr=subprocess.PIPE)
        room = fcntl.fcntl(writer, fcntl.F_GETPIPE_SZ)
        os.close(writer)
        self.wait_for(lambda: int.from_bytes(fcntl.ioctl(reader, termios.FIONREAD, bytes(4)), sys.byteorder) > room - 4096)
        with open(reader, encoding="utf-8") as pipe:
            self.assertEqual(pipe.read(), whole)
        self.assertEqual(process.communicate()[1], "")
        self.assertEqual(process.returncode, 0)

    def test_statistics_are_those_of_the_folder(self):
        """Also where entries have maxima of their own, where a case's question was asked twice, and by answers' length."""
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        entries = generated_entries(120)
        again = [e for e in entries if e["benchmark"] == "management_reasoning"][:3]
        entries += [{**e, "id": f"{e['id']}-again", "response": e["response"] + " And more." * n}
                    for n, e in enumerate(again)]
        self.write_dataset(entries)
        config = self.write_config(provider.address, more="task_aliases: {bi_triage: cpc_bond}")
        self.assertEqual(self.run_config(config).returncode, 0)

        def analysed(path):
            done = preceptron("analyze", path, "--format", "json", "--statistics", "all", "--replicates", "200")
            self.assertEqual(done.returncode, 0, done.stderr)
            found = json.loads(done.stdout)
            return ({cell["task"]: cell["statistics"] for cell in found["cells"]},
                    found["bias"][0]["length_slope"]["estimate"])

        cells, slope = analysed(self.results)
        self.assertIn("management_reasoning.by_case", cells)
        for kind in ("csv", "jsonl", "json"):
            file = self.folder / f"all.{kind}"
            self.assertEqual(preceptron("export", self.results, "--format", kind, "-o", file).returncode, 0)
            exported = analysed(file)
            self.assertEqual(exported[0], cells, kind)
            self.assertAlmostEqual(exported[1], slope, places=9)  # tasks come in another order

    def test_names_that_spreadsheets_take_for_formulas_come_back_from_csv(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        starts = ("=", "+", "-", "@", "'=", "''-", "'", "-5 ")
        entries = [e | {"id": f"{starts[n % 8]}e{n}", "case_id": f"-c{n % 12}", "study": "'+s"}
                   for n, e in enumerate(generated_entries(48))]
        self.write_dataset(entries)
        config = self.write_config(provider.address, more="task_aliases: {bi_triage: cpc_bond}")
        config.write_text(config.read_text().replace("name: sim-strong", 'name: "-j"'))
        self.assertEqual(self.run_config(config).returncode, 0)
        file, raters, split = (self.folder / name for name in ("all.csv", "raters.csv", "split.txt"))
        self.assertEqual(preceptron("export", self.results, "-o", file).returncode, 0)
        with raters.open("w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(("id", "rater", "grade"))
            for e in entries:
                guard = "'" if e["id"].startswith("'") and e["id"][1] in "='" else ""
                rows.writerows((guard + e["id"], rater, e["grade"]) for rater in "AB")
        split.write_text("-c1\n")
        found = []
        for path in (self.results, file):
            done = preceptron("analyze", path, "--raters", raters, "--split", split, "--format", "json")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("not among", done.stderr)
            self.assertNotIn("no entry is of", done.stderr)
            found.append({(cell["judge"], cell["task"]): (cell["n"], cell["cases"])
                          for cell in json.loads(done.stdout)["cells"]})
        self.assertEqual(found[0], found[1])
        self.assertEqual({judge for judge, _ in found[1]}, {"-j"})

    def test_a_dash_is_standard_output_and_a_reader_may_leave(self):
        self.exported(repeats=1)
        text = (self.folder / "results.csv").read_bytes().decode()
        done = preceptron("export", self.results, "-o", "-")
        self.assertEqual((done.returncode, done.stdout.splitlines(), done.stderr), (0, text.splitlines(), ""))
        for command in ("report", "analyze"):
            done = preceptron(command, self.results, "-o", "-")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("</html>" if command == "report" else "sim-noisy", done.stdout)
        self.assertFalse(os.path.exists("-"))
        reader, writer = os.pipe()
        os.close(reader)
        gone = subprocess.run([BINARY, "export", self.results], stdout=writer, stderr=subprocess.PIPE, timeout=60)
        os.close(writer)
        self.assertEqual((gone.returncode, gone.stderr), (74, b""))

    def test_stays_private_where_the_run_was(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        self.write_dataset(generated_entries(30))
        self.assertEqual(self.run_config(self.write_config(provider.address), "--private").returncode, 0)
        for command, file in (("export", "results.csv"), ("analyze", "agreement.json")):
            path = self.folder / file
            path.touch(mode=0o644)
            done = preceptron(command, self.results, "-o", path)
            self.assertEqual((done.returncode, path.stat().st_mode & 0o777), (0, 0o600), done.stderr)
            self.assertGreater(path.stat().st_size, 100)
        self.assertEqual(preceptron("analyze", self.results, "-o", self.results).returncode, 0)
        self.assertEqual((self.results / "agreement.csv").stat().st_mode & 0o777, 0o600)
        for path in self.results.glob("*.json*"):
            path.unlink()
        self.assertEqual(preceptron("export", self.results, "--results").returncode, 0)
        written = list(self.results.glob("*.json*"))
        self.assertGreater(len(written), 1)
        self.assertEqual({path.stat().st_mode & 0o777 for path in written}, {0o600})

    def test_what_cannot_be_written_is_told_with_the_reason(self):
        self.exported(repeats=1)
        (self.folder / "a folder").mkdir()
        for command in ("export", "analyze"):
            for file, status, reason in (("no/x.jsonl", 73, "No such file or directory"),
                                         ("/dev/full", 74, "No space left on device")):
                done = preceptron(command, self.results, "-o", self.folder / file)
                self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
                self.assertIn(reason, done.stderr)
            done = preceptron(command, self.results, "-o", "/dev/stdout")  # a link to a pipe
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("sim-noisy", done.stdout)
        done = preceptron("export", self.results, "-o", self.folder / "a folder")
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertIn("Is a directory", done.stderr)

    def test_nothing_is_made_of_other_entries(self):
        self.exported(repeats=1)
        before = self.result_files()
        others = [{**entry, "id": f"other {n}"} for n, entry in enumerate(generated_entries(3))]
        for entries in (others, []):
            other = self.write_dataset(entries, "other.json")
            for command, *flags in (["export", "--results"], ["export"], ["export", "-o", self.folder / "of others.csv"],
                                    ["analyze"], ["report"]):
                done = preceptron(command, self.results, *flags, "--dataset", other)
                self.assert_refused(done, 65, f"{self.results} holds results of other entries: none of its ids is in {other}")
                self.assertEqual(self.result_files(), before)
                self.assertFalse((self.folder / "of others.csv").exists())
                self.assertFalse((self.results / "report.html").exists())
        some = self.write_dataset(json.loads((self.folder / "dataset.json").read_text())[:30] + others, "some.json")
        self.assertEqual(preceptron("export", self.results, "--results", "--dataset", some).returncode, 0)

    def test_neither_a_journal_nor_an_input_is_written_over(self):
        self.exported(repeats=1)
        data, table = self.folder / "dataset.json", self.folder / "results.csv"
        checkpoint = self.results / "checkpoint"
        raters, split = self.folder / "raters.csv", self.folder / "split.txt"
        raters.write_text("id,case_id,rater,grade\n")
        split.write_text("case\n")
        (self.folder / "link").symlink_to(checkpoint / "journal.jsonl")
        (self.folder / "another").symlink_to(checkpoint)
        os.link(data, self.folder / "second name")
        files = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        in_journal = [("-o", self.folder / "link"), ("-o", self.folder / "another" / "new.csv"),
                      *(("-o", checkpoint / name) for name in ("journal.jsonl", "manifest.json", "new.csv", "a/b.csv"))]
        inputs = [("-o", data), ("-o", self.folder / "second name"), ("-o", self.folder / "config.yaml")]
        cases = [(command, self.results, *flags, word) for command in ("export", "analyze", "report")
                 for flags, word in [*((f, "journal") for f in in_journal), *((f, "is an input") for f in inputs)]]
        cases += [("report", self.results, "--charts", checkpoint, "journal"), ("analyze", self.results, "-o", checkpoint, "journal"),
                  ("analyze", table, "-o", table, "is an input"), ("analyze", table, "-o", checkpoint / "x.csv", "journal"),
                  ("analyze", self.results, "--raters", raters, "-o", raters, "is an input"),
                  ("report", self.results, "--split", split, "-o", split, "is an input")]
        for *arguments, word in cases:
            done = preceptron(*arguments)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1), (arguments, done.stderr))
            self.assertIn(word, done.stderr)
        self.assertEqual({path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}, files)
        (self.folder / "checkpoint").mkdir()  # of somebody else
        self.assertEqual(preceptron("export", self.results, "-o", self.folder / "checkpoint" / "x.csv").returncode, 0)

    def test_a_folder_s_name_is_no_file_s(self):
        self.exported(repeats=1)
        for command in ("export", "analyze", "report"):
            done = preceptron(command, self.results, "-o", f"{self.folder}/new/")
            self.assertEqual((done.returncode, done.stderr),
                             (73, f"error: --output: {self.folder}/new/ is not there: give the name of a file\n"))
            done = preceptron(command, self.results, "-o", f"{self.folder}/new/file")
            self.assertEqual(done.returncode, 73, done.stderr)
        done = preceptron("analyze", self.results, "-o", f"{self.results}/")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.results / "agreement.csv").exists())

    def test_pandas_reads_both_bare(self):
        if subprocess.run(["/usr/bin/python3", "-c", "import pandas"], capture_output=True).returncode != 0:
            self.skipTest("python3-pandas is not installed")
        mae, rows = self.exported()
        done = subprocess.run(["/usr/bin/python3", "-c", PANDAS, self.folder / "results.csv", self.folder / "results.jsonl"],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = json.loads(done.stdout)
        self.assertEqual((seen["rows"], seen["judges"]), (rows, sorted(mae)))
        for judge, value in mae.items():
            self.assertAlmostEqual(seen["mae"][judge], value, places=12)

    def test_r_reads_it_bare(self):
        if not shutil.which("Rscript"):
            self.skipTest("r-base-core is not installed")
        mae, rows = self.exported()
        done = subprocess.run(["Rscript", "-e", R, self.folder / "results.csv"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = done.stdout.split()
        self.assertEqual(int(seen[0]), rows)
        for value, judge in zip(seen[1:], sorted(mae)):
            self.assertAlmostEqual(float(value), mae[judge], places=9)

    def test_analyze_writes_a_long_table_that_pandas_reads(self):
        if subprocess.run(["/usr/bin/python3", "-c", "import pandas"], capture_output=True).returncode != 0:
            self.skipTest("python3-pandas is not installed")
        self.exported(repeats=1)
        done = preceptron("analyze", self.results, "-o", self.results)
        self.assertEqual(done.returncode, 0, done.stderr)
        read = "import pandas as pd, sys; d = pd.read_csv(sys.argv[1]); print(','.join(d.columns), d['estimate'].dtype.kind)"
        done = subprocess.run(["/usr/bin/python3", "-c", read, self.results / "agreement.csv"], capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.stdout.strip(), "judge,task,statistic,estimate,lo,hi,method,n,cases,undefined_reason f",
                         done.stderr)


if __name__ == "__main__":
    unittest.main()
