"""What the command line says about itself, and what it answers to a slip of the fingers."""

import tempfile
import unittest

from program import preceptron

COMMANDS = ("run", "demo", "check", "export", "verify", "simulate", "analyze", "status", "report", "tune", "manual",
            "completion")


class Help(unittest.TestCase):
    def test_fits_eighty_columns_and_a_screen_and_begins_with_an_example(self):
        for arguments in ((), *((command,) for command in COMMANDS)):
            with self.subTest(arguments):
                done = preceptron(*arguments, "--help")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                lines = done.stdout.splitlines()
                self.assertLessEqual(max(map(len, lines)), 80, max(lines, key=len))
                self.assertLessEqual(len(lines), 40)
                self.assertRegex("\n".join(lines[:4]), r"(?m)^  .*\bpreceptron ")

    def test_version_is_one_line(self):
        done = preceptron("--version")
        self.assertRegex(done.stdout, r"\Apreceptron \d+\.\d+\.\d+\n\Z")
        for arguments in (("--version", "run"), *((command, "--version") for command in COMMANDS)):
            with self.subTest(arguments):
                again = preceptron(*arguments)
                self.assertEqual((again.returncode, again.stdout, again.stderr), (0, done.stdout, ""))

    def test_a_page_that_stdout_does_not_take_is_74(self):
        for arguments in (("--help",), ("run", "--help"), ("--version",), ("verify", "--version"),
                          ("simulate", "--plain", "--port", "0")):
            with self.subTest(arguments), open("/dev/full", "w") as full:
                done = preceptron(*arguments, stdout=full)
                self.assertEqual((done.returncode, done.stderr),
                                 (74, "error: stdout could not be written: No space left on device\n"))

    def test_no_command_is_a_usage_error_that_names_the_demo(self):
        done = preceptron()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("preceptron demo", done.stderr)
        for arguments in (("help",), ("help", "run")):
            done = preceptron(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("'preceptron --help'", done.stderr)

    def test_what_holds_everywhere_is_taken_before_and_behind_every_command(self):
        for flag in ("-q", "-v", "--no-color", "-qv"):
            self.assertIn("no command", preceptron(flag).stderr)
            for command in COMMANDS:
                for arguments in ((flag, command, "--help"), (command, flag, "--help")):
                    with self.subTest(arguments):
                        done = preceptron(*arguments)
                        self.assertEqual((done.returncode, done.stderr), (0, ""))
        shown = preceptron("manual").stdout
        for arguments in (("-q", "manual"), ("manual", "-v"), ("--no-color", "manual", "-q")):
            done = preceptron(*arguments)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, shown, ""))

    def test_quiet_before_the_command_is_quiet(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments in (("-q", "demo"), ("demo", "-q")):
                done = preceptron(*arguments, "--output-dir", folder)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_strange_flag_before_the_command_is_named(self):
        for arguments in (("--limit", "5", "run"), ("-q", "--limit", "run"), ("--limit",)):
            done = preceptron(*arguments)
            self.assertEqual((done.returncode, done.stderr),
                             (2, "error: unknown flag '--limit' before the command: a command's flags stand behind its "
                                 "name\n"))

    def test_a_near_miss_is_answered_with_what_was_meant(self):
        for arguments, meant in ((("rum",), "'run'"), (("run", "--confg", "c.yaml"), "'--config'"),
                                 (("demo", "--ouput-dir", "d"), "'--output-dir'"),
                                 (("-q", "rum"), "'run'"), (("-q", "run", "--confg", "c.yaml"), "'--config'")):
            done = preceptron(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn("did you mean " + meant, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_what_would_be_given_in_vain_is_refused(self):
        for arguments, named in ((("simulate", "--ttft", "200ms", "--ttft-most", "100ms"), "--ttft-most"),
                                 (("simulate", "--halve-after", "10s"), "--halve-after"),
                                 (("export", "results", "--results", "-o", "x.csv"), "--results"),
                                 (("export", "results", "--results", "--format", "json"), "--results")):
            done = preceptron(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(named, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_a_key_on_the_command_line_is_no_flag(self):
        self.assertEqual(preceptron("run", "--api-key", "k").returncode, 2)


if __name__ == "__main__":
    unittest.main()
