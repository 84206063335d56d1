"""A pilot: a few entries of each cell, what the rest will cost and take, and whether to go on."""

import json
import os
import pty
import signal
import unittest

from priced_run import PRICE, PricedRun
from program import preceptron, start


class Pilot(PricedRun):
    def test_a_pilot_without_anybody_to_ask_ends_after_it(self):
        done = self.run_config(self.config(), "--pilot", "2")
        self.assertEqual(done.returncode, 4, done.stderr)
        tasks = [e["benchmark"] for e in self.entries]
        self.assertEqual(len(self.provider.requests()), sum(min(2, tasks.count(task)) for task in set(tasks)))
        self.assertIn("its cost", done.stderr)
        self.assertIn("--yes", done.stderr)
        self.assertRegex(done.stderr, r"j +\S+ +2 +\$\d[^\n]* 0\.\ds")  # a call takes less than a second
        left = len(self.entries) - len(self.provider.requests())
        self.assertRegex(done.stderr, rf"\nall +{left} +\$[\d.]+( - \$[\d.]+)? +\d")

    def test_a_pilot_goes_on_with_yes_and_counts_everything_once(self):
        summary, done = self.summary(self.config(), "--pilot", "2", "--yes")
        self.assertEqual((done.returncode, summary["scored"], summary["requests"]), (0, 60, 60), done.stderr)
        self.assertEqual(len(self.provider.requests()), 60)

    def test_a_pilot_s_forecast_is_json_where_messages_are(self):
        done = preceptron("run", "--config", self.config(), "--pilot", "2", "--progress", "json")
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        forecast, = [line for line in lines if line["schema"] == "preceptron.pilot/1"]
        rest = 60 - sum(cell["pilot"] for cell in forecast["cells"])
        self.assertEqual((forecast["rest"], sum(cell["rest"] for cell in forecast["cells"])), (rest, rest))
        for name in ("cost_usd", "time_s"):
            self.assertGreater(forecast[name]["p50"], 0)
            self.assertGreaterEqual(forecast[name]["p90"], forecast[name]["p50"])

    def pilot(self, config, entries):
        done = preceptron("run", "--config", config, "--pilot", str(entries), "--progress", "json")
        forecast, = [line for line in map(json.loads, done.stderr.splitlines())
                     if line["schema"] == "preceptron.pilot/1"]
        return forecast

    def test_a_pilot_with_answers_of_unknown_cost_says_that_it_may_cost_more(self):
        config = self.config("retries: {max_attempts: 2}")
        self.elsewhere(config, "--fault", "truncate=0.4", "--seed", "3")
        done = self.run_config(config, "--pilot", "5")
        self.assertRegex(done.stderr, r"\nall .* and more ")

        def broken():
            records = [line["r"] for line in self.journal_lines()]
            return len([r for r in records if r["type"] in ("attempt", "fail") and r.get("status") == 200
                        and r.get("cost_usd") is None])

        before = broken()
        forecast = self.pilot(config, 4)
        self.assertGreater(broken(), before)
        # Which entries meet the fault depends on who is first; where nothing is left to ask, nothing costs more.
        cells = forecast["cells"]
        self.assertEqual(sum(cell["unpriced_answers"] for cell in cells), broken() - before)
        self.assertEqual(forecast["unpriced_answers"], sum(cell["unpriced_answers"] for cell in cells if cell["rest"]))

    def test_a_pilot_of_judges_with_and_without_a_price_tells_what_is_known(self):
        config = self.config()
        judge = config.read_text()[config.read_text().index("  - name: j\n"):]
        config.write_text(config.read_text() + judge.replace("name: j\n", "name: k\n").replace(PRICE, ""))
        forecast = self.pilot(config, 2)
        priced = [cell["cost_usd"]["p50"] for cell in forecast["cells"] if cell["judge"] == "j"]
        self.assertEqual({cell["cost_usd"] for cell in forecast["cells"] if cell["judge"] == "k" and cell["rest"]}, {None})
        self.assertAlmostEqual(forecast["cost_usd"]["p50"], sum(priced), places=9)
        self.assertGreater(forecast["unpriced_answers"], 0)

    def test_a_pilot_knows_that_no_rest_costs_nothing(self):
        config = self.config()
        judge = config.read_text()[config.read_text().index("  - name: j\n"):]
        config.write_text(config.read_text() + judge.replace("name: j\n", "name: k\n"))
        self.assertEqual(self.run_config(config, "--models", "k").returncode, 0)
        forecast = self.pilot(config, 1)
        self.assertEqual([cell["cost_usd"] for cell in forecast["cells"] if cell["judge"] == "k"],
                         [{"p50": 0, "p90": 0}] * len({e["benchmark"] for e in self.entries}))
        self.assertGreater(forecast["cost_usd"]["p50"], 0)

    def test_a_pilot_s_time_keeps_to_the_limits(self):
        config = self.config("limits: {simulated: {requests_per_minute: 600}}")
        forecast = self.pilot(config, 1)
        self.assertAlmostEqual(forecast["time_s"]["p50"], forecast["rest"] / 10, places=3)

    def test_at_a_terminal_the_pilot_asks(self):
        for answer, status in (("n\n", 4), ("yesterday\n", 4), ("\n", 4), (" \n", 4), ("  \x04", 4), (" Y \n", 0)):
            text, ended = self.at_a_terminal(answer, "--progress", "none")
            self.assertIn("Judge the rest? [y/N]", text)
            self.assertEqual(ended, status, text)

    def at_a_terminal(self, answer, *flags):
        """What is said on standard error, and the exit status."""
        master, slave = pty.openpty()
        process = start("run", "--config", self.config(), "--pilot", "1", *flags, stdin=slave, stdout=-3, stderr=-1)
        os.close(slave)
        os.write(master, answer.encode())
        _, text = process.communicate(timeout=60)
        os.close(master)
        return text, process.returncode

    def test_nobody_is_asked_without_the_price(self):
        text, status = self.at_a_terminal("n\n", "-q")
        self.assertEqual(status, 4, text)
        self.assertRegex(text, r"its cost[^$]*\$\d[\s\S]*Judge the rest\? \[y/N\]")
        text, status = self.at_a_terminal("", "-q", "--yes")
        self.assertEqual((status, text), (0, ""))
        self.assertEqual(self.run_config(self.config(), "--pilot", "1", "-q").stderr, "")

    def test_an_interrupt_at_the_question_is_an_interrupt(self):
        master, slave = pty.openpty()
        process = start("run", "--config", self.config(), "--pilot", "1", "--progress", "none", stdin=slave, stdout=-3, stderr=-1)
        self.addCleanup(process.kill)
        os.close(slave)
        self.addCleanup(os.close, master)
        said = ""
        while "Judge the rest?" not in said:
            said += process.stderr.read(1)
        asked = len({e["benchmark"] for e in self.entries})
        self.wait_for(lambda: json.loads(preceptron("status", self.results, "--format", "json").stdout)["done"] == asked)
        self.assertEqual(preceptron("tune", self.results, "--threads", "2").returncode, 0)  # while it is asked
        process.send_signal(signal.SIGINT)
        _, text = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, text)

    def test_a_program_that_reads_messages_is_asked_nothing(self):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        os.write(master, b"y\n")
        process = start("run", "--config", self.config(), "--pilot", "1", "--progress", "json", stdin=slave, stdout=-3, stderr=-1)
        os.close(slave)
        _, text = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 4, text)
        self.assertIn("preceptron.pilot/1", [json.loads(line)["schema"] for line in text.splitlines()])

    def test_nobody_is_asked_where_nothing_more_can_be_sent(self):
        done = self.run_config(self.config("budget_usd: 0.0000001"), "--pilot", "2")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertNotIn("--yes", done.stderr)

    def test_a_run_that_asks_nothing_takes_yes_for_an_answer(self):
        summary, done = self.summary(self.config(), "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["scored"], summary["planned"])


if __name__ == "__main__":
    unittest.main()
