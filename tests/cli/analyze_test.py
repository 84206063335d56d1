"""`preceptron analyze` of anybody's ratings: its numbers, and how they are shown."""

import csv
import io
import json
import unittest

from program import preceptron
from ratings import GOLDEN, RatingsTest, expected


class Files(RatingsTest):
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
        self.assertEqual([line.split()[0][-7:] for line in table[-2:]], ["rompt-a", "rompt-b"])
        self.assertLessEqual(max(map(len, table)), 80)

    def test_two_judges_on_few_cases_are_compared_within_what_can_be_and_marked(self):
        scores = {"a": lambda g: g, "b": lambda g: 5 - g}
        rows = "".join(f"e{i},c{i // 18},{i % 6},{score(i % 6 if i % 4 else 2)},{judge},5\n"
                       for i in range(36) for judge, score in scores.items())
        file = self.write("ratings.csv", "id,case_id,grade,predicted_score,judge,max_score\n" + rows)
        for flags in ((), ("--primary", "mae")):
            pair = self.analysis(file, *flags)["pairs"][0]
            widest = 1 if flags else 2
            self.assertEqual(pair["cases"], 2)
            table = preceptron("analyze", file, "--statistics", "all", *flags).stdout.split("Judge against judge")[1]
            row = next(line for line in table.splitlines() if " a " in line)
            self.assertIn(" 2† ", row)
            for limit in map(float, row.split("[")[1].split("]")[0].split(",")):
                self.assertLessEqual(abs(limit), widest)
            self.assertIn("† fewer than 10 cases: the interval is narrower than it should be", table)
            if max(map(abs, pair["difference"]["ci"])) <= widest:
                self.fail(f"nothing to cut: {pair['difference']}")

    def test_the_mean_error_that_judges_are_ranked_by_is_shown(self):
        rows = "".join(f"{task}{i},{task}{i // 3},{task},{i % 6 * scale},{(i % 6 + (i % n == 0)) % 6 * scale},{judge},{5 * scale}\n"
                       for task, scale in (("s", 1), ("t", 2)) for i in range(60) for judge, n in (("a", 7), ("b", 2)))
        file = self.write("ratings.csv", "id,case_id,task,grade,predicted_score,judge,max_score\n" + rows)
        shown = self.analysis(file, "--primary", "mae")
        means = {m["judge"]: m for m in shown["macro"]}
        errors = [c["statistics"]["mae"]["estimate"] / (5 if c["task"] == "s" else 10) for c in shown["cells"] if c["judge"] == "a"]
        self.assertAlmostEqual(means["a"]["statistics"]["mae"]["estimate"], sum(errors) / 2)
        self.assertEqual(means["a"]["unit"], "shares of the scale")
        said = " ".join(preceptron("analyze", file, "--primary", "mae").stdout.split())
        self.assertRegex(said, r"Mean absolute error, in shares of the scale; averaged over 2 tasks: a 0\.\d{3} \[")
        self.assertNotIn("mae", self.analysis(file)["macro"][0]["statistics"])

    def test_what_has_no_grade_or_only_a_later_repeats_score_is_counted(self):
        rows = [f"{i},c{i},{'' if i < 2 else i % 4},{epoch},{'' if (i, epoch) == (5, 1) else (i + 1) % 4}"
                for i in range(8) for epoch in (1, 2)]
        file = self.write("j.csv", "\n".join(["id,case_id,grade,epoch,predicted_score", *rows]) + "\n")
        done = preceptron("analyze", file)
        self.assertIn("2 entries have no grade and are in no figure\n", done.stderr)
        self.assertIn("1 judgement is left out: the first repeat has no score, only a later one", done.stderr)
        self.assertIn("5/6 (5)", done.stdout)
        self.assertIn("Note: 2 entries have no grade", done.stdout)
        self.assertEqual(self.analysis(file)["flow"]["only_later_repeats"], 1)
        done = preceptron("analyze", file, "--repeats", "median")
        self.assertIn("6/6 (6)", done.stdout)
        self.assertNotIn("left out", done.stderr)

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
        macro = [row for row in rows if row["task"] == "macro"]
        self.assertTrue(macro)
        self.assertEqual({(row["n"], row["cases"]) for row in macro},
                         {(row["n"], row["cases"]) for row in rows if row["statistic"] == "pearson" and row["task"] != "macro"})
        text = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--format", "markdown").stdout
        self.assertIn("| task | judge |", text)

    def test_flags_of_folders_and_of_files_are_refused_where_they_say_nothing(self):
        done = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--dataset", "/nowhere")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("--dataset", done.stderr)
        done = preceptron("analyze", self.folder, "--max-score-column", "most")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("--max-score-column", done.stderr)

    def test_a_folder_gets_a_table_and_nothing_else_by_its_name(self):
        done = preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--format", "json", "-o", self.folder)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("a folder gets agreement.csv; for --format json name a file", " ".join(done.stderr.split()))
        self.assertFalse((self.folder / "agreement.csv").exists())
        self.assertEqual(preceptron("analyze", GOLDEN / "G01_bond_small.csv", "--format", "csv", "-o", self.folder).returncode, 0)

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


if __name__ == "__main__":
    unittest.main()
