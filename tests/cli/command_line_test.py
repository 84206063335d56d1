"""Mistakes on the command line end it with 2 and a line that helps."""

import json
import unittest

from program import ROOT, ProgramTest, generated_entries, preceptron


class CommandLine(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(40)
        self.write_dataset(self.entries)

    def test_what_is_not_known_is_answered_with_what_is(self):
        config = self.write_config(judges=("sim-strong", "sim-fair"))
        self.assertIn("no judge is named 'zzz'; there are 'sim-strong' and 'sim-fair'", self.run_config(config, "--models", "zzz").stderr)
        self.assertIn("did you mean 'sim-fair'?", self.run_config(config, "--models", "sim-far").stderr)
        self.assertRegex(self.run_config(config, "--tasks", "foo").stderr, "no task is named 'foo'; there are .*'cpc_bond'.* and 'r_idea'")
        self.assertRegex(self.run_config(config, "--retry-failed=foo").stderr, "no failure class is named 'foo'; there are .*'length'")
        self.assertIn("--config names another, and 'preceptron demo' needs none", preceptron("run", "--config", "c.yaml", cwd=self.folder).stderr)

    def test_mistakes_on_the_command_line_name_the_page_that_helps(self):
        for arguments, words in ((("foo",), "there is no command 'foo': 'preceptron --help' lists those there are"),
                                 (("rum",), "there is no command 'rum': did you mean 'run'?"),
                                 (("analyze",), "INPUT is required: try 'preceptron analyze --help'"),
                                 (("run", "extra"), "preceptron run does not take 'extra': try 'preceptron run --help'")):
            done = preceptron(*arguments, cwd=self.folder)
            self.assertEqual((done.returncode, done.stderr), (2, f"error: {words}\n"))

    def test_flags_without_a_value_or_given_twice_are_told_in_our_words(self):
        for arguments, words in ((("run", "--models"), "--models needs a value: --models A,B"),
                                 (("run", "--config"), "--config needs a value: --config FILE"),
                                 (("run", "--config", "a", "--config", "b"), "--config is given more than once"),
                                 (("tune", "x", "--budget-usd", "1", "--budget-usd", "2"), "--budget-usd is given more than once")):
            done = preceptron(*arguments, cwd=self.folder)
            self.assertEqual((done.returncode, done.stderr), (2, f"error: {words}\n"))

    def test_numbers_out_of_bounds_are_told_in_one_short_line(self):
        for command, wanted in (("run --limit 0", "must be a whole number from 1 to 1,000,000,000"),
                                ("run --pilot 1.5", "must be a whole number from 1 to 1,000,000,000"),
                                ("simulate --events 10001", "must be a whole number from 1 to 10,000"),
                                ("simulate --rpm -1", "must be a whole number from 0 to 1,000,000,000"),
                                ("analyze x --replicates 99999999999999999999", "must be a whole number from 1 to 10,000,000"),
                                ("analyze x --margin nan", "must be a number above 0, 1 at most"),
                                ("tune x --budget-usd -1", "must be a number above 0")):
            done = preceptron(*command.split())
            self.assertEqual((done.returncode, done.stderr.splitlines()[0]),
                             (2, f"error: {command.split()[-2]}: {wanted}"))

    def test_a_flag_without_a_value_takes_none(self):
        for command in ("run --dry-run=no", "run --yes=false", "check --online=0", "verify x --repair=maybe"):
            done = preceptron(*command.split(), cwd=self.folder)
            flag = command.split()[-1].split("=")[0]
            self.assertEqual((done.returncode, done.stderr), (2, f"error: {flag} takes no value\n"))

    def test_an_empty_path_is_told_by_its_flag(self):
        for command, name in (("run --config", "--config"), ("run --keys", "--keys"), ("check --config", "--config"),
                              ("run --output-dir", "--output-dir"), ("check --dataset", "--dataset"),
                              ("demo --output-dir", "--output-dir"), ("status", "DIR"), ("verify", "DIR"), ("tune", "DIR"),
                              ("report", "INPUT"), ("export", "DIR"), ("analyze", "INPUT"), ("export x -o", "--output"),
                              ("analyze x -o", "--output"), ("report x --charts", "--charts"),
                              ("analyze x --raters", "--raters"), ("simulate --ca-out", "--ca-out")):
            done = preceptron(*command.split(), "", cwd=self.folder)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", f"error: {name}: the path is empty\n"))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["dataset.json"])

    def test_a_dash_makes_no_file_of_that_name(self):
        for command in ("report x --charts", "simulate --ca-out", "simulate --log", "run --output-dir", "check --output-dir", "demo --output-dir"):
            done = preceptron(*command.split(), "-", cwd=self.folder)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"error: {command.split()[-1]}: - is not standard output here: name another, or write ./- where that is meant\n", done.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["dataset.json"])

    def test_a_program_that_reads_json_lines_gets_nothing_else(self):
        for arguments in (("run", "--progress", "json", "--limit", "-1"), ("demo", "--bogus", "--progress=json"),
                          ("run", "--rejudge", "--keep", "--progress", "json"), ("run", "--progress", "json", "--config")):
            done = preceptron(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            messages = [json.loads(line) for line in done.stderr.splitlines()]
            self.assertEqual([(m["schema"], m["level"]) for m in messages], [("preceptron.message/1", "error")])
        self.assertTrue(preceptron("run", "--progress", "plain", "--limit", "-1").stderr.startswith("error: --limit: "))

    def test_a_list_never_goes_on_with_the_next_flag(self):
        config = self.write_config(judges=("sim-fair", "sim-noisy"))
        for flag in ("--models", "--tasks", "--retry-failed"):
            for given in ((flag, ","), (flag + "=,",), (flag, " , ")):
                done = self.run_config(config, *given, "--limit", "3", "--dry-run")
                self.assertEqual((done.returncode, done.stderr.splitlines()),
                                 (2, [f"error: {flag}: '{given[-1].split('=')[-1]}' is a list without items"]))
        done = self.run_config(config, "--retry-failed=", "--dry-run")
        self.assertEqual((done.returncode, done.stderr), (2, "error: --retry-failed: '' is a list without items\n"))
        for given in (("--models", "sim-fair,"), ("--models=,sim-fair,,",), ("--models", "sim-fair,", ",sim-fair")):
            done = self.run_config(config, *given, "--limit", "3", "--dry-run", "--retry-failed=length,")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual({line.split()[0] for line in done.stdout.splitlines() if line.startswith("sim-")}, {"sim-fair"})
        table = ROOT / "tests" / "golden" / "G02_bond_half.csv"
        self.assertIn("error: --scale: ',' is a list without items\n", preceptron("analyze", table, "--scale", ",", "--seed", "3").stderr)
        self.assertIn("error: --scale: 'x' is no number\n", preceptron("analyze", table, "--scale", "1,x", "--seed", "3").stderr)

    def test_a_blank_behind_a_comma_is_part_of_no_name(self):
        config = self.write_config(judges=("sim-fair", "sim-noisy"))
        done = self.run_config(config, "--dry-run", "--tasks", "r_idea, cpc_bond", "--models", "sim-fair , sim-noisy",
                               "--retry-failed=length, refusal")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({tuple(line.split()[:2]) for line in done.stdout.splitlines() if line.startswith("sim-")},
                         {(judge, task) for judge in ("sim-fair", "sim-noisy") for task in ("r_idea", "cpc_bond")})
        done = preceptron("analyze", ROOT / "tests" / "golden" / "G02_bond_half.csv", "--scale", "0, 2, 2.5,3,3.5,4,4.5, 5")
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
