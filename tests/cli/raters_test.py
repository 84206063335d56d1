"""`preceptron analyze --raters`: judges beside several physicians' ratings of the same entries."""

import csv
import io
import unittest

from program import preceptron
from ratings import GOLDEN, RatingsTest, expected


class Raters(RatingsTest):
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

    def test_a_raters_file_alone_tells_how_far_physicians_agree(self):
        raters = GOLDEN / "G30_multi_complete.csv"
        alone = self.analysis(raters)
        self.assertEqual((alone["cells"], alone["pairs"]), ([], []))
        shown, = alone["ceiling"]
        oracle = expected("G30_multi_complete")["ceiling.mean_pairwise_qwk_nweighted"]
        self.assertAlmostEqual(shown["kappa.quadratic.value"]["estimate"], oracle["expected"], places=9)
        beside, = self.analysis(self.ratings_beside_raters(), "--raters", raters)["ceiling"]
        for of_judges in ("judges", "note", "task"):
            shown.pop(of_judges), beside.pop(of_judges)
        self.assertEqual(shown, beside)
        text = preceptron("analyze", raters).stdout
        self.assertTrue(text.startswith("Physicians among themselves\n"), text)
        self.assertIn(f"{shown['kappa.quadratic.value']['estimate']:.3f} [", text)
        self.assertEqual(preceptron("analyze", raters, "--statistics", "all").stdout, text)
        self.assertTrue(preceptron("analyze", raters, "--format", "markdown").stdout.startswith("## Physicians among themselves\n"))
        self.assertIn("there is none", preceptron("analyze", raters, "--format", "csv").stderr)
        refused = preceptron("report", raters, "-o", self.folder / "page.html")
        self.assertEqual(refused.returncode, 65)
        self.assertIn("'preceptron analyze' tells how far they agree", refused.stderr)

    def test_cases_of_a_raters_file_alone_can_be_left_out(self):
        raters = GOLDEN / "G30_multi_complete.csv"
        case = next(csv.DictReader(io.StringIO(raters.read_text())))["case_id"]
        whole, part = self.analysis(raters), self.analysis(raters, "--split", self.write("split.txt", case + "\n"))
        entries = {row["id"] for row in csv.DictReader(io.StringIO(raters.read_text())) if row["case_id"] != case}
        self.assertEqual(part["ceiling"][0]["entries"], len(entries))
        self.assertLess(len(entries), whole["ceiling"][0]["entries"])

    def test_without_case_ids_it_is_said_that_entries_are_taken_as_independent(self):
        whole = (GOLDEN / "G30_multi_complete.csv").read_text()
        self.assertIn("jackknife-t by case.", " ".join(preceptron("analyze", self.write("with.csv", whole)).stdout.split()))
        rows = list(csv.DictReader(io.StringIO(whole)))
        bare = "id,rater,grade\n" + "".join(f"{row['id']},{row['rater']},{row['grade']}\n" for row in rows)
        said = " ".join(preceptron("analyze", self.write("bare.csv", bare)).stdout.split())
        self.assertIn("jackknife-t by entry: no case ids, entries are taken as independent", said)

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

    def test_blanks_at_the_ends_of_a_name_make_no_further_physician(self):
        ratings = self.ratings_beside_raters()
        lines = (GOLDEN / "G30_multi_complete.csv").read_text().splitlines()
        place = lines[0].split(",").index("rater")

        def named(line, number):
            cells = line.split(",")
            cells[place] = [cells[place], f" {cells[place]}", f"{cells[place]} \u00a0\t"][number % 3]
            return ",".join(cells)

        blanks = self.write("blanks.csv", "\n".join([lines[0], *map(named, lines[1:], range(len(lines)))]) + "\n")
        shown, wanted = (self.analysis(ratings, "--raters", file)
                         for file in (blanks, GOLDEN / "G30_multi_complete.csv"))
        self.assertEqual(shown["ceiling"], wanted["ceiling"])

    def test_a_file_without_ratings_is_refused(self):
        ratings = self.ratings_beside_raters()
        for text in ("id,rater,grade\n", "id,rater,grade\ne1,A,\n"):
            empty = self.write("empty.csv", text)
            done = preceptron("analyze", ratings, "--raters", empty)
            self.assertEqual(done.returncode, 65, done.stdout)
            self.assertIn("empty.csv: the file holds no ratings", done.stderr)

    def test_rows_that_contradict_each_other_are_refused_in_whatever_task_they_may_be(self):
        ratings = self.ratings_beside_raters()
        for rows, said in ((("e1,A,3,", "e1,A,5,t"), r":3: rater 'A' gives entry 'e1' 5 here and 3 on line 2"),
                           (("e1,A,3,t", "e1,B,4,u", "e1,A,5,"), r":4: rater 'A' gives entry 'e1' 5 here and 3 on line 2")):
            file = self.write("torn.csv", "id,rater,grade,task\n" + "\n".join(rows) + "\n")
            done = preceptron("analyze", ratings, "--raters", file)
            self.assertEqual(done.returncode, 65, done.stderr)
            self.assertRegex(done.stderr, said)
        cases = self.write("cases.csv", "id,rater,grade,case_id\ne1,A,3,\ne1,B,3,c1\ne1,C,4,c2\n")
        done = preceptron("analyze", ratings, "--raters", cases)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("cases.csv:4: entry 'e1' is of case 'c2' here and of 'c1' on line 3: keep one of the two", done.stderr)

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


if __name__ == "__main__":
    unittest.main()
