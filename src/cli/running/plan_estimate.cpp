#include "cli/running/plan_estimate.hpp"

#include "benchmark/field_names.hpp"
#include "benchmark/spending.hpp"
#include "cli/console/presentation.hpp"
#include "cli/running/run_opening.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "core/wrapped.hpp"
#include "judging/prompt.hpp"
#include "pacing/call_cost.hpp"
#include "provider/request_bounds.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::cli {

namespace {

constexpr double bytes_per_token = 4;
constexpr std::int64_t usual_output_tokens = 300;
constexpr double seconds_per_call = 2;

struct cell_estimate : estimated_calls {
    std::optional<double> cheapest_call_usd; // at its worst
    lacking_context lacking;
};

// A limit that is kept to in every minute sets a least time, whatever the threads.
double seconds_at_limits(const estimated_calls& e, const rate_limits& limits) {
    const auto seconds = [](double amount, const std::optional<double>& per_minute) {
        return per_minute ? amount / *per_minute * 60 : 0;
    };
    return std::max({seconds(static_cast<double>(e.requests), limits.requests_per_minute),
                     seconds(e.input_tokens + e.output_tokens, limits.tokens_per_minute),
                     seconds(e.input_tokens, limits.input_tokens_per_minute),
                     seconds(e.output_tokens, limits.output_tokens_per_minute)});
}

// The cell's places in the order in which their entries stand in the dataset, so that records are
// read one after the other.
std::vector<std::size_t> in_dataset_order(const open_trials& open) {
    std::vector<std::size_t> places(open.places());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::sort(places, {}, [&open](std::size_t place) { return open.entry_at(place); });
    return places;
}

// Of the cell's open trials those that are `wanted(entry, repeat)`.
template<class Wanted>
cell_estimate of_cell(const session::run_inputs& inputs, const plan_cell& cell, Wanted wanted) {
    const session::prepared_judge& judge = inputs.judges[cell.judge];
    const judging::task& task = *judge.tasks->find(cell.task);
    cell_estimate e;
    record_buffer buffer;
    const auto output_tokens = static_cast<double>(std::min(
        usual_output_tokens, provider::most_output_tokens(judge.spec, usual_output_tokens)));
    for (const std::size_t place : in_dataset_order(cell.open)) {
        const entry& judged = inputs.data.entries[cell.open.entry_at(place)];
        std::uint64_t times = 0;
        for (std::uint32_t repeat = 0; repeat < cell.open.repeats(); ++repeat)
            times += cell.open.is_open(place, repeat) && wanted(judged, repeat);
        if (times == 0)
            continue;
        const auto rendered = judging::render(task, judge.prompt.of(task), judged, buffer);
        const auto* const prompt = std::get_if<judging::rendered_prompt>(&rendered);
        if (!prompt) { // what lacks its reference is not sent
            e.lacking.unsent.add(judged.id);
            const auto& fields = std::get<judging::missing_context>(rendered).fields;
            e.lacking.unsent_for.insert(fields.begin(), fields.end());
            continue;
        }
        for (const std::string& field : prompt->context_missing)
            ++e.lacking.without[field];
        e.requests += times;
        const std::size_t bytes = provider::input_bytes(judge.spec, prompt->messages);
        const double input_tokens = static_cast<double>(bytes) / bytes_per_token;
        e.input_tokens += input_tokens * static_cast<double>(times);
        if (judge.price) {
            const token_price price = pacing::price_at(*judge.price, input_tokens);
            e.usd = e.usd.value_or(0) +
                    static_cast<double>(times) *
                        (input_tokens * price.input + output_tokens * price.output) / 1e6;
            const double worst = pacing::worst_case_usd(
                bytes, provider::most_output_tokens(judge.spec, pacing::longest_usual_answer),
                *judge.price, 0, provider::asks_for_hour_cache(judge.spec));
            e.cheapest_call_usd = std::min(worst, e.cheapest_call_usd.value_or(worst));
        }
    }
    const auto requests = static_cast<double>(e.requests);
    e.output_tokens = requests * output_tokens;
    if (judge.price && !e.usd)
        e.usd = 0;
    const auto account =
        std::ranges::find(inputs.config.accounts, judge.spec.account, &config::account::name);
    e.judge_limit_seconds = seconds_at_limits(e, judge.limits);
    if (account != inputs.config.accounts.end()) {
        e.account_limit_seconds = seconds_at_limits(e, account->limits);
        e.thread_seconds = requests * seconds_per_call / account->threads;
    }
    e.seconds = std::max({e.thread_seconds, e.account_limit_seconds, e.judge_limit_seconds});
    return e;
}

std::string tokens(double count) {
    return grouped(static_cast<std::uint64_t>(std::llround(count)));
}

} // namespace

