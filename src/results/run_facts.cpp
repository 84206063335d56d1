#include "results/run_facts.hpp"

#include "agreement/quantile.hpp"
#include "journal/decoder.hpp"
#include "journal/outline.hpp"
#include "journal/reader.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace preceptron::results {

namespace {

struct judge_times {
    std::vector<double> latency, first_byte;
};

// Of a trial whose judge is not known yet.
struct waiting_calls {
    bill failed;
    std::uint64_t retries = 0;
};

percentiles percentiles_of(std::vector<double>& values) {
    if (values.empty())
        return {};
    return {agreement::quantile_type7(values, .5), agreement::quantile_type7(values, .9),
            agreement::quantile_type7(values, .99)};
}

class fact_collector {
  public:
    // Segments begun after a failed sync repeat records; each counts once.
    fact_collector(const journal::stored_results& stored, bool may_repeat)
        : stored_(stored), may_repeat_(may_repeat) {}

    void take(int segment, const journal::record_view& record) {
        if (may_repeat_ && !seen_.insert(std::hash<std::string_view>()(record.line)).second)
            return;
        const auto outline = journal::read_outline(record.body);
        if (!outline)
            return;
        switch (outline->type) {
        case journal::record_type::start:
            if (const auto r = journal::decode_start(record.body)) {
                add(*r);
            }
            break;
        case journal::record_type::attempt:
            if (const auto r = journal::decode_attempt(record.body))
                add(*r);
            break;
        case journal::record_type::result:
            if (const auto r = journal::decode_result_without_raw(record.body))
                add(*r, counts_now(*r, segment, record.offset));
            break;
        case journal::record_type::fail:
            if (const auto r = journal::decode_fail(record.body))
                add(*r);
            break;
        case journal::record_type::refused:
            if (const auto r = journal::decode_refused(record.body))
                facts_.judges[judge_number(r->judge)].refused.emplace(r->model_id, r->parameter);
            break;
        case journal::record_type::end:
            if (const auto r = journal::decode_end(record.body))
                note_limits(*r);
            break;
        default:
            break;
        }
    }

    run_facts finish() {
        for (std::size_t i = 0; i < facts_.judges.size(); ++i) {
            facts_.judges[i].latency = percentiles_of(times_[i].latency);
            facts_.judges[i].first_byte = percentiles_of(times_[i].first_byte);
        }
        for (const auto& [key, waiting] : unassigned_) {
            facts_.unassigned.input_tokens += waiting.failed.input_tokens;
            facts_.unassigned.output_tokens += waiting.failed.output_tokens;
            facts_.unassigned.usd += waiting.failed.usd;
            facts_.unassigned.unpriced += waiting.failed.unpriced;
        }
        return std::move(facts_);
    }

  private:
    bool counts_now(const journal::result_record& r, int segment, std::uint64_t offset) const {
        const auto* const standing =
            stored_.standing({r.trial.judge, r.trial.task, r.trial.entry_id,
                              static_cast<std::uint32_t>(r.trial.repeat)});
        return standing && static_cast<int>(standing->where().segment) == segment &&
               standing->where().offset == offset;
    }

    std::size_t judge_number(const std::string& name) {
        const auto it = std::ranges::find(facts_.judges, name, &judge_facts::judge);
        if (it != facts_.judges.end())
            return static_cast<std::size_t>(it - facts_.judges.begin());
        facts_.judges.emplace_back().judge = name;
        times_.emplace_back();
        return facts_.judges.size() - 1;
    }

    void note_time(timestamp t) {
        if (t == timestamp{})
            return;
        if (facts_.last) {
            const double gap = std::chrono::duration<double>(t - *facts_.last).count();
            if (gap > 0 && gap <= 60)
                facts_.active_s += gap;
        }
        facts_.first = facts_.first ? std::min(*facts_.first, t) : t;
        facts_.last = facts_.last ? std::max(*facts_.last, t) : t;
    }

    void note_limits(const journal::end_record& r) {
        if (r.limits.empty())
            return;
        facts_.held_requests += r.requests;
        for (const journal::account_limits& account : r.limits)
            results::add(account, facts_.held);
    }

    void note_status(int status) {
        facts_.rate_limited += status == 429 || status == 503 || status == 529;
    }
    void note_wait(const phase_times& phases) {
        facts_.waiting_s += phases.done.value_or(0) / 1000;
    }

    static void put_on(judge_facts& judge, const bill& failed) {
        judge.input_tokens += failed.input_tokens;
        judge.output_tokens += failed.output_tokens;
        judge.cost_usd += failed.usd;
        judge.failed_usd += failed.usd;
        judge.unpriced += failed.unpriced;
    }

    template<class Record>
    static bill bill_of(const Record& failed) {
        return {
            failed.usage.input.value_or(0), failed.usage.output.value_or(0),
            failed.cost_usd.value_or(0),
            std::uint64_t{journal::lacks_cost(failed.kind, failed.http_status, failed.cost_usd)}};
    }

