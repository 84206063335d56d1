#include "session/run_watch.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::session {

namespace {

// "http_error, HTTP 503"
std::string what_failed(failure_class kind, int http_status) {
    return std::string(to_string(kind)) +
           (http_status == 0 ? "" : ", HTTP " + std::to_string(http_status));
}

std::string wait_text(const std::optional<std::chrono::milliseconds>& asked) {
    return asked ? "; the server asks to wait " +
                       span_text(std::chrono::duration<double>(*asked).count())
                 : "";
}

std::string entry_of(const std::string& judge, const std::string& task, const std::string& id) {
    return printable(judge) + ", " + printable(task) + ", entry " + printable(id, 60);
}

std::string whose_failure(const journal::fail_record& r) {
    const std::string whose = entry_of(r.trial.judge, r.trial.task, r.trial.entry_id);
    return r.message.empty() ? whose : whose + ": " + printable(r.message, 160);
}

} // namespace

run_watch::run_watch(const run_inputs& inputs, const plan& work, run_log& log, printer say)
    : log_(log), say_(std::move(say)), forecast_(inputs, work) {
    for (const plan_cell& cell : work.cells) {
        const prepared_judge& judge = inputs.judges[cell.judge];
        any_price_ = any_price_ || judge.price;
        auto account = std::ranges::find(accounts_, judge.spec.account, &account_count::name);
        if (account == accounts_.end())
            account = accounts_.insert(accounts_.end(), {judge.spec.account, 0, 0});
        account->planned += cell.planned();
        account->done += cell.reused + cell.all_given_up();
        summary_.plan(judge.spec.name, cell.task, cell.planned(), cell.reused);
        for (std::size_t c = 0; c < cell.given_up.size(); ++c)
            if (cell.given_up[c] > 0)
                summary_.plan_failed(judge.spec.name, cell.task, static_cast<failure_class>(c),
                                     cell.given_up[c]);
        final_ += cell.all_given_up();
        cells_.push_back({judge.spec.name, cell.task,
                          static_cast<std::size_t>(account - accounts_.begin()),
                          cell.open.size()});
    }
}

void run_watch::on_start(const journal::start_record& r) {
    summary_.add(r);
}

void run_watch::on_attempt(const journal::attempt_record& r) {
    summary_.add(r);
    log_.add(r);
    call_failed(r.judge, r.kind, r.http_status);
    forecast_.add(r);
    if (pilot_)
        pilot_->add(r);
    if (details_)
        details_("attempt " + std::to_string(r.attempt) + " brought no answer (" +
                 what_failed(r.kind, r.http_status) +
                 "): " + entry_of(r.judge, r.task, r.entry_id) + wait_text(r.server_wait));
}

void run_watch::on_result(const journal::result_record& r) {
    summary_.add(r);
    if (answering_.insert(r.trial.judge).second)
        silent_.erase(r.trial.judge);
    forecast_.add(r);
    if (pilot_)
        pilot_->add(r);
    settle(r.trial, &account_count::done);
}

void run_watch::on_fail(const journal::fail_record& r) {
    summary_.add(r);
    log_.add(r);
    if (r.phases.done) // else its last call was told of as an attempt, if any was sent
        call_failed(r.trial.judge, r.kind, r.http_status);
    forecast_.add(r);
    if (pilot_)
        pilot_->add(r);
    ++(tried_again_by_next_run(r.kind, r.retryable) ? retryable_ : final_);
    auto& example = examples_[static_cast<std::size_t>(r.kind)];
    if (!example)
        example = whose_failure(r);
    if (details_)
        details_("no score (" + what_failed(r.kind, r.http_status) + "): " + whose_failure(r));
    settle(r.trial, is_put_off(r.kind) ? &account_count::put_off : &account_count::done);
}

void run_watch::call_failed(const std::string& judge, failure_class kind, int http_status) {
    constexpr int ok = 200; // an answer, if one without a score
    if (http_status == ok && answering_.insert(judge).second)
        silent_.erase(judge);
    if (answering_.contains(judge))
        return;
    silent_judge& silent = silent_[judge];
    silent.name = judge;
    ++silent.calls;
    silent.last = what_failed(kind, http_status);
}

std::vector<run_watch::silent_judge> run_watch::silent_judges() const {
    std::vector<silent_judge> all;
    for (const auto& [name, judge] : silent_)
        all.push_back(judge);
    return all;
}

void run_watch::on_notice(std::string_view line) {
    say_(line);
    log_.notice(line);
}

void run_watch::on_refusal(std::string_view line, std::string_view said) {
    say_(std::string(line) += said);
    log_.notice(line);
}

void run_watch::settle(const journal::trial_record& trial, std::uint64_t account_count::*count) {
    const auto cell = std::ranges::find_if(cells_, [&](const cell_count& c) {
        return c.task == trial.task && c.judge == trial.judge;
    });
    if (cell == cells_.end())
        return;
    ++(accounts_[cell->account].*count);
    if (--cell->open == 0 && cell_done_)
        cell_done_(cell->judge, cell->task);
}

std::uint64_t run_watch::open(std::string_view judge) const noexcept {
    std::uint64_t n = 0;
    for (const cell_count& cell : cells_)
        n += cell.judge == judge ? cell.open : 0;
    return n;
}

void run_watch::remember(clock::time_point now) {
    constexpr auto window = std::chrono::seconds(30);
    if (marks_.empty() || now - marks_.back().when >= std::chrono::milliseconds(200)) {
        mark m{now, {}};
        for (const account_count& account : accounts_)
            m.done.push_back(account.done);
        marks_.push_back(std::move(m));
    }
    while (marks_.size() > 1 && now - marks_.front().when > window)
        marks_.pop_front();
}

runner::progress_snapshot run_watch::snapshot(clock::time_point now) {
    const auto seconds = [](clock::duration d) { return std::chrono::duration<double>(d).count(); };
    remember(now);
    runner::progress_snapshot p;
    p.time = now_utc();
    p.elapsed_s = seconds(now - started_);
    p.planned = summary_.planned();
    p.reused = summary_.reused();
    p.scored = summary_.scored();
    p.failed = summary_.failed();
    p.retryable = retryable_;
    p.put_off = summary_.put_off();
    p.done = p.scored + p.failed;
    const mark& then = marks_.front();
    const double span = seconds(now - then.when);
    // Accounts work side by side: the slowest one decides when the run ends.
    double eta_s = 0;
    for (std::size_t i = 0; span > 0 && i < accounts_.size(); ++i) {
        account_count& account = accounts_[i];
        const double rate = static_cast<double>(account.done - then.done[i]) / span;
        p.requests_per_s += rate;
        account.at_pace_s = account.open() > 0 ? static_cast<double>(account.open()) / rate : 0;
        eta_s = std::max(eta_s, account.at_pace_s);
    }
    if (eta_s > 0 && std::isfinite(eta_s))
        p.eta_s = eta_s;
    if (any_price_ || summary_.cost_usd() > 0)
        p.known_cost_usd = summary_.cost_usd();
    p.unpriced_answers = summary_.unpriced_answers();
    return p;
}

} // namespace preceptron::session