void time_at_limits::add(const std::string& judge, const estimated_calls& cell) {
    account_ += cell.account_limit_seconds;
    judges_[judge] += cell.judge_limit_seconds;
}

double time_at_limits::seconds() const {
    double longest = account_;
    for (const auto& [judge, seconds] : judges_)
        longest = std::max(longest, seconds);
    return longest;
}

plan_estimate estimate(const session::run_inputs& inputs, const session::planned_run& planned) {
    results::text_table table(
        {"judge", "task", "requests", "tokens in", "tokens out", "cost", "least time"}, 2);
    plan_estimate whole;
    estimated_calls& all = whole.all;
    all.usd = 0;
    struct account_time {
        double at_threads = 0;
        time_at_limits at_limits;
    };
    std::map<std::string, account_time> accounts;
    for (const plan_cell& cell : planned.work.cells) {
        const cell_estimate e =
            of_cell(inputs, cell, [](const entry&, std::uint32_t) { return true; });
        table.add({printable(inputs.judges[cell.judge].spec.name), printable(cell.task),
                   grouped(e.requests), tokens(e.input_tokens), tokens(e.output_tokens),
                   e.usd ? dollars(*e.usd) : "unknown", span_text(e.seconds)});
        whole.cells.push_back(e);
        all.requests += e.requests;
        all.input_tokens += e.input_tokens;
        all.output_tokens += e.output_tokens;
        all.usd = all.usd && e.usd ? std::optional(*all.usd + *e.usd) : std::nullopt;
        const judge_spec& judge = inputs.judges[cell.judge].spec;
        account_time& account = accounts[judge.account]; // they are asked side by side
        account.at_threads += e.thread_seconds;
        account.at_limits.add(judge.name, e);
        all.seconds = std::max({all.seconds, account.at_threads, account.at_limits.seconds()});
        if (e.cheapest_call_usd)
            whole.cheapest_call_usd = std::min(
                *e.cheapest_call_usd, whole.cheapest_call_usd.value_or(*e.cheapest_call_usd));
        // Judges are asked about the same entries; one whose own task asks for less lacks fewer.
        if (const auto [lacking, fresh] = whole.lacking.try_emplace(cell.task, e.lacking);
            !fresh && e.lacking.unsent.count > lacking->second.unsent.count)
            lacking->second = e.lacking;
    }
    table.add({"all", "", grouped(all.requests), tokens(all.input_tokens),
               tokens(all.output_tokens), all.usd ? dollars(*all.usd) : "unknown",
               span_text(all.seconds)});
    const std::size_t columns = stdout_columns();
    whole.text = std::move(table).text_within(columns) +
                 wrapped("Estimates: 4 bytes a token, 300 tokens an answer (or max_output_tokens, "
                         "where that is less), 2 s a call at the configured threads and "
                         "limits; prices as of " +
                             inputs.prices_as_of + " unless the configuration gives its own.",
                         columns, "  ");
    return whole;
}

estimated_calls estimate_cell(const session::run_inputs& inputs, const plan_cell& cell) {
    return of_cell(inputs, cell, [](const entry&, std::uint32_t) { return true; });
}

