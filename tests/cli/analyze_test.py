"""`preceptron analyze`: from an output folder, and from anybody's ratings."""

import csv
import io
import json
import re
import signal
import subprocess
import unittest
from pathlib import Path

from program import ProgramTest, generated_entries, preceptron, start

GOLDEN = Path(__file__).resolve().parents[1] / "golden"

QUICK = ("--ttft", "2ms", "--gap", "1ms", "--events", "2")

# What the benchmark's own instructions compute from a result file.
VIGNETTE = """
import json, sys
import numpy as np
rows = json.load(open(sys.argv[1]))
g = np.array([r["grade"] for r in rows], dtype=float)
p = np.array([r["predicted_score"] for r in rows], dtype=float)
print("%.3f %.3f" % (np.corrcoef(g, p)[0, 1], np.abs(g - p).mean()))
"""


def expected(dataset):
    checks = json.loads((GOLDEN / "expected" / (dataset + ".json")).read_text())["checks"]
    return {check["stat"]: check for check in checks}


class Files(ProgramTest):
    def analysis(self, *arguments):
        done = preceptron("analyze", *arguments, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def assert_met(self, shown, check):
        """The oracle's value, and null exactly where it is undefined."""
        if check["expected"] is None:
            self.assertIsNone(shown["estimate"])
            self.assertTrue(shown["undefined"])
            return
        tolerance = check["tol"]["abs"] + check["tol"]["rel"] * abs(check["expected"])
        self.assertAlmostEqual(shown["estimate"], check["expected"], delta=tolerance)

    def test_every_number_of_a_ratings_file_is_the_oracles(self):
        oracle = expected("G02_bond_half")
        cell = self.analysis(GOLDEN / "G02_bond_half.csv")["cells"][0]
        self.assertEqual((cell["task"], cell["n"]), ("cpc_bond", oracle["n_pairs"]["expected"]))
        compared = 0
        for name, check in oracle.items():
            if name in cell["statistics"] and isinstance(check["expected"], (float, int, type(None))):
                self.assert_met(cell["statistics"][name], check)
                compared += 1
        self.assertGreater(compared, 45)

    def test_all_judges_and_tasks_in_one_file_are_the_oracles(self):
        with open(GOLDEN / "G50_full_items.csv", newline="") as file:
            items = {row["id"]: row for row in csv.DictReader(file)}
        out = io.StringIO()
        writer = csv.writer(out)
        fields = ("id", "case_id", "study", "model", "task", "max_score", "grade")
        writer.writerow([*fields, "judge", "predicted_score"])
        with open(GOLDEN / "G50_full_predictions.csv", newline="") as file:
            for row in csv.DictReader(file):
                writer.writerow([*(items[row["id"]][f] for f in fields), row["judge"], row["predicted_score"]])
        cells = self.analysis(self.write("ratings.csv", out.getvalue()), "--replicates", "100")["cells"]
        cells = {(cell["judge"], cell["task"]): cell for cell in cells}
        compared = set()
        for name, check in expected("G50_full").items():
            judge, task, statistic = name.split(".", 2) if name.count(".") > 1 else ("", "", "")
            cell = cells.get((judge, task))
            if cell and statistic == "n_pairs":
                self.assertEqual(cell["n"], check["expected"], name)
            # What depends on the category set is of the rubric's here, of a list there.
            elif cell and statistic in ("mae", "rmse", "bias", "pearson", "exact_agreement", "kappa.quadratic.value.union"):
                self.assert_met(cell["statistics"][statistic], check)
                compared.add(name)
        self.assertEqual(len(compared), 5 * 6 * 6)

    def test_judges_with_long_names_stay_apart_in_a_narrow_table(self):
        names = [f"claude-sonnet-4-6-calibrated-prompt-{letter}" for letter in "ab"]
        rows = "".join(f"e{i},c{i},{i % 5},{(i + 1) % 5},{name}\n" for i in range(60) for name in names)
        file = self.write("ratings.csv", "id,case_id,grade,predicted_score,judge\n" + rows)
        table = preceptron("analyze", file).stdout.split("\n\n")[1].splitlines()
        self.assertEqual([line.split()[0][-7:] for line in table[2:]], ["rompt-a", "rompt-b"])
        self.assertLessEqual(max(map(len, table)), 80)

    def test_a_maximum_is_not_read_from_a_column_that_is_not_there(self):
        rows = [{"id": str(i), "most": 10, "grade": i, "predicted_score": i % 5} for i in range(9)]
        text = io.StringIO()
        table = csv.DictWriter(text, rows[0])
        table.writeheader()
        table.writerows(rows)
        files = (self.write("a.csv", text.getvalue()), self.write("b.json", json.dumps(rows)))
        for files in ((files[0],), (files[1],), files):
            done = preceptron("analyze", *files, "--max-score-column", "mots")
            self.assertEqual(done.returncode, 65, done.stdout)
            self.assertIn("no row of these files has a number in 'mots' (--max-score-column): there is no such "
                          "column; there are id, most, grade, predicted_score\n", done.stderr)
            self.assertEqual(preceptron("analyze", *files).returncode, 0)
            done = preceptron("analyze", *files, "--max-score-column", "most")
            self.assertEqual(done.returncode, 0, done.stderr)
        empty = self.write("c.csv", "id,grade,predicted_score,most\n1,2,3,\n")
        done = preceptron("analyze", empty, "--max-score-column", "most")
        self.assertTrue(done.stderr.endswith("has a number in 'most' (--max-score-column)\n"), done.stderr)

    def test_a_judge_called_as_its_file_is_told_from_one_that_rows_name(self):
        rows = json.dumps([{"id": "1", "task": "cpc_bond", "grade": 3, "predicted_score": 4}])
        files = self.write("gpt.json", rows), self.write("gpt_cpc_bond.json", rows)
        done = preceptron("analyze", *files)
        self.assertEqual(done.returncode, 65, done.stdout)
        self.assertIn(f"judge 'gpt' scored entry '1' before, at {files[0]}:1 (record 0); the judge's name is that of a "
                      "file, whose rows have no 'judge': if there are two judges, rename a file", done.stderr)
        twice = self.write("twice.csv", "id,grade,predicted_score\n1,2,3\n1,2,3\n")
        done = preceptron("analyze", twice)
        self.assertEqual(done.returncode, 65, done.stdout)
        self.assertIn("; rows of repeats need an 'epoch', rows of several judges a 'judge'", done.stderr)

    def test_undefined_is_null_with_a_reason(self):
        statistics = self.analysis(GOLDEN / "G07_const_pred.csv")["cells"][0]["statistics"]
        for name, check in expected("G07_const_pred").items():
            if name in ("pearson", "spearman", "kendall_tau_b", "calib_slope"):
                self.assertTrue(check["undefined"])
                self.assert_met(statistics[name], check)

    def test_intervals_are_the_oracles_jackknife(self):
        checks = json.loads((GOLDEN / "expected/G82_cluster_jackknife_t.json").read_text())["checks"]
        names = {"qwk_value": "kappa.quadratic.value.full", "pearson": "pearson", "mae": "mae", "bias": "bias"}
        cell = self.analysis(GOLDEN / "G01_bond_small.csv", "--ci", "jackknife-t")["cells"][0]
        compared = [c for c in checks if c["file"] == "G01_bond_small.csv" and c["stat"] in names]
        self.assertEqual(len(compared), 4)
        for check in compared:
            shown = cell["statistics"][names[check["stat"]]]
            self.assertEqual(shown["ci_method"], "jackknife-t")
            for ours, theirs in zip(shown["ci"], check["ci"]):
                self.assertAlmostEqual(ours, theirs, places=9)

    def test_an_interval_is_cut_at_the_possible_range_for_readers_only(self):
        file = GOLDEN / "G01_bond_small.csv"
        computed = self.analysis(file)["cells"][0]["statistics"]["kappa.quadratic.value.full"]["ci"]
        self.assertGreater(computed[1], 1)
        rows = csv.DictReader(io.StringIO(preceptron("analyze", file, "--format", "csv").stdout))
        row = next(r for r in rows if r["statistic"] == "kappa.quadratic.value.full")
        self.assertEqual([float(row["lo"]), float(row["hi"])], computed)
        self.assertIn(f"[{computed[0]:.2f}, 1.00]".replace("0.", "."), preceptron("analyze", file).stdout)
        self.assertIn("not cut at", " ".join(preceptron("analyze", "--help").stdout.split()))

    def test_a_table_of_the_headline_holds_no_more(self):
        names = {}
        for flags in ((), ("--statistics", "all"), ("--statistics", "headline")):
            done = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--format", "csv", *flags)
            self.assertEqual(done.returncode, 0, done.stderr)
            names[flags] = {row["statistic"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["task"] != "macro"}
        self.assertEqual(names[()], names["--statistics", "all"])
        self.assertLess(names["--statistics", "headline"], names[()])
        of_json = set(self.analysis(GOLDEN / "G01_bond_small.csv", "--statistics", "headline")["cells"][0]["statistics"])
        self.assertEqual(names["--statistics", "headline"] - of_json, set())
        self.assertIn("mae", names["--statistics", "headline"])
        self.assertNotIn("spearman", names["--statistics", "headline"])
        table = self.folder / "folder"
        table.mkdir()
        self.assertEqual(preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--statistics", "headline", "-o", table).returncode, 0)
        whole = {row["statistic"] for row in csv.DictReader(io.StringIO((table / "agreement.csv").read_text()))
                 if row["task"] != "macro"}
        self.assertEqual(whole, names[()])

    def test_fixed_resamples_give_the_oracles_percentiles(self):
        oracle = expected("G01_bond_small")
        cell = self.analysis(GOLDEN / "G01_bond_small.csv", "--ci", "percentile", "--resamples",
                             GOLDEN / "G60_resamples_C10_B2000.csv")["cells"][0]
        for name, stat in (("mae", "boot.mae.ci_percentile"), ("pearson", "boot.pearson.ci_percentile")):
            for ours, theirs in zip(cell["statistics"][name]["ci"], oracle[stat]["expected"]):
                self.assertAlmostEqual(ours, theirs, places=9)

    def test_few_cases_are_marked_and_a_verdict_is_not_given(self):
        done = preceptron("analyze", GOLDEN / "G04_diag.csv", environment={"LC_ALL": "C.UTF-8"})
        self.assertIn("(6)†", done.stdout)
        self.assertIn("about 87 % in simulation", done.stdout)
        self.assertIn("No verdict: one physician score per entry", done.stdout.replace("\n  ", " "))
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80)

    def test_a_locale_without_utf_8_gets_ascii_in_the_same_columns(self):
        ratings = self.write("ratings.csv", "id,judge,grade,predicted_score\n" + "".join(
            f"{entry},{'j' * 80},1,2\n" for entry in "abc"))  # no kappa, no r
        command = ("analyze", ratings, "--statistics", "all")
        shown, plain = (preceptron(*command, environment={"LC_ALL": name}) for name in ("C.UTF-8", "C"))
        self.assertEqual((shown.returncode, plain.returncode), (0, 0), plain.stderr)
        self.assertIn("†", shown.stdout)
        self.assertIn("—", shown.stdout)
        self.assertIn("…", shown.stdout)
        self.assertEqual(plain.stdout, shown.stdout.replace("†", "*").replace("—", "-").replace("…", "~"))
        self.assertTrue(plain.stdout.isascii())
        read = preceptron(*command, "--format", "markdown", environment={"LC_ALL": "C"}).stdout
        self.assertIn("—", read)  # a file for others to show

    def ratings_beside_raters(self):
        """The judge of G30 as a file of ratings; the first rater's grades are the physician's."""
        rows = ["id,case_id,grade,predicted_score,judge,max_score"]
        first = {}
        for row in csv.DictReader(io.StringIO((GOLDEN / "G30_multi_complete.csv").read_text())):
            first.setdefault(row["id"], row["grade"])
        for line in (GOLDEN / "G30_multi_complete_judge.csv").read_text().splitlines()[1:]:
            entry, case, score = line.split(",")
            rows.append(f"{entry},{case},{first[entry]},{score},judge,5")
        return self.write("ratings.csv", "\n".join(rows) + "\n")

    def test_physicians_ratings_give_a_verdict_and_its_rule(self):
        ratings = self.ratings_beside_raters()
        shown = self.analysis(ratings, "--raters", GOLDEN / "G30_multi_complete.csv")["ceiling"][0]
        oracle = expected("G30_multi_complete")
        self.assertAlmostEqual(shown["kappa.quadratic.value"]["estimate"],
                               oracle["ceiling.mean_pairwise_qwk_nweighted"]["expected"], places=9)
        self.assertIn(shown["judges"][0]["standing"], ("superior", "non-inferior", "inconclusive", "inferior"))
        omega = {t["epsilon"]: t["omega"]
                 for t in shown["judges"][0]["alternative_annotator.accuracy"]["thresholds"]}
        for epsilon in (0.1, 0.15, 0.2):
            self.assertAlmostEqual(omega[epsilon], oracle[f"alttest.accuracy.eps{epsilon}.omega"]["expected"])
        text = preceptron("analyze", ratings, "--raters", GOLDEN / "G30_multi_complete.csv",
                          "--statistics", "all").stdout
        self.assertIn("Non-inferior: the lower limit", text.replace("\n  ", " "))
        strangers = self.write("raters.csv", (GOLDEN / "G30_multi_complete.csv").read_text() + "e999,c1,,,r1,3\ne999,c1,,,r2,3\n")
        done = preceptron("analyze", ratings, "--raters", strangers)
        self.assertIn("1 of the raters' entries is not among those analysed: e999\n", done.stderr)

    def test_a_raters_grade_off_the_scale_is_named_and_left_out(self):
        ratings = self.ratings_beside_raters()
        whole = (GOLDEN / "G30_multi_complete.csv").read_text()
        lines = whole.splitlines()
        columns = lines[0].split(",")
        place = columns.index("grade")

        def with_grade(grade):
            cells = lines[1].split(",")
            cells[place] = grade
            return ",".join(cells)

        entry = lines[1].split(",")[columns.index("id")]
        off = self.write("off.csv", "\n".join([lines[0], with_grade("99"), *lines[2:]]) + "\n")
        without = self.write("without.csv", "\n".join([lines[0], with_grade(""), *lines[2:]]) + "\n")
        shown, wanted = (self.analysis(ratings, "--raters", file) for file in (off, without))
        self.assertIn(f"1 of the raters' grades is below or above the scores of the task and left out: {entry}",
                      shown["notes"])
        self.assertEqual(shown["ceiling"][0].pop("off_scale"), 1)
        self.assertEqual(wanted["ceiling"][0].pop("off_scale"), 0)
        self.assertEqual(shown["ceiling"], wanted["ceiling"])
        scaled = self.analysis(ratings, "--raters", off, "--scale", "0,99")
        self.assertEqual(scaled["ceiling"][0]["off_scale"], 0)

        twice = self.write("twice.csv", whole + lines[1] + "\n")
        done = preceptron("analyze", ratings, "--raters", twice)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 of the raters' rows says what an earlier one says, and counts once\n", done.stderr)
        torn = self.write("torn.csv", whole + with_grade("99") + "\n")
        done = preceptron("analyze", ratings, "--raters", torn)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertRegex(done.stderr, rf"{torn}:{len(lines) + 1}: .* 99 here and \d on line 2: keep one of the two")

    def test_a_judges_scores_alone_are_compared_with_raters(self):
        scores = self.write("judge.csv", (GOLDEN / "G30_multi_complete_judge.csv").read_text())
        self.assertEqual(preceptron("analyze", scores).returncode, 65)
        ceiling, = self.analysis(scores, "--raters", GOLDEN / "G30_multi_complete.csv")["ceiling"]
        beside, = self.analysis(self.ratings_beside_raters(), "--raters", GOLDEN / "G30_multi_complete.csv")["ceiling"]
        self.assertEqual(ceiling["kappa.quadratic.value"], beside["kappa.quadratic.value"])
        for found, expected in zip(ceiling["judges"], beside["judges"], strict=True):
            self.assertEqual({**found, "judge": ""}, {**expected, "judge": ""})

        said = preceptron("analyze", scores, "--raters", GOLDEN / "G30_multi_complete.csv").stdout
        self.assertIn("no grade stands beside its scores", " ".join(said.split()))
        self.assertNotIn("0/0", said)
        for words in ("†", "publ.", "| task |"):
            self.assertNotIn(words, said)
            self.assertNotIn(words, preceptron("analyze", scores, "--raters", GOLDEN / "G30_multi_complete.csv",
                                               "--format", "markdown").stdout)

    def test_scores_without_grades_beside_graded_ones_have_the_same_grades(self):
        graded = self.ratings_beside_raters()
        scores = self.write("judge2.csv", (GOLDEN / "G30_multi_complete_judge.csv").read_text()
                            .replace("\n", ",5\n").replace("predicted_score,5", "predicted_score,max_score"))
        for files in ((graded, scores), (scores, graded)):
            cells = self.analysis(*files, "--raters", GOLDEN / "G30_multi_complete.csv")["cells"]
            self.assertEqual(len(cells), 2)
            self.assertEqual(cells[0]["statistics"]["mae"], cells[1]["statistics"]["mae"])

    def test_json_without_scores_or_grades_is_no_ratings_file(self):
        row = {"id": "a", "benchmark": "cpc_bond", "grade": 3, "predicted_score": 4}
        for member in ("predicted_score", "grade"):
            file = self.write("rows.jsonl", json.dumps({k: v for k, v in row.items() if k != member}))
            done = preceptron("analyze", file)
            self.assertEqual(done.returncode, 65, done.stdout)
            self.assertIn(f"rows.jsonl: no record has a '{member}'", done.stderr)
        empty = preceptron("analyze", self.write("failures.jsonl", ""))
        self.assertEqual(empty.returncode, 65)
        self.assertIn("the file is empty", empty.stderr)

    def test_what_keeps_the_highest_from_being_best_is_said(self):
        rows = []
        for task in ("t1", "t2"):
            for i in range(60):
                grade, case = i % 5, i // 5
                # On t1 P and K differ by the same in each case, which says nothing of other cases.
                noise = (case * 7 + i) % 3 if task == "t2" else 0
                scores = {"P": grade if noise < 2 or case % 4 else (grade + 1) % 5,
                          "Q": (grade + (1 if (case + i) % 3 == 0 else 0)) % 5,
                          "K": (grade + 1 + (1 if noise == 1 else 0)) % 5}
                rows += [f"{task}-{i},{task}-{case},{task},{judge},{grade},{score}" for judge, score in scores.items()]
        file = self.write("r.csv", "id,case_id,task,judge,grade,predicted_score\n" + "\n".join(rows) + "\n")
        said = " ".join(preceptron("analyze", file).stdout.split())
        self.assertIn("Highest: P. P is ahead of Q by ", said)
        self.assertRegex(said, r"P is ahead of K by [\d.]+; how sure that is cannot be said: on t1 the cases do not differ")

    def test_an_id_of_two_tasks_needs_the_raters_task(self):
        entries = [(entry, f"c{entry // 4}", entry % 6) for entry in range(48)]
        ratings = self.write("ratings.csv", "id,case_id,task,grade,predicted_score\n" + "".join(
            f"{i},{case},{task},{grade},{grade}\n" for task in "AB" for i, case, grade in entries))
        rows = [f"{i},{case},{rater},{(grade + shift) % 6}" for i, case, grade in entries
                for shift, rater in enumerate(("x", "y", "z"))]
        raters = self.write("raters.csv", "\n".join(["id,case_id,rater,grade", *rows, ""]))
        done = preceptron("analyze", ratings, "--raters", raters)
        self.assertEqual(done.returncode, 65, done.stdout)
        self.assertIn("entry '0' is in several tasks (A, B), as are 47 other entries", done.stderr)
        self.assertIn("add a column 'task' to the raters' file", done.stderr)
        named = [row + ",A" for row in rows]
        raters.write_text("\n".join(["id,case_id,rater,grade,task", *named, ""]))
        self.assertEqual([c["task"] for c in self.analysis(ratings, "--raters", raters)["ceiling"]], ["A"])
        # One entry in two tasks has two grades by one rater.
        both = [row.replace(",x,", ",x,1") + ",B" for row in rows]
        raters.write_text("\n".join(["id,case_id,rater,grade,task", *named, *both, ""]))
        self.assertEqual([c["task"] for c in self.analysis(ratings, "--raters", raters)["ceiling"]], ["A", "B"])
        split = self.write("split.txt", "c0\n")  # left out, but meant all the same
        raters.write_text("\n".join(["id,case_id,rater,grade", *rows[:12], ""]))
        self.assertEqual(preceptron("analyze", ratings, "--raters", raters, "--split", split).returncode, 65)

    def test_a_judges_score_off_the_scale_is_missing(self):
        ratings = self.write("ratings.csv", "id,case_id,task,grade,predicted_score,max_score\n" + "".join(
            f"{i},c{i // 4},cpc_bond,5,{score},5\n" for i, score in enumerate([5, 99, 1.5, 4.5] + [5, 4] * 10)))
        shown = self.analysis(ratings)
        self.assertEqual(shown["cells"][0]["missing"], {"out_of_scale": 2})
        self.assertEqual(shown["cells"][0]["confusion"]["categories"], [0, 2, 2.5, 3, 3.5, 4, 4.5, 5])
        self.assertIn("cpc_bond: 2 of the judges' scores are off the scale and count as missing (out_of_scale): 1, 2",
                      shown["notes"])

    def test_a_seed_gives_the_same_bytes(self):
        flags = ("analyze", GOLDEN / "G05_cpcm.csv", "--format", "json", "--seed", 7, "--replicates", 500)
        first, again = preceptron(*flags).stdout, preceptron(*flags).stdout
        self.assertEqual(first, again)
        self.assertIn('"bca"', first)

    def test_csv_and_markdown(self):
        done = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "-o", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO((self.folder / "agreement.csv").read_text())))
        self.assertEqual(list(rows[0]), ["judge", "task", "statistic", "estimate", "lo", "hi", "method", "n", "cases",
                                         "undefined_reason"])
        self.assertTrue(any(row["statistic"] == "pearson" for row in rows))
        text = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--format", "markdown").stdout
        self.assertIn("| task | judge |", text)

    def test_what_is_wrong_is_said_with_file_and_line(self):
        wrong = {"no column": ("id,score\n1,2\n", "grade"), "no number": ("id,grade,predicted_score\na,3,high\n", ":2:"),
                 "another length": ("id,grade,predicted_score\na,3\n", ":2:"),
                 "a repeated row": ("id,grade,predicted_score\na,3,3\na,3,4\n", ":3:"),
                 "another grade": ("id,grade,predicted_score,judge\na,3,3,x\na,4,4,y\n", ":3:")}
        for what, (text, place) in wrong.items():
            with self.subTest(what):
                path = self.write("wrong.csv", text)
                done = preceptron("analyze", path)
                self.assertEqual(done.returncode, 65, done.stderr)
                self.assertIn(str(path), done.stderr)
                self.assertIn(place, done.stderr)
        self.assertEqual(preceptron("analyze", self.folder / "absent.csv").returncode, 66)
        self.assertEqual(preceptron("analyze", self.folder).returncode, 66)
        self.assertEqual(preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--ci", "nonsense").returncode, 2)


class Folder(ProgramTest):
    @classmethod
    def setUpClass(cls):
        import tempfile
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
        for name, mark in (("C.UTF-8", "†"), ("C", "*")):
            done = preceptron("demo", "--output-dir", self.demo, environment={"LC_ALL": name})
            self.assertIn(mark + " fewer than 10 cases", done.stdout)
            self.assertEqual(done.stdout.isascii(), name == "C")

    def test_r_and_error_are_those_of_the_vignettes_code(self):
        shown, _ = self.analysis()
        table = preceptron("analyze", self.demo, environment={"COLUMNS": "160"}).stdout.splitlines()
        vignette = table[next(i for i, line in enumerate(table) if line.startswith("The vignette's own")):]
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
        self.assertIn("changed since this folder's first analysis: seed 1, now 99", done.stderr)

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
        self.assertIn('changed since this folder\'s first analysis: split_list "3 cases, ', done.stderr)
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
    def test_settings_that_serve_no_longer_are_78_and_a_flag_overrides_them(self):
        self.write_dataset(generated_entries(12))
        config = self.write_config(self.simulator(*QUICK).address)
        self.run_config(config)
        manifest = self.results / "checkpoint/manifest.json"
        kept = manifest.read_text()
        gone = self.folder / "gone.txt"
        for member, value, flags in (("primary", '"qwkk"', ("--primary", "mae")),
                                     ("split", json.dumps(str(gone)), ("--split", "/dev/null"))):
            manifest.write_text(re.sub(rf'"{member}": ?(null|"qwk")', f'"{member}": {value}', kept))
            for command in ("analyze", "report"):
                done = preceptron(command, self.results)
                self.assertEqual(done.returncode, 78, done.stderr)
                self.assertIn(f"analysis of {config}: {member}", done.stderr)
                self.assertIn("a flag (see --help)", done.stderr)
                done = preceptron(command, self.results, *flags)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(preceptron("analyze", self.results, "--split", self.folder / "none.txt").returncode, 66)


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


class Partial(ProgramTest):
    """Whether a score is still to come depends on whether a run was to ask for it."""

    def begin(self, judges=("sim-strong",), most=12, provider=None):
        entries = json.loads((GOLDEN.parents[1] / "data/sample_dataset.json").read_text())
        self.entries = []
        for task in ("cpc_bond", "r_idea"):
            graded = [e for e in entries if e["benchmark"] == task and e.get("grade") is not None]
            self.entries += graded[:most]
        self.write_dataset(self.entries)
        self.config = self.write_config((provider or self.simulator(*QUICK)).address, judges)

    def run_part(self, *flags):
        done = self.run_config(self.config, *flags)
        self.assertEqual(done.returncode, 0, done.stderr)

    def analysis(self):
        done = preceptron("analyze", self.results, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.flow_of(done)["complete"], "still to come" not in done.stderr)
        return json.loads(done.stdout), done

    def flow_of(self, done):
        return json.loads(done.stdout)["flow"]

    def test_what_was_never_to_be_asked_is_not_still_to_come(self):
        self.begin()
        self.run_part("--tasks", "cpc_bond", "--limit", "4")
        shown, done = self.analysis()
        self.assertIn("\n4 of 24 entries were asked: the figures are of these\n", "\n" + done.stderr)
        self.assertEqual((shown["flow"]["complete"], shown["flow"]["missing"]), (True, {"not_asked": 8}))
        cell, = (c for c in shown["cells"] if c["task"] == "cpc_bond")
        self.assertEqual((cell["n"], cell["asked"], cell["eligible"]), (4, 4, 12))
        for name, worst in cell["worst_case"].items():
            same = cell["statistics"].get(name + ".full") or cell["statistics"][name]
            self.assertAlmostEqual(worst["estimate"], same["estimate"])
        text = preceptron("analyze", self.results, "--statistics", "all").stdout
        self.assertNotIn("as wrong as it could be", text)
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        page = (self.results / "report.html").read_text()
        self.assertIn("4 of 24 entries were asked: the figures are of these.", page)
        self.assertNotIn("not finished", page)
        self.run_part()
        shown, done = self.analysis()
        self.assertEqual((shown["flow"]["missing"], "asked" in done.stderr), ({}, False), done.stderr)

    def test_judges_that_were_kept_to_one_task_each_leave_nothing_to_come(self):
        self.begin(("sim-strong", "sim-fair"))
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond", "--limit", "4")
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond")
        self.run_part("--models", "sim-fair", "--tasks", "r_idea")
        shown, done = self.analysis()
        self.assertEqual((shown["flow"]["missing"], done.stderr), ({"not_asked": 24}, ""))
        self.run_part("--models", "sim-fair", "--tasks", "cpc_bond", "--limit", "3")
        self.assertIn("27 of 48 judgements were asked for", self.analysis()[1].stderr)
        self.config.write_text(self.config.read_text().replace("name: sim-fair", "name: renamed"))
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond")
        self.assertNotIn("to come", self.analysis()[1].stderr)

    def test_what_an_interrupted_run_left_is_still_to_come_after_smaller_ones(self):
        slow = self.simulator("--ttft", "60ms", "--gap", "1ms", "--events", "2")
        self.begin(provider=slow)
        text = self.config.read_text()
        self.config.write_text(text.replace("models:", "threads: 1\nmodels:"))
        process = start("run", "--config", self.config, "--progress", "none", "--tasks", "cpc_bond",
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for(lambda: sum(map(len, self.saved().values())) >= 3)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), 130)
        scored = len(self.saved()["sim-strong", "cpc_bond"])
        self.assertLess(scored, 12)
        manifest = self.results / "checkpoint/manifest.json"
        for _ in range(2):
            shown, done = self.analysis()
            self.assertIn(f"not finished: {12 - scored} of 12 judgements are still to come", done.stderr)
            self.assertEqual(shown["flow"]["missing"], {"not_judged": 12 - scored})
            older = json.loads(manifest.read_text())  # of a version that kept the last plan only
            older.pop("asked", None)
            manifest.write_text(json.dumps(older))
        self.run_part("--tasks", "r_idea", "--limit", "2")
        missing = self.analysis()[0]["flow"]["missing"]
        self.assertEqual(missing, {"not_judged": 12 - scored, "not_asked": 10})
        self.run_part("--limit", "2")
        self.assertEqual(self.analysis()[0]["flow"]["missing"]["not_asked"], 10)
        self.assertGreater(self.analysis()[0]["flow"]["missing"]["not_judged"], 0)
        self.run_part()
        self.assertEqual(self.analysis()[0]["flow"]["missing"], {})

    def test_entries_that_came_later_were_not_asked(self):
        provider = self.simulator(*QUICK)
        self.begin(most=6, provider=provider)
        self.run_part()
        self.begin(most=8, provider=provider)
        self.run_part("--tasks", "r_idea")
        self.assertEqual(self.analysis()[0]["flow"]["missing"], {"not_asked": 2})


if __name__ == "__main__":
    unittest.main()
