"""Ratings that `preceptron analyze` reads: files of the test's own, and the golden ones with what an oracle makes of them."""

import json

from program import ROOT, ProgramTest, preceptron

GOLDEN = ROOT / "tests" / "golden"


def expected(dataset):
    checks = json.loads((GOLDEN / "expected" / (dataset + ".json")).read_text())["checks"]
    return {check["stat"]: check for check in checks}


class RatingsTest(ProgramTest):
    def analysis(self, *arguments):
        done = preceptron("analyze", *arguments, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assert_met(self, shown, check):
        """The oracle's value, and null exactly where it is undefined."""
        if check["expected"] is None:
            self.assertIsNone(shown["estimate"])
            self.assertTrue(shown["undefined"])
            return
        tolerance = check["tol"]["abs"] + check["tol"]["rel"] * abs(check["expected"])
        self.assertAlmostEqual(shown["estimate"], check["expected"], delta=tolerance)