std::optional<double> usd_to_judge_again(const session::run_inputs& inputs,
                                         const session::planned_run& planned,
                                         const journal::stored_results& stored) {
    std::optional<double> usd = 0;
    for (const plan_cell& cell : planned.work.cells) {
        if (cell.stale == 0)
            continue;
        const std::string& judge = inputs.judges[cell.judge].spec.name;
        // What has a result and is still open has none that answers its question.
        const cell_estimate e =
            of_cell(inputs, cell, [&](const entry& judged, std::uint32_t repeat) {
                return stored.trial({judge, judged.task, judged.id, repeat}).newest() != nullptr;
            });
        usd = usd && e.usd ? std::optional(*usd + *e.usd) : std::nullopt;
    }
    return usd;
}

namespace {

double left_of_budget(double budget_usd, const journal::journal_contents& stored) {
    return std::max(0.0, budget_usd - stored.spent().most());
}

// "$0.09 of budget_usd is left, $4.91 of $5.00 spent"
std::string left_text(double budget_usd, const journal::journal_contents& stored) {
    const spending spent = stored.spent();
    return dollars(left_of_budget(budget_usd, stored)) + " of budget_usd is left" +
           (spent.most() > 0 ? ", " + spent_of_text(spent, budget_usd) : "");
}

void say_lacking(const console& out, const std::string& task, const lacking_context& lacking,
                 const std::string& fields_of_first) {
    const auto of_task = [&task](std::size_t count) {
        return counted(count, "entry of '", "entries of '") + printable(task, 60) + "'";
    };
    const std::vector<std::string> fields(lacking.unsent_for.begin(), lacking.unsent_for.end());
    if (const dataset::id_list& ids = lacking.unsent; ids.count > 0)
        out.note(of_task(ids.count) + (ids.count == 1 ? " lacks" : " lack") +
                 " what the prompt needs (" + printable(listed(fields), 200) +
                 "), and will not be sent: " + shown_ids(ids) + fields_of_first);
}

// Where nothing at all can be sent, the dataset may call its fields otherwise.
std::string fields_of_first(const lacking_context& lacking, const session::run_inputs& inputs) {
    const entry* const first =
        lacking.unsent.first.empty() ? nullptr : inputs.data.find(lacking.unsent.first.front());
    if (!first)
        return {};
    record_buffer buffer;
    return "; the first one's fields are " + field_names(first->record.read(buffer));
}

// A line a field: of some datasets whole tasks are without it.
void say_not_available(const console& out, const std::map<std::string, lacking_context>& all) {
    std::map<std::string, std::vector<std::string>> by_field;
    for (const auto& [task, lacking] : all)
        for (const auto& [field, count] : lacking.without)
            by_field[field].push_back(grouped(count) + " of '" + printable(task, 60) + "'");
    for (const auto& [field, entries] : by_field)
        out.note("without " + printable(field, 60) +
                 ", so that the prompt says \"(not available)\": " + listed(entries));
}

} // namespace

bool budget_is_spent(const plan_estimate& e, const session::run_inputs& inputs,
                     const journal::journal_contents& stored) {
    return inputs.config.budget_usd && e.all.usd.value_or(0) > 0 && e.cheapest_call_usd &&
           left_of_budget(*inputs.config.budget_usd, stored) < *e.cheapest_call_usd;
}

void say_estimate(const console& out, const plan_estimate& e, const session::run_inputs& inputs,
                  const journal::journal_contents& stored) {
    for (const auto& [task, lacking] : e.lacking)
        say_lacking(out, task, lacking,
                    e.all.requests == 0 ? fields_of_first(lacking, inputs) : "");
    say_not_available(out, e.lacking);
    if (!inputs.config.budget_usd || !e.all.usd || *e.all.usd == 0)
        return;
    const double left = left_of_budget(*inputs.config.budget_usd, stored);
    if (budget_is_spent(e, inputs, stored))
        out.warn("nothing would be sent: a call may cost " + dollars(*e.cheapest_call_usd) +
                 ", and " + left_text(*inputs.config.budget_usd, stored));
    else if (left < *e.all.usd)
        out.warn(left_text(*inputs.config.budget_usd, stored) + ": less than the estimate of " +
                 dollars(*e.all.usd) + ", so the run would end before all is judged");
    else if (stored.spent().most() > 0)
        out.note(left_text(*inputs.config.budget_usd, stored));
}

} // namespace preceptron::cli
