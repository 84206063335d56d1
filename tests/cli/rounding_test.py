"""What is nothing but for rounding: a correlation that is none, cases that do not differ, a share of no entries."""

import random
import unittest

from ratings import RatingsTest

HEADER = "id,case_id,judge,task,max_score,grade,predicted_score\n"


class Rounding(RatingsTest):
    def cells(self, rows, *flags):
        table = HEADER + "".join(",".join(map(str, row)) + "\n" for row in rows)
        return self.analysis(self.write("ratings.csv", table), "--statistics", "all", *flags)["cells"]

    def statistics(self, rows):
        return self.cells(rows)[0]["statistics"]

    def test_a_correlation_that_is_none_or_perfect_is_so_in_any_order_of_the_rows(self):
        thirds = [(6, 6, 8), (6, 6, 16), (6, 1, 8), (6, 6, 16), (6, 0, 8), (6, 2, 16)]
        line = [(3, 2, 5)] * 3 + [(5, 0, 5)] * 2
        for pairs, estimate, absent in ((thirds, 0, "ccc_bias_correction_Cb"), (line, -1, "pearson_ci_fisher")):
            rows = [(f"e{i}", f"c{i}", "j", "t", most, grade, score) for i, (grade, score, most) in enumerate(pairs)]
            for seed in range(8):
                random.Random(seed).shuffle(rows)
                found = self.statistics(rows)
                self.assertAlmostEqual(found["pearson"]["estimate"], estimate, 12)
                self.assertIsNone(found[absent]["estimate"], found[absent])
                self.assertTrue(found[absent]["undefined"])

    def test_cases_that_do_not_differ_but_for_rounding_tell_nothing(self):
        most = (8, 12, 10, 10, 15)
        rows = [(f"m{i}", f"k{i}", "a", "management_reasoning", m, 9, 1) for i, m in enumerate(most)]
        rows += [(f"r{i}", f"c{i}", "a", "r_idea", 10, i, (i * 7 + 1) % 11) for i in range(8)]
        result = self.analysis(self.write("ratings.csv", HEADER + "".join(",".join(map(str, r)) + "\n" for r in rows)),
                               "--statistics", "all")
        cell, = (c for c in result["cells"] if c["task"] == "management_reasoning")
        self.assertAlmostEqual(cell["statistics"]["pearson"]["estimate"], 1, 12)
        self.assertIsNone(cell["statistics"]["pearson"]["ci"])
        self.assertIsNone(result["macro"][0]["statistics"]["pearson"]["ci"])

    def test_where_raters_agree_on_all_the_limits_are_one_and_in_order(self):
        for grades in ((3, 1, 2, 5, 4), (3.9, 8.9, 0.4, 9.7, 4.9, 9.2, 8.3, 9.7, 3.6), (6.1, 2.7, 1.9, 6.8, 3.4, 4.6)):
            found = self.statistics([(i, f"c{i}", "j", "t", "", g, g) for i, g in enumerate(grades)])
            for kind in ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"):
                self.assertEqual(found[f"icc_ci.{kind}"]["estimate"], [1, 1], kind)

    def test_points_on_a_line_leave_no_residual(self):
        low, high = self.statistics([(i, f"c{i}", "j", "t", "", g, g + 1) for i, g in enumerate((3, 0, 0.5))]
                                    )["calib_slope_ci"]["estimate"]
        self.assertAlmostEqual(low, 1, 12)
        self.assertAlmostEqual(high, 1, 12)

    def test_what_is_of_no_entries_is_nothing(self):
        ungraded, = (c for c in self.cells([(1, "c1", "j", "a", 5, "", 3), (2, "c2", "j", "b", 5, 3, 3),
                                            (3, "c3", "j", "b", 5, 4, 3)]) if c["task"] == "a")
        self.assertIsNone(ungraded["coverage"])
        unscored = self.statistics([(1, "c1", "j", "a", 5, 2, ""), (2, "c2", "j", "a", 5, 3, "")])["mae_by_grade"]
        self.assertIsNone(unscored["estimate"])
        self.assertTrue(unscored["undefined"])

    def test_a_score_below_nothing_is_off_a_scale_that_has_a_maximum(self):
        rows = [(1, "c1", "j", "own", 5, 3, 3), (2, "c2", "j", "own", 5, 4, 5), (3, "c3", "j", "own", 5, 2, -1)]
        self.assertEqual(self.cells(rows)[0]["missing"], {"out_of_scale": 1})
        self.assertEqual(self.cells([*rows, (4, "c4", "j", "own", 5, -2, 1)])[0]["missing"], {})


if __name__ == "__main__":
    unittest.main()
