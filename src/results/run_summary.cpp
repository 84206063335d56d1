#include "results/run_summary.hpp"

#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::results {

cell_summary& run_summary::cell(std::string_view judge, std::string_view task) {
    // Cells are few, and neighbours in the plan share one: the search is short.
    const auto same = [&](const cell_summary& c) { return c.judge == judge && c.task == task; };
    const auto found = std::ranges::find_if(cells_, same);
    if (found != cells_.end())
        return *found;
    return cells_.emplace_back(cell_summary{std::string(judge), std::string(task)});
}

void run_summary::plan(std::string_view judge, std::string_view task, std::uint64_t trials,
                       std::uint64_t reused) {
    if (trials == 0)
        return;
    for (cell_summary* c : {&cell(judge, task), &total_}) {
        c->planned += trials;
        c->reused += reused;
        c->scored += reused;
    }
}

void run_summary::plan_failed(std::string_view judge, std::string_view task, failure_class c,
                              std::uint64_t trials) {
    cell(judge, task).failed += trials;
    total_.failed += trials;
    by_class_[static_cast<std::size_t>(c)] += trials;
}

void run_summary::count_bill(const token_usage& usage, const std::optional<double>& cost_usd) {
    input_tokens_ += usage.input.value_or(0);
    output_tokens_ += usage.output.value_or(0);
    cached_tokens_ += usage.cached_input.value_or(0);
    cost_usd_ += cost_usd.value_or(0);
}

void run_summary::add(const journal::start_record& r) {
    ++requests_;
    retries_ += r.attempt > 1;
}

void run_summary::add(const journal::attempt_record& r) {
    count_bill(r.usage, r.cost_usd);
    unpriced_answers_ += journal::lacks_cost(r.kind, r.http_status, r.cost_usd);
}

void run_summary::add(const journal::result_record& r) {
    ++cell(r.trial.judge, r.trial.task).scored;
    ++total_.scored;
    count_bill(r.usage, r.cost_usd);
    unpriced_answers_ += !r.cost_usd;
}

void run_summary::add(const journal::fail_record& r) {
    for (cell_summary* c : {&cell(r.trial.judge, r.trial.task), &total_}) {
        ++c->failed;
        c->put_off += is_put_off(r.kind);
    }
    ++by_class_[static_cast<std::size_t>(r.kind)];
    count_bill(r.usage, r.cost_usd);
    unpriced_answers_ += journal::lacks_cost(r.kind, r.http_status, r.cost_usd);
}

std::string run_summary::to_json(const journal::doubtful_calls& doubtful,
                                 const process_use& use) const {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.run/1");
    json.member("planned", total_.planned).member("reused", total_.reused);
    json.member("scored", total_.scored);
    json.key("failed").begin_object();
    for (std::size_t i = 0; i < by_class_.size(); ++i)
        if (by_class_[i] > 0)
            json.member(failure_class_names[i], by_class_[i]);
    json.end_object();
    json.member("possibly_billed_twice", doubtful.calls);
    json.member("requests", requests_).member("retries", retries_);
    json.member("input_tokens", input_tokens_).member("output_tokens", output_tokens_);
    json.member("cached_tokens", cached_tokens_);
    json.key("cost_usd");
    if (unpriced_answers_ > 0)
        json.null();
    else
        json.value(cost_usd_);
    json.member("known_cost_usd", cost_usd_).member("unpriced_answers", unpriced_answers_);
    json.member("wall_s", use.wall_s).member("cpu_s", use.cpu_s);
    json.member("peak_rss_kb", use.peak_rss_kb);
    json.key("cells").begin_array();
    for (const cell_summary& c : cells_)
        json.begin_object()
            .member("judge", c.judge)
            .member("task", c.task)
            .member("planned", c.planned)
            .member("scored", c.scored)
            .member("failed", c.failed)
            .end_object();
    json.end_array().end_object();
    text += '\n';
    return text;
}

std::string run_summary::cell_table(std::size_t columns) const {
    constexpr std::size_t first_number = 2;
    std::vector<std::string> heads{"judge", "task", "planned", "reused", "scored", "failed"};
    if (total_.put_off > 0)
        heads.emplace_back("put off");
    text_table table(heads, first_number);
    for (const cell_summary& c : cells_) {
        std::vector<std::string> row{printable(c.judge), printable(c.task),
                                     grouped(c.planned), grouped(c.reused),
                                     grouped(c.scored),  grouped(c.failed - c.put_off)};
        if (total_.put_off > 0)
            row.push_back(grouped(c.put_off));
        table.add(std::move(row));
    }
    return std::move(table).text_within(columns);
}

} // namespace preceptron::results
