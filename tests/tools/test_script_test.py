"""tools/test ends as it promises, whatever the build and the tests do. The builds are played by scripts."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"

# Plays `meson setup FOLDER` and `meson test -C FOLDER --logbase NAME …`: what a test run does stands
# in the file FOLDER-NAME of the tree, a shell script.
MESON = """#!/bin/sh
echo "meson $*" >> calls
if [ "$1" = setup ]; then exit 0; fi
log=$3/meson-logs/$5.json
mkdir -p "$3/meson-logs"
. ./"$(basename "$3")-$5"
"""
PASSES = """echo '{"name": "a", "result": "OK", "stdout": ""}' > "$log"; exit 0\n"""
FAILS = """echo '{"name": "a", "result": "FAIL", "stdout": ""}' > "$log"; exit 1\n"""
SKIPS = """echo '{"name": "a", "result": "SKIP", "stdout": ""}' > "$log"; exit 0\n"""
HAS_NO_TESTS = "exit 0\n"
DOES_NOT_BUILD = "exit 1\n"


class TestScript(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        for name in ("test", "count_tests.py"):
            (self.tree / "tools").mkdir(exist_ok=True)
            shutil.copy(TOOLS / name, self.tree / "tools" / name)
        self.script("tools/install_packages", '#!/bin/sh\necho "install_packages $*" >> calls\n')
        self.script("tools/build", "#!/bin/sh\n")
        self.script("bin/meson", MESON)

    def script(self, name, text):
        path = self.tree / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run_with(self, unit, cli, *arguments, ci="", **others):
        for name, text in {"test-unit": unit, "release-cli": cli, **others}.items():
            self.script(name.replace("_", "-"), text)
        done = subprocess.run(["bash", self.tree / "tools" / "test", *arguments], capture_output=True, text=True,
                              timeout=60, env={**os.environ, "CI": ci, "PATH": f"{self.tree / 'bin'}:{os.environ['PATH']}"})
        return done.stdout.splitlines()[-1] if done.stdout else "", done.returncode

    def test_all_passed(self):
        self.assertEqual(self.run_with(PASSES, PASSES), ("2 passed, 0 failed", 0))

    def test_one_failed_and_the_rest_ran_all_the_same(self):
        self.assertEqual(self.run_with(FAILS, PASSES), ("1 passed, 1 failed", 1))

    def test_a_failed_build_is_no_success_whatever_an_earlier_run_left(self):
        self.assertEqual(self.run_with(PASSES, PASSES)[1], 0)
        self.assertEqual(self.run_with(DOES_NOT_BUILD, PASSES), ("tools/test: build/test does not build", 1))
        self.script("tools/build", "#!/bin/sh\nexit 1\n")
        self.assertEqual(self.run_with(PASSES, PASSES), ("tools/test: build/release does not build", 1))

    def test_no_test_at_all_is_no_success(self):
        self.assertEqual(self.run_with(HAS_NO_TESTS, HAS_NO_TESTS), ("tools/test: no test ran", 1))

    def test_missing_packages_end_it(self):
        self.script("tools/install_packages", "#!/bin/sh\nexit 1\n")
        self.assertEqual(self.run_with(PASSES, PASSES), ("tools/test: packages are missing", 1))

    def test_all_asks_the_second_compiler_too(self):
        self.assertEqual(self.run_with(PASSES, PASSES, "--all", clang_unit=PASSES, clang_cli=FAILS,
                                       release_sdk=PASSES), ("4 passed, 1 failed", 1))
        self.assertIn("install_packages all\n", (self.tree / "calls").read_text(encoding="utf-8"))

    def test_the_long_proofs_run_alone(self):
        self.assertEqual(self.run_with(FAILS, FAILS, "--faults", release_faults=PASSES), ("1 passed, 0 failed", 0))

    def test_ci_asks_the_published_clients_and_can_do_without_them(self):
        self.assertEqual(self.run_with(PASSES, PASSES, ci="true", release_sdk=FAILS), ("2 passed, 1 failed", 1))
        self.assertEqual(self.run_with(PASSES, PASSES, ci="true", release_sdk=SKIPS), ("2 passed, 0 failed", 0))

    def test_an_unknown_flag_is_refused(self):
        self.assertEqual(self.run_with(PASSES, PASSES, "--every"), ("", 2))


if __name__ == "__main__":
    unittest.main()
