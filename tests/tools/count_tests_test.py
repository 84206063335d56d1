"""tools/count_tests.py: what the last line of tools/test is made of."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import count_tests  # noqa: E402

BOOST_OK = ('\nTest module "preceptron" has passed with:\n  30 test cases out of 31 passed\n'
            "  1 test case out of 31 skipped\n  158 assertions out of 158 passed\n\n")
BOOST_BAD = ('\nTest module "preceptron" has failed with:\n  2 test cases out of 4 passed\n'
             "  2 test cases out of 4 failed\n  1 test case out of 4 aborted\n"
             "  7 assertions out of 9 passed\n  2 assertions out of 9 failed\n")
UNITTEST_OK = "....\n----\nRan 4 tests in 0.123s\n\nOK (skipped=1)\n"
UNITTEST_BAD = "F.E.\n----\nRan 5 tests in 0.123s\n\nFAILED (failures=1, errors=1, skipped=1)\n"


def program(name, result, stderr="", stdout=""):
    return {"name": name, "result": result, "stdout": stdout, "stderr": stderr}


class CountTests(unittest.TestCase):
    def lines_and_status(self, *programs):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "unit.json"
            log.write_text("".join(json.dumps(each) + "\n" for each in programs), encoding="utf-8")
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                status = count_tests.main([str(log)])
            return out.getvalue().splitlines(), status

    def test_cases_are_counted_where_the_program_tells_them(self):
        lines, status = self.lines_and_status(
            program("boost", "OK", BOOST_OK), program("python", "OK", UNITTEST_OK), program("plain", "OK"))
        self.assertEqual((lines, status), (["2 skipped", "34 passed, 0 failed"], 0))

    def test_failed_cases_are_named_by_program_and_make_the_status(self):
        lines, status = self.lines_and_status(program("boost", "FAIL", BOOST_BAD), program("python", "FAIL", UNITTEST_BAD))
        self.assertEqual([line.split(",")[0] for line in lines],
                         ["failed: boost (2)", "failed: python (2)", "1 skipped", "4 passed"])
        self.assertEqual((lines[-1], status), ("4 passed, 4 failed", 1))

    def test_a_program_that_ends_badly_after_a_good_report_has_failed(self):
        for result in ("FAIL", "TIMEOUT", "ERROR", "INTERRUPT", "UNEXPECTEDPASS"):
            lines, status = self.lines_and_status(program("leaks", result, BOOST_OK))
            self.assertEqual((lines[-1], status), ("30 passed, 1 failed", 1), result)

    def test_nothing_run_is_no_success(self):
        for programs in ((), (program("skipped", "SKIP"),)):
            lines, status = self.lines_and_status(*programs)
            self.assertEqual((lines[-2:], status), (["no test ran", "0 passed, 0 failed"], 1))


if __name__ == "__main__":
    unittest.main()
