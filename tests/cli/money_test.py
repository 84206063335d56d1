"""Money: what a run may cost, what it will, and that it stops before more is spent."""

import json
import re
import unittest

from answering_server import answering_server
from priced_run import PRICE, PricedRun
from program import preceptron, start


class Money(PricedRun):
    def test_a_budget_is_never_passed_over_all_runs_of_the_folder(self):
        budget = 2.0
        summary, done = self.summary(self.config(f"budget_usd: {budget}"))
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("budget", done.stderr)
        self.assertGreater(summary["scored"], 0)
        self.assertLess(summary["scored"], 60)
        self.assertLessEqual(self.spent(), budget)
        self.assertGreater(self.spent(), 0.5 * budget)
        self.assertEqual(set(summary["failed"]), {"budget"})
        asked = len(self.provider.requests())
        again, done = self.summary(self.config(f"budget_usd: {budget}"))
        self.assertEqual((done.returncode, len(self.provider.requests()) - asked <= 1), (5, True), done.stderr)
        rest, done = self.summary(self.config("budget_usd: 1000"))
        self.assertEqual((done.returncode, rest["scored"]), (0, 60), done.stderr)
        self.assertEqual(rest["reused"], again["scored"])

    def test_what_extra_body_says_is_input_before_anything_is_sent(self):
        text = "word " * 60000  # $1 a call, by three bytes a token
        config = self.config("budget_usd: 0.5", "\n".join([
            "    price: {input: 10, output: 0}", f"    extra_body: {{messages: [{{role: user, content: '{text}'}}]}}"]))
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["requests"]), (5, 0), done.stderr)
        head, row = self.run_config(config).stdout.splitlines()[:2]
        self.assertEqual(head.split()[-3:], ["failed", "put", "off"])
        self.assertEqual(row.split()[-2], "0")

    def test_a_budget_that_stays_reached_leaves_the_journal_and_the_causes_of_failures_as_they_are(self):
        config = self.config("budget_usd: 2\nretries: {max_attempts: 1}")
        faulty = self.elsewhere(config, "--fault", "status-500=0.1", "--seed", "5")
        summary, done = self.summary(config)
        self.assertEqual(done.returncode, 5, done.stderr)
        failures = (self.results / "failures.jsonl").read_text()
        self.assertEqual({"budget", "http_error"}, {json.loads(line)["class"] for line in failures.splitlines()})
        fails = [line for line in self.journal_lines() if line["r"]["type"] == "fail"]
        asked = len(faulty.requests())
        again, done = self.summary(self.config_with_budget(config, 0.001))
        self.assertEqual((done.returncode, len(faulty.requests())), (5, asked), done.stderr)
        self.assertEqual(again["failed"], {"budget": sum(summary["failed"].values())})
        self.assertEqual([line for line in self.journal_lines() if line["r"]["type"] == "fail"], fails)
        self.assertEqual((self.results / "failures.jsonl").read_text(), failures)

    @staticmethod
    def config_with_budget(config, usd):
        config.write_text(config.read_text().replace("budget_usd: 2\n", f"budget_usd: {usd}\n"))
        return config

    def test_check_says_that_nothing_is_left_of_the_budget(self):
        config = self.config("budget_usd: 1")
        self.assertEqual(self.run_config(config).returncode, 5)
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("nothing would be sent", done.stderr)
        self.assertIn(f"everything else is in place: with a higher budget_usd, begin with: preceptron run --config {config}",
                      done.stderr)
        self.assertNotIn("everything is in place", done.stderr)

    def test_a_budget_that_will_not_do_is_told_before_it_is_reached(self):
        self.provider.stop()
        self.provider = self.simulator("--ttft", "200ms")
        errors = self.folder / "stderr"
        with errors.open("w") as file:
            process = start("run", "--config", self.config("budget_usd: 3"), "--progress", "plain", stderr=file, stdout=-3)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for(lambda: "the budget will not do for all" in errors.read_text())
        self.assertNotIn("budget is reached", errors.read_text())
        told = re.search(r"preceptron (tune \S+ --budget-usd [\d.]+)\n", errors.read_text())
        self.assertTrue(told, errors.read_text())
        done = preceptron(*told.group(1).split())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(process.wait(), 0, errors.read_text())
        self.assertEqual(errors.read_text().count("will not do"), 1)
        self.assertIn("the budget will not do", (self.results / "checkpoint" / "run.log").read_text())

    def test_status_asks_for_a_higher_budget_until_it_is_raised(self):
        self.assertEqual(self.run_config(self.config("budget_usd: 1")).returncode, 5)
        self.assertIn("with a higher budget_usd", preceptron("status", self.results).stdout)
        self.assertEqual(self.run_config(self.config("budget_usd: 100"), "--limit", "5").returncode, 0)
        said = preceptron("status", self.results).stdout
        self.assertIn(" budget, such as", said)  # of entries beyond the limit
        self.assertNotIn("with a higher budget_usd", said)

    def test_status_asks_for_a_higher_budget_where_what_failed_before_does_not_fit_into_it(self):
        config = self.config("budget_usd: 100\nretries: {max_attempts: 1}")
        self.elsewhere(config, "--fault", "status-500=1")
        self.assertEqual(self.run_config(config, "--limit", "1").returncode, 4)
        config.write_text(config.read_text().replace("budget_usd: 100", "budget_usd: 0.001"))
        self.assertEqual(self.run_config(config, "--limit", "1").returncode, 5)
        self.assertIn("with a higher budget_usd", preceptron("status", self.results).stdout)

    def test_status_tells_of_the_folder_s_money_whether_or_not_a_run_is_at_work(self):
        def status():
            return json.loads(preceptron("status", self.results, "--format", "json").stdout)

        self.provider.stop()
        self.provider = self.simulator("--ttft", "400ms")
        self.assertEqual(self.run_config(self.config(), "--limit", "2").returncode, 0)
        before = status()
        self.assertEqual(before["folder"], {
            "cost_usd": before["cost_usd"], "known_cost_usd": before["cost_usd"], "unpriced_answers": 0,
            "possibly_billed_twice": 0, "possibly_billed_twice_usd": 0, "most_cost_usd": before["cost_usd"]})
        process = start("run", "--config", self.config(), "--progress", "none", stdout=-3, stderr=-3)
        self.addCleanup(process.wait)
        self.wait_for(lambda: (status()["cost_usd"] or 0) > 0 and status()["in_flight"] > 0)
        now = status()
        self.assertGreater(now["folder"]["known_cost_usd"], before["folder"]["known_cost_usd"])
        self.assertGreater(now["folder"]["known_cost_usd"], now["cost_usd"])
        self.assertIn(" this run", preceptron("status", self.results).stdout)
        process.kill()
        process.wait()
        after = status()
        self.assertEqual(after["cost_usd"], after["folder"]["cost_usd"])
        self.assertGreater(after["folder"]["possibly_billed_twice"], 0)
        self.assertGreater(after["folder"]["possibly_billed_twice_usd"], 0)
        self.assertGreater(after["folder"]["most_cost_usd"], after["folder"]["known_cost_usd"])
        self.assertIn(" over all runs", preceptron("status", self.results).stdout.splitlines()[1])

    def test_a_budget_says_what_it_cannot_promise_without_a_cap(self):
        note = "longer ones may pass the budget (j)"
        self.assertNotIn(note, preceptron("check", "--config", self.config("budget_usd: 100")).stderr)
        for budget, times in ("budget_usd: 100", 1), ("", 0):
            config = self.config(budget)
            config.write_text(config.read_text().replace("    max_output_tokens: 500\n", ""))
            for command in ("check",), ("run", "--dry-run"), ("run", "--limit", "1"):
                self.assertEqual(preceptron(*command, "--config", config).stderr.count(note), times)

    def test_a_budget_that_ends_a_retry_names_the_retry_to_go_on_with(self):
        config = self.config("budget_usd: 0.0000001")
        for given in ("--retry-failed", "--retry-failed=length,refusal"):
            done = self.run_config(config, given, "--limit", "2")
            self.assertEqual(done.returncode, 5, done.stderr)
            self.assertRegex(" ".join(done.stderr.split()), rf"go on with: preceptron run .*{given}$")

    def test_calls_that_never_left_are_on_no_bill(self):
        config = self.config("budget_usd: 1\nretries: {max_attempts: 2}")
        text = config.read_text()
        config.write_text(text.replace(self.provider.address, "https://127.0.0.1:1"))
        summary, done = self.summary(config, "--limit", "3")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("could not connect", done.stderr)
        self.assertEqual((summary["possibly_billed_twice"], summary["cost_usd"]), (0, 0))
        self.assertTrue([line for line in self.journal_lines() if line["r"]["type"] in ("attempt", "fail")])
        config.write_text(text.replace("budget_usd: 1", "budget_usd: 1000"))
        summary, done = self.summary(config, "--limit", "3")
        self.assertEqual((done.returncode, summary["possibly_billed_twice"]), (0, 0), done.stderr)

    def test_answers_of_unknown_cost_count_for_the_budget_of_later_runs(self):
        config = self.config("budget_usd: 2")
        self.elsewhere(config, "--refuse", "stream_options")  # so nobody tells the usage
        limit = 1
        summary, done = self.summary(config, "--limit", str(limit))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((summary["cost_usd"], summary["unpriced_answers"]), (None, summary["scored"]))
        self.assertIn(", cost unknown", done.stderr)
        while done.returncode == 0 and limit < 60:
            limit += 1
            summary, done = self.summary(config, "--limit", str(limit))
        self.assertEqual(done.returncode, 5, done.stderr)
        records = [line["r"] for line in self.journal_lines()]
        worst = {r["key"]: r["worst_usd"] for r in records if r["type"] == "start"}
        answered = [worst[r["key"]] for r in records if r["type"] == "result"]
        self.assertGreater(len(answered), 4)
        self.assertLessEqual(sum(answered), 2)
        most = sum(answered)
        self.assertRegex(" ".join(done.stderr.split()), r"budget_usd was reached: \$(\S+) of \$2\.00 spent "
                         r"\(\$\1 at most, for calls of unknown cost\) over all runs")
        said = preceptron("status", self.results).stdout
        self.assertIn(f"spent over all runs: ${most:.2f} at most, for calls of unknown cost\n", said)
        self.assertIn(f"left of the last run's budget_usd: ${2 - most:.2g} of $2.00\n", said)
        said = " ".join(preceptron("check", "--config", config).stderr.split())
        self.assertIn(f"${2 - most:.2g} of budget_usd is left, ${most:.2f} of $2.00 spent (${most:.2f} at most", said)

    def test_answers_that_broke_off_count_for_the_budget_of_later_runs(self):
        config = self.config("budget_usd: 0.3\nretries: {max_attempts: 1}")
        faulty = self.elsewhere(config, "--fault", "truncate=1")
        asked = []
        for _ in range(4):
            done = self.run_config(config, "--limit", "1")
            asked.append(len(faulty.requests()))
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertGreater(asked[0], 0)
        worst = [line["r"]["worst_usd"] for line in self.journal_lines() if line["r"]["type"] == "start"]
        self.assertEqual(len(worst), asked[-1])
        self.assertLessEqual(sum(worst), 0.3)

    def test_broken_answers_make_the_cost_unknown(self):
        config = self.config("retries: {max_attempts: 1}")
        faulty = self.elsewhere(config, "--fault", "garbage=1")
        summary, done = self.summary(config, "--limit", "2")
        self.assertGreater(len(faulty.requests()), 0)
        self.assertEqual((summary["cost_usd"], summary["known_cost_usd"], summary["unpriced_answers"]),
                         (None, 0, len(faulty.requests())), done.stderr)
        self.assertIn(", cost unknown", done.stderr)
        self.assertIn("spent over all runs: $", preceptron("status", self.results).stdout)
        self.assertIn(" at most, for calls of unknown cost\n", preceptron("status", self.results).stdout)

    def test_judging_again_is_priced_by_its_own_judge_at_its_present_price(self):
        self.assertEqual(self.run_config(self.config()).returncode, 0)
        dearer = "    price: {input: 3000, output: 9000}\n    temperature: 0.5"
        done = self.run_config(self.config(judge=dearer), "--dry-run")
        self.assertEqual(done.returncode, 78, done.stderr)
        whole = next(line for line in done.stdout.splitlines() if line.startswith("all ")).split()[4]
        self.assertIn("60 stored results no longer match", done.stderr)
        self.assertIn(f"about {whole} to judge again", done.stderr)
        text = self.config(judge=dearer).read_text()
        second = text.split("models:")[1].replace("name: j", "name: k").replace("3000", "300000")
        (self.folder / "config.yaml").write_text(text + second.strip("\n") + "\n")  # nothing of this one is stale
        self.assertIn(f"about {whole} to judge again", self.run_config(self.folder / "config.yaml").stderr)

    def test_accounts_are_asked_side_by_side_so_the_longest_sets_the_least_time(self):
        judge = PRICE + "\n    limits: {requests_per_minute: 6}"
        config = self.config("", judge)
        elsewhere = config.read_text().split("models:")[1].replace("name: j", "name: k")
        config.write_text(config.read_text() + elsewhere.replace(self.provider.address, "https://127.0.0.1:9").strip("\n") + "\n")
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"all +120 +[\d,]+ +36,000 +\$[\d.,]+ +10m00s")

    def test_judges_of_one_account_wait_for_their_own_limits_side_by_side(self):
        config = self.config("", PRICE)
        (self.folder / "config.ini").write_text("[api_keys]\nopenai = of-both-judges\n")
        judges = [f"  - name: {name}\n    provider: openai\n    model_id: {name}\n"
                  f"    limits: {{requests_per_minute: {limit}}}\n" for name, limit in (("a", 6), ("b", 12))]
        config.write_text(config.read_text().split("models:")[0] + "models:\n" + "".join(judges))
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"all +120 +[\d,]+ +36,000 +\S+ +10m00s")
        config.write_text("limits: {openai: {requests_per_minute: 6}}\n" + config.read_text())
        self.assertRegex(preceptron("check", "--config", config).stdout, r"all +120 +[\d,]+ +36,000 +\S+ +20m00s")

    def test_a_configured_price_goes_before_what_a_server_says_it_charged_but_for_openrouter(self):
        address = answering_server(self, lambda *_: (200, {
            "choices": [{"message": {"content": '{"score": 2}'}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "cost": 0.75}}))
        config = self.folder / "config.yaml"
        price = "price: {input: 10, output: 20}"
        judges = [("priced", "openai", price), ("unpriced", "openai", ""), ("router", "openrouter", price)]
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nmodels:\n" + "".join(
            f"  - {{name: {name}, provider: {provider}, model_id: {name}, key: none, stream: false, "
            f"base_url: '{address}/v1'{', ' if more else ''}{more}}}\n"
            for name, provider, more in judges))
        done = self.run_config(config, "--limit", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        costs = {line["r"]["judge"]: line["r"]["cost_usd"] for line in self.journal_lines()
                 if line["r"]["type"] == "result"}
        self.assertEqual(costs, {"priced": 0.02, "unpriced": 0.75, "router": 0.75})

    def test_a_budget_and_an_unknown_price_are_an_error_with_its_line(self):
        done = self.run_config(self.config("budget_usd: 5", judge=""))
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertRegex(done.stderr, r"config\.yaml:9:\d+: budget_usd needs the price of 'sim-strong'")
        self.assertEqual(self.provider.requests(), [])

    def test_check_and_dry_run_say_what_it_would_cost_and_take(self):
        config = self.config("", PRICE + "\n    limits: {requests_per_minute: 6}")
        for arguments in (("check", "--config", config), ("run", "--config", config, "--dry-run")):
            done = preceptron(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, r"all +60 +[\d,]+ +18,000 +\$[\d.,]+ +10m00s")
        self.assertEqual(self.provider.requests(), [])

    def test_no_answer_is_estimated_to_be_longer_than_it_may_be(self):
        config = self.config()
        config.write_text(config.read_text().replace("max_output_tokens: 500", "max_output_tokens: 50"))
        said = preceptron("check", "--config", config).stdout
        self.assertRegex(said, r"all +60 +[\d,]+ +3,000 ")
        self.assertIn("300 tokens an answer (or max_output_tokens, where that is less)", " ".join(said.split()))


if __name__ == "__main__":
    unittest.main()
