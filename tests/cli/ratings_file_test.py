"""What `preceptron analyze` reads from files that people bring: whose scores they are, and what is wrong with them."""

import gzip
import json
import unittest

from program import preceptron
from ratings import RatingsTest


def table(count=16, columns="id,case_id,grade,predicted_score"):
    """Rows with a grade and a score of 0 to 3."""
    return columns + "\n" + "".join(f"e{i},c{i // 4},{i % 4},{i * 3 % 4}\n" for i in range(count))


class RatingsFile(RatingsTest):
    def judges_and_tasks(self, *files):
        return [(cell["judge"], cell["task"]) for cell in self.analysis(*files)["cells"]]


class Judge(RatingsFile):
    def result_file(self, judge, task, name=None, shift=0):
        """As the benchmark's own program writes one: no row names its judge."""
        rows = [{"id": f"{task}-{i}", "case_id": f"c{i // 4}", "benchmark": task, "grade": i % 4, "max_score": 4,
                 "predicted_score": (i + shift) % 4, "justification": "."} for i in range(48)]
        text = json.dumps(rows)
        name = name or f"{judge}_{task}.json"
        return self.write(name, gzip.compress(text.encode()) if name.endswith(".gz") else text)

    def test_files_of_one_judge_are_one_judge(self):
        files = [self.result_file(judge, task, shift=len(judge) % 4) for judge in ("gpt-4o", "claude")
                 for task in ("cpc_bond", "r_idea")]
        shown = self.analysis(*files)
        cells = {(cell["judge"], cell["task"]) for cell in shown["cells"]}
        self.assertEqual(cells, {(j, t) for j in ("gpt-4o", "claude") for t in ("cpc_bond", "r_idea")})
        self.assertTrue(shown["pairs"])
        self.assertEqual({macro["judge"] for macro in shown["macro"]}, {"gpt-4o", "claude"})

    def test_blanks_behind_commas_change_nothing(self):
        plain = self.analysis(self.write("j.csv", table()))
        self.assertEqual(self.analysis(self.write("j.csv", table().replace(",", " , "))), plain)

    def test_a_file_that_is_named_twice_is_refused(self):
        one = self.result_file("gpt-4o", "r_idea")
        done = preceptron("analyze", one, self.folder / "." / one.name)
        self.assertEqual((done.returncode, done.stderr), (2, f"error: {self.folder / one.name} is named twice\n"))

    def test_a_file_without_ratings_is_named(self):
        empty = self.write("failed_r_idea.json", "[]")
        shown = self.analysis(self.result_file("gpt-4o", "r_idea"), empty)
        self.assertIn(f"{empty} holds no rating: a judge whose only file it is is in no figure", shown["notes"])
        for file in (empty, self.write("head.csv", "id,grade,predicted_score\n")):
            done = preceptron("analyze", file)
            self.assertEqual((done.returncode, done.stderr), (65, f"error: {file} holds no rating\n"))

    def test_the_name_of_a_packed_file_tells_it_too(self):
        packed = self.result_file("gpt-4o", "r_idea", "gpt-4o_r_idea.json.gz")
        self.assertEqual(self.judges_and_tasks(packed), [("gpt-4o", "r_idea")])

    def test_another_name_is_the_judges_as_it_stands(self):
        for name, judge in (("gpt-4o.json", "gpt-4o"), ("gpt-4o_cpc_bond.json", "gpt-4o_cpc_bond"), ("_r_idea.json", "_r_idea")):
            self.assertEqual(self.judges_and_tasks(self.result_file("", "r_idea", name)), [(judge, "r_idea")])
        mixed = self.write("x_b.csv", table(columns="id,task,grade,predicted_score").replace("c3", "b"))
        self.assertEqual({judge for judge, _ in self.judges_and_tasks(mixed)}, {"x_b"})


class Task(RatingsFile):
    def test_a_task_without_a_value_leaves_it_to_the_benchmark(self):
        rows = [{"id": f"e{i}", "judge": "j", "task": (None, "", " ")[i % 3], "benchmark": "r_idea", "repeat": 1, "epoch": None,
                 "grade": i % 4, "predicted_score": i % 3} for i in range(12)]
        self.assertEqual(self.judges_and_tasks(self.write("r.json", json.dumps(rows))), [("j", "r_idea")])
        columns = "id,judge,task,benchmark,grade,predicted_score"
        text = columns + "\n" + "".join(f"e{i},j,,r_idea,{i % 4},{i % 3}\n" for i in range(12))
        self.assertEqual(self.judges_and_tasks(self.write("r.csv", text)), [("j", "r_idea")])
        named = text.replace(",,", ",cpc_bond,")
        self.assertEqual(self.judges_and_tasks(self.write("r.csv", named)), [("j", "cpc_bond")])

    def test_a_raters_task_without_a_value_leaves_it_to_the_benchmark(self):
        ratings = self.write("r.csv", "id,case_id,task,grade,predicted_score\n" + "".join(
            f"{i},c{i // 4},{task},{i % 4},{i % 3}\n" for task in ("A", "B") for i in range(48)))
        raters = self.write("raters.csv", "id,rater,task,benchmark,grade\n" + "".join(
            f"{i},{rater},,A,{i % 4}\n" for rater in "xyz" for i in range(48)))
        self.assertEqual([c["task"] for c in self.analysis(ratings, "--raters", raters)["ceiling"]], ["A"])


