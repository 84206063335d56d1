"""What is printed keeps to the terminal's width, and names that are nearly alike stay different in it."""

import contextlib
import fcntl
import json
import os
import pty
import struct
import termios
import unittest

from program import ProgramTest, generated_entries, preceptron, start

LONG = "openrouter-meta-llama-llama-4-maverick-17b-128e-instruct-"
UTF8 = {"LC_ALL": "C.UTF-8", "TERM": "xterm"}


def widest(text):
    return max(text.splitlines(), key=len, default="")


def at_terminal(columns, *arguments, stream="stderr", **more):
    """What the program writes to a terminal of so many columns, and its exit status."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    streams = {"stdout": -3, "stderr": -3, stream: slave}
    process = start(*arguments, environment={**UTF8, "NO_COLOR": "1"}, **streams, **more)
    os.close(slave)
    written = b""
    with contextlib.suppress(OSError):  # the terminal is closed
        while part := os.read(master, 65536):
            written += part
    os.close(master)
    return written.decode().replace("\r\n", "\n"), process.wait(timeout=60)


class Widths(ProgramTest):
    def judged(self):
        provider = self.simulator("--ttft", "1ms", "--gap", "0ms", "--events", "1")
        self.write_dataset(generated_entries(30))
        config = self.write_config(provider.address)
        line = next(line for line in config.read_text().splitlines() if "name: sim-strong" in line)
        lines = [line.replace("name: sim-strong", f"name: {LONG}{end}") for end in ("low", "high")]
        config.write_text(config.read_text().replace(line, "\n".join(lines)))
        return config

    def test_tables_of_a_run_and_of_status_have_eighty_columns_and_different_names(self):
        config = self.judged()
        shown = [preceptron("check", "--config", config, environment=UTF8)]
        shown.append(self.run_config(config, environment=UTF8))
        shown.append(preceptron("status", self.results, environment=UTF8))
        for done in shown:
            self.assertEqual(done.returncode, 0, done.stderr)
            table = [line for line in done.stdout.splitlines() if line.startswith("op") and "…" in line]
            names = {line.split()[0] for line in table}
            self.assertGreater(len(names), 1, done.stdout)
            self.assertLessEqual(len(widest("\n".join(table))), 80)

    def test_a_pipe_is_as_wide_as_columns_says(self):
        self.assertEqual(self.run_config(self.judged()).returncode, 0)
        for columns in (60, 120):
            shown = preceptron("status", self.results, environment={**UTF8, "COLUMNS": str(columns)}).stdout
            table = [line for line in shown.splitlines() if line.startswith("open") and "cpc_bond" in line]
            self.assertEqual({("…" in line, len(line) <= columns) for line in table}, {(columns == 60, True)}, shown)

    def test_the_demo_s_own_tables_keep_to_the_columns(self):
        self.assertEqual(preceptron("demo", "--output-dir", self.results).returncode, 0)
        for columns in ("80", "60", "56"):
            shown = preceptron("analyze", self.results, "--statistics", "all", environment={**UTF8, "COLUMNS": columns})
            self.assertLessEqual(len(widest(shown.stdout)), int(columns), widest(shown.stdout))

    def test_messages_on_a_terminal_end_lines_at_blanks(self):
        said, status = at_terminal(60, "demo", "--output-dir", self.results, "--progress", "none")
        self.assertEqual(status, 0, said)
        self.assertIn("over TLS on\n  this machine: no key", said)
        folder = str(self.results)
        self.assertLessEqual(len(widest(said.replace(folder, ""))), 60)

    def test_a_command_in_a_message_stays_in_one_line(self):
        self.write_dataset(generated_entries(10))
        provider = self.simulator("--ttft", "1ms", "--gap", "0ms", "--events", "1")
        config = self.write_config(provider.address)
        said, status = at_terminal(40, "check", "--config", config)
        self.assertEqual(status, 0, said)
        self.assertIn(f"everything is in place; begin with:\n  preceptron run --config {config}\n", said)

    def test_json_messages_and_piped_ones_are_not_broken(self):
        config = self.write_config()
        said, status = at_terminal(40, "run", "--config", config, "--progress", "json")
        self.assertNotEqual(status, 0)
        for line in said.splitlines():
            self.assertEqual(json.loads(line)["schema"], "preceptron.message/1")
        piped = preceptron("run", "--config", config, environment={"COLUMNS": "40"})
        self.assertGreater(len(widest(piped.stderr)), 60)

    def test_help_keeps_to_a_narrow_terminal(self):
        for columns in (40, 60, 100):
            for command in ((), ("run",), ("analyze",), ("tune",), ("simulate",)):
                page, status = at_terminal(columns, *command, "--help", stream="stdout")
                self.assertEqual(status, 0)
                prose = [line for line in page.splitlines() if not line.lstrip().startswith("preceptron ")]
                with self.subTest(command, columns=columns):
                    self.assertLessEqual(len(widest("\n".join(prose))), min(columns, 80), widest("\n".join(prose)))


if __name__ == "__main__":
    unittest.main()