    // An attempt names its trial by the key alone; whose it was is in the outcome that follows.
    void settle_attempts(const journal::trial_key& key, judge_facts& judge) {
        const auto waiting = unassigned_.find(key);
        if (waiting == unassigned_.end())
            return;
        put_on(judge, waiting->second.failed);
        judge.retries += waiting->second.retries;
        unassigned_.erase(waiting);
    }

    // By the same run or a later one, an answer is asked for again that did not come.
    void add(const journal::start_record& r) {
        ++facts_.requests;
        note_time(r.time);
        const auto before = unanswered_.find(r.key);
        if (before == unanswered_.end())
            return;
        ++facts_.troubles[before->second];
        unanswered_.erase(before);
        const auto known = given_up_.find(r.key);
        ++(known != given_up_.end() ? facts_.judges[known->second].retries
                                    : unassigned_[r.key].retries);
    }

    void add(const journal::attempt_record& r) {
        note_time(r.time);
        note_status(r.http_status);
        note_wait(r.phases);
        unanswered_[r.key] = r.kind;
        const bill failed = bill_of(r);
        if (const auto known = given_up_.find(r.key); known != given_up_.end())
            return put_on(facts_.judges[known->second], failed);
        bill& waiting = unassigned_[r.key].failed;
        waiting.input_tokens += failed.input_tokens;
        waiting.output_tokens += failed.output_tokens;
        waiting.usd += failed.usd;
        waiting.unpriced += failed.unpriced;
    }

    void add(const journal::fail_record& r) {
        note_time(r.time);
        note_status(r.http_status);
        note_wait(r.phases);
        const std::size_t number = judge_number(r.trial.judge);
        judge_facts& judge = facts_.judges[number];
        ++judge.given_up;
        given_up_.emplace(r.trial.key, number);
        settle_attempts(r.trial.key, judge);
        put_on(judge, bill_of(r));
        if (r.trial.attempts > 0 && !is_unsent(r.kind))
            unanswered_[r.trial.key] = r.kind;
    }

    void add(const journal::result_record& r, bool counts_now) {
        note_time(r.time);
        note_wait(r.phases);
        ++facts_.answers;
        const std::size_t number = judge_number(r.trial.judge);
        judge_facts& judge = facts_.judges[number];
        const bool adopted = r.trial.attempts == 0;
        if (!adopted) {
            judge.provider = r.provider;
            judge.model_id = r.model_id;
        }
        ++judge.answers;
        settle_attempts(r.trial.key, judge);
        unanswered_.erase(r.trial.key);
        judge.input_tokens += r.usage.input.value_or(0);
        judge.output_tokens += r.usage.output.value_or(0);
        if (adopted)
            ++judge.adopted;
        else if (!r.cost_usd)
            ++judge.unpriced;
        if (r.cost_usd) {
            ++judge.priced;
            judge.cost_usd += *r.cost_usd;
        }
        if (r.phases.done)
            times_[number].latency.push_back(*r.phases.done);
        if (r.phases.first_byte)
            times_[number].first_byte.push_back(*r.phases.first_byte);
        if (!counts_now)
            return;
        if (adopted)
            ++judge.adopted_now;
        else
            count_way(judge, r);
        auto served = std::ranges::find(judge.served, r.served_model, &served_model::name);
        if (served == judge.served.end())
            served = judge.served.insert(served, {r.served_model, 0, r.time, r.time});
        ++served->answers;
        served->last = std::max(served->last, r.time);
    }

    static void count_way(judge_facts& judge, const journal::result_record& r) {
        auto way = std::ranges::find_if(judge.asked, [&r](const asked_way& w) {
            return w.model_id == r.model_id && w.prompt == r.prompt && w.provider == r.provider;
        });
        if (way == judge.asked.end())
            way = judge.asked.insert(way, {r.provider, r.model_id, r.prompt, 0});
        ++way->answers;
    }

    const journal::stored_results& stored_;
    bool may_repeat_;
    std::unordered_set<std::size_t> seen_;
    run_facts facts_;
    std::vector<judge_times> times_; // one a judge
    // By key: what attempts cost before an outcome was met, and whose trials were given up, which a
    // later run may go on with; how the last call ended where it came to no answer.
    std::unordered_map<journal::trial_key, waiting_calls, journal::key_hash> unassigned_;
    std::unordered_map<journal::trial_key, failure_class, journal::key_hash> unanswered_;
    std::unordered_map<journal::trial_key, std::size_t, journal::key_hash> given_up_;
};

} // namespace

std::optional<double> judge_facts::usd_an_answer() const {
    if (priced == 0)
        return {};
    return (cost_usd - failed_usd) / static_cast<double>(priced) +
           failed_usd / static_cast<double>(answers - adopted);
}

result<run_facts> read_run_facts(const journal::journal_contents& contents) {
    const bool may_repeat =
        std::ranges::any_of(contents.segments, [](const journal::segment_contents& s) {
            return s.head && s.head->repeats_from;
        });
    fact_collector facts(contents.results, may_repeat);
    for (const journal::segment_contents& s : contents.segments) {
        const auto scanned =
            journal::scan_file(s.file.path, [&](const journal::record_view& record) {
                facts.take(s.file.number, record);
            });
        if (!scanned)
            return scanned.error();
    }
    return facts.finish();
}

} // namespace preceptron::results
