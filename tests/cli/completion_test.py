"""Completions, man page and docs/cli.md: all from the definitions that --help shows, and nothing missing."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import BINARY, ROOT, preceptron


def help_of(*arguments):
    return preceptron(*arguments, "--help").stdout


def commands():
    listed = help_of().split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+) ", listed, re.M)


def flags(command):
    """Every name of every flag that --help shows."""
    names = []
    for line in re.findall(r"^  (-.*)$", help_of(command), re.M):
        names += re.findall(r"(?:^|, )(--?[a-z-]+)", line.split("  ")[0])
    return set(names)


def offered(*words):
    """What bash completes behind these words; the last one may be begun."""
    return {word for line in offered_lines(*words) for word in line.split()}


def offered_lines(*words):
    script = f"source <('{BINARY}' completion bash); COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _preceptron; " \
             "printf '%s\\n' \"${COMPREPLY[@]}\""
    done = subprocess.run(["bash", "-c", script, "bash", "preceptron", *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout.splitlines()


class Completion(unittest.TestCase):
    def test_help_names_them_all(self):
        self.assertLessEqual({"run", "demo", "report", "analyze", "tune", "completion", "manual"}, set(commands()))
        self.assertIn("--output-dir", flags("run"))

    def test_bash_offers_what_help_shows(self):
        self.assertLessEqual(set(commands()), offered(""))
        self.assertEqual(offered("rep"), {"report"})
        self.assertEqual(offered("-q", "--no-color", "rep"), {"report"})
        self.assertEqual(offered("-q", "run", "--progress", "j"), {"json"})
        for command in commands():
            with self.subTest(command):
                self.assertEqual(offered(command, "-"), flags(command))

    def test_bash_offers_a_flags_values_and_files(self):
        self.assertEqual(offered("run", "--progress", ""), {"auto", "live", "plain", "json", "none"})
        self.assertEqual(offered("analyze", "--ci", "jack"), {"jackknife-t"})
        self.assertEqual(offered("completion", ""), {"bash", "zsh", "fish"})
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "conf.yaml").touch()
            self.assertEqual(offered("run", "--config", folder + "/co"), {folder + "/conf.yaml"})
            self.assertEqual(offered("report", folder + "/co"), {folder + "/conf.yaml"})
            self.assertEqual(offered("run", "--config", "=", folder + "/co"), {folder + "/conf.yaml"})
        self.assertEqual(offered("export", "--format", "=", "c"), {"csv"})
        self.assertEqual(offered("export", "--format", "="), {"csv", "jsonl", "json"})
        self.assertEqual(offered("run", "--limit", ""), set())

    def test_bash_keeps_a_files_name_with_blanks_together(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "my results").mkdir()
            for begun in ("my", "my\\ r", '"my r', "'my r"):
                quote = begun[0] if begun[0] in "\"'" else ""
                self.assertEqual(offered_lines("status", quote + folder + "/" + begun.lstrip("\"'")),
                                 [folder + "/my results"], begun)

    def test_every_flag_is_in_the_other_shells_scripts(self):
        zsh, fish = (preceptron("completion", shell).stdout for shell in ("zsh", "fish"))
        for command in commands():
            of_zsh = zsh.split(f"        {command})\n")[1].split(";;")[0]
            of_fish = [line for line in fish.splitlines() if f"__fish_seen_subcommand_from {command}'" in line]
            for flag in flags(command):
                with self.subTest(command, flag=flag):
                    self.assertIn(f"'{flag}[", of_zsh)
                    name = f" -l {flag[2:]} " if flag.startswith("--") else f" -s {flag[1:]} "
                    self.assertTrue(any(name in line for line in of_fish))

    def test_the_other_shells_can_read_them(self):
        for shell, check in (("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])):
            with self.subTest(shell), tempfile.TemporaryDirectory() as folder:
                if not shutil.which(shell):
                    self.skipTest(f"{shell} is not installed")
                script = Path(folder) / "script"
                script.write_text(preceptron("completion", shell).stdout)
                done = subprocess.run([*check, script], capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_an_unknown_shell_is_refused(self):
        done = preceptron("completion", "tcsh")
        self.assertEqual(done.returncode, 2)
        self.assertIn("none of bash, zsh, fish", done.stderr)


class Manual(unittest.TestCase):
    def test_the_man_page_has_every_flag(self):
        page = preceptron("manual").stdout
        self.assertIn(".SH EXIT STATUS", page)
        for command in commands():
            section = page.split(f".SS preceptron {command}")[1].split(".SS ")[0].replace("\\-", "-")
            for flag in flags(command):
                self.assertIn(flag, section, command)

    def test_the_rule_for_several_statuses_is_a_paragraph_of_its_own(self):
        self.assertIn("\n.PP\nOf several: a signal", preceptron("manual").stdout)

    def test_man_has_nothing_to_complain_of(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8"], input=preceptron("manual").stdout, text=True,
                              capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_docs_cli_is_what_the_program_writes(self):
        written = preceptron("manual", "--format", "markdown").stdout
        self.assertEqual((ROOT / "docs" / "cli.md").read_text(), written,
                         "write it again: preceptron manual --format markdown > docs/cli.md")
        for command in commands():
            section = written.split(f"## preceptron {command}\n")[1].split("\n## ")[0]
            for flag in flags(command):
                self.assertIn(flag, section, command)


if __name__ == "__main__":
    unittest.main()