class OneLine(RatingsFile):
    """JSON as Python writes it: every record is on line 1."""

    def refusal(self, place, **changes):
        rows = [{"id": f"e{i}", "grade": i % 4, "predicted_score": i % 3} for i in range(12)]
        rows[place].update(changes)
        file = self.write("one.json", json.dumps(rows))
        done = preceptron("analyze", file)
        self.assertEqual((done.returncode, done.stdout), (65, ""))
        return done.stderr.replace(str(file), "one.json")

    def test_a_record_is_named_by_its_number_and_its_entry(self):
        self.assertIn("one.json:1 (record 7): predicted_score of entry 'e7' is not a number\n",
                      self.refusal(7, predicted_score="high"))
        self.assertIn("one.json:1 (record 7): grade is not a number\n", self.refusal(7, id="", grade="high"))
        self.assertIn("one.json:1 (record 3): the id is empty\n", self.refusal(3, id=None))
        self.assertIn("one.json:1 (record 5): entry 'e2' has another grade than at one.json:1 (record 2)\n",
                      self.refusal(5, id="e2"))
        self.assertIn("one.json:1 (record 6): judge 'one' scored entry 'e2' before, at one.json:1 (record 2); ",
                      self.refusal(6, id="e2"))

    def test_a_flaw_is_told_with_its_byte(self):
        done = preceptron("analyze", self.write("one.json", '[{"id": "a", "grade": 1}, {"id": "b", "grade": 01}]'))
        self.assert_refused(done, 65, "one.json: record 1 (line 1, byte ")


class Spreadsheet(RatingsFile):
    """What spreadsheets make of a table of ratings."""

    def test_semicolons_and_decimal_commas_tabs_and_empty_cells_are_read(self):
        rows = [line.split(",") for line in table().replace("c0,1,", "c0,1.5,").splitlines()]
        plain = self.analysis(self.write("r.csv", "\n".join(map(",".join, rows))))["cells"]
        self.assertTrue(plain[0]["statistics"]["mae"]["estimate"])
        padded = "\r\n".join([*(",".join(row) + ",," for row in rows), ",,,,,", ",,,,,"])
        for kind, text in {"semicolons": "\ufeff" + "\r\n".join(map(";".join, rows)).replace(".", ","),
                           "points": "\n".join(map(";".join, rows)), "tabs": "\n".join(map("\t".join, rows)),
                           "empty columns and rows": padded}.items():
            with self.subTest(kind):
                self.assertEqual(self.analysis(self.write("r.csv", text))["cells"], plain)

    def test_a_comma_in_a_number_of_a_file_with_commas_or_tabs_is_none(self):
        for text in (table().replace("c0,1,", 'c0,"1,5",'), table().replace(",", "\t").replace("c0\t1\t", "c0\t1,5\t")):
            self.assert_refused(preceptron("analyze", self.write("r.csv", text)), 65, "r.csv:3: grade '1,5' is not a number")

    def test_what_is_no_utf_8_text_is_refused_with_advice(self):
        names = table(columns="id,judge,grade,predicted_score").replace("c0", "Müller").replace("c1", "Möller")
        for content, said in ((names.encode("cp1252"), "r.csv:2: not UTF-8: save it as CSV UTF-8"),
                              (table().encode("utf-16"), "r.csv: this is UTF-16: save it as CSV UTF-8"),
                              (b"PK\x03\x04\x14\x00", "r.csv: this is a workbook, not text: save it as CSV UTF-8")):
            bad = self.write("r.csv", content)
            self.assert_refused(preceptron("analyze", bad), 65, said)
            self.assert_refused(preceptron("analyze", self.write("good.csv", table()), "--raters", bad), 65, said)
        self.assertEqual(len(self.judges_and_tasks(self.write("r.csv", names))), 4)


class Split(RatingsFile):
    """Cases that a list names are left out, and no others."""

    def left_out(self, content):
        rows = "id,case_id,grade,predicted_score\n" + "".join(
            f"{case}-{i},{case},{i % 4},{i % 3}\n" for i in range(12) for case in ("GCA", "GCA #2", "B", "C"))
        ratings, split = self.write("r.csv", rows), self.write("split.txt", content)
        shown = self.analysis(ratings, "--split", split)
        self.assertEqual([note for note in shown["notes"] if "no entry is of" in note], [])
        return shown["flow"]["development"] // 12, shown["settings"]["split_list"].split(",")[0]

    def test_a_byte_order_mark_is_of_no_case(self):
        self.assertEqual(self.left_out(b"\xef\xbb\xbfGCA\r\nB\r\n"), (2, "2 cases"))

    def test_a_byte_order_mark_before_resamples_is_no_case_either(self):
        ratings, draws = self.write("r.csv", table(48)), ",".join(map(str, range(12))) + "\n" + ",".join(["0", "1"] * 6) + "\n"
        plain = self.analysis(ratings, "--resamples", self.write("draws.txt", draws), "--ci", "percentile")
        marked = self.analysis(ratings, "--resamples", self.write("draws.txt", "\ufeff" + draws), "--ci", "percentile")
        self.assertEqual(marked, plain)

    def test_a_number_sign_within_a_name_is_part_of_it(self):
        self.assertEqual(self.left_out("GCA #2\n"), (1, "1 case"))
        self.assertEqual(self.left_out("# GCA\n  # B\n#C\n\nGCA\n GCA #2 \n"), (2, "2 cases"))
        shown = self.analysis(self.folder / "r.csv", "--split", self.write("split.txt", "GCA #2"))
        self.assertEqual(shown["cells"][0]["n"], 36)


if __name__ == "__main__":
    unittest.main()
