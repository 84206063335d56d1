#include "results/result_files.hpp"

#include "core/json_text.hpp"
#include "results/entry_record.hpp"
#include "results/file_name.hpp"

#include <algorithm>
#include <array>

namespace preceptron::results {

namespace {

constexpr std::array<std::string_view, 3> our_fields{"predicted_score", "justification", "judge"};

template<class T>
void member_or_null(json_writer& json, std::string_view name, const std::optional<T>& value) {
    if (value)
        json.member(name, *value);
    else
        json.key(name).null();
}

void append_judge(json_writer& json, const journal::result_record& r,
                  std::span<const std::optional<double>> scores) {
    json.key("judge").begin_object();
    json.member("name", r.trial.judge);
    json.member("provider", r.provider);
    json.member("model_id", r.model_id);
    if (r.served_model.empty())
        json.key("served_model").null();
    else
        json.member("served_model", r.served_model);
    json.member("prompt", r.prompt);
    json.key("scores").begin_array();
    for (const auto& score : scores)
        score ? json.value(*score) : json.null();
    json.end_array();
    json.member("attempts", r.trial.attempts);
    member_or_null(json, "latency_ms", r.phases.done);
    member_or_null(json, "first_byte_ms", r.phases.first_byte);
    member_or_null(json, "input_tokens", r.usage.input);
    member_or_null(json, "cached_tokens", r.usage.cached_input);
    member_or_null(json, "output_tokens", r.usage.output);
    member_or_null(json, "reasoning_tokens", r.usage.reasoning);
    member_or_null(json, "cost_usd", r.cost_usd);
    json.key("context_missing").begin_array();
    for (const auto& field : r.context_missing)
        json.value(field);
    json.end_array();
    json.end_object();
}

// The first repeat's result and all repeats' scores.
struct answer {
    journal::result_record first;
    std::vector<std::optional<double>> scores;
};

result<std::optional<answer>> load(const entry& e, const published_judge& judge,
                                   stored_answers& answers) {
    const auto* first = answers.result_of(trial_of(judge.name, e, 0));
    if (!first)
        return std::optional<answer>();
    auto loaded = answers.loader().load_result(first->where());
    if (!loaded)
        return loaded.error();
    answer a{std::move(*loaded), {}};
    a.scores.push_back(a.first.score);
    for (int repeat = 1; repeat < judge.repeats; ++repeat) {
        a.scores.emplace_back();
        if (const auto* stored = answers.result_of(trial_of(judge.name, e, repeat))) {
            const auto other = answers.loader().load_score(stored->where());
            if (!other)
                return other.error();
            a.scores.back() = *other;
        }
    }
    return std::optional(std::move(a));
}

std::string members_of(const answer& a) {
    std::string object;
    json_writer json(object);
    json.begin_object()
        .member("predicted_score", a.first.score)
        .member("justification", a.first.justification);
    append_judge(json, a.first, a.scores);
    json.end_object();
    return object.substr(1, object.size() - 2); // without the braces
}

} // namespace

result<published_file> write_result_file(const std::filesystem::path& output_dir,
                                         const published_judge& judge, std::string_view task,
                                         std::span<const entry> dataset, stored_answers& answers,
                                         file_access access) {
    auto file = atomic_file::create(output_dir, result_file_name(judge.name, task), access);
    if (!file)
        return file.error();
    published_file published{file->path(), 0, {}};
    std::string line, buffer;
    for (const entry& e : dataset) {
        if (e.task != task)
            continue;
        const auto a = load(e, judge, answers);
        if (!a)
            return a.error();
        if (!*a)
            continue;
        line = published.entries == 0 ? "[\n" : ",\n";
        for (auto& name : append_extended(line, e.record.read(buffer), our_fields, members_of(**a)))
            if (std::ranges::find(published.replaced, name) == published.replaced.end())
                published.replaced.push_back(std::move(name));
        if (auto written = file->write(line); !written)
            return written.error();
        ++published.entries;
    }
    if (auto written = file->write(published.entries == 0 ? "[]\n" : "\n]\n"); !written)
        return written.error();
    if (auto committed = file->commit(); !committed)
        return committed.error();
    return published;
}

} // namespace preceptron::results
