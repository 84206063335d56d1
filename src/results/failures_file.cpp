#include "results/failures_file.hpp"

#include "core/json_text.hpp"
#include "results/entry_record.hpp"
#include "results/folder_layout.hpp"

namespace preceptron::results {

namespace {

void entry_member(json_writer& json, std::string_view name, std::string_view record) {
    const std::string_view value = raw_member(record, name);
    json.key(name).raw(value.empty() ? "null" : on_one_line(value));
}

void text_or_null(json_writer& json, std::string_view name, const std::string& text) {
    if (text.empty())
        json.key(name).null();
    else
        json.member(name, text);
}

// `line` gets the object and a newline.
void encode_failure(std::string& line, const published_judge& judge, const entry& e,
                    const journal::fail_record& r, record_buffer& buffer) {
    line.clear();
    const std::string_view record = e.record.read(buffer);
    json_writer json(line);
    json.begin_object().member("judge", judge.name).member("task", e.task);
    for (const std::string_view name : {"id", "case_id", "study", "model", "grade"})
        entry_member(json, name, record);
    json.member("class", to_string(r.kind));
    if (r.http_status == 0)
        json.key("http_status").null();
    else
        json.member("http_status", r.http_status);
    text_or_null(json, "provider_code", r.provider_code);
    json.member("message", r.message).member("attempts", r.trial.attempts);
    if (r.retry_after_s)
        json.member("retry_after_s", *r.retry_after_s);
    else
        json.key("retry_after_s").null();
    text_or_null(json, "raw", r.raw);
    if (judge.repeats > 1)
        json.member("repeat", r.trial.repeat);
    json.end_object();
    line += '\n';
}

} // namespace

result<std::uint64_t> write_failures_file(const std::filesystem::path& output_dir,
                                          std::span<const published_judge> judges,
                                          std::span<const entry> dataset, stored_answers& answers,
                                          file_access access) {
    auto file = atomic_file::create(output_dir, failures_name, access);
    if (!file)
        return file.error();
    std::uint64_t count = 0;
    std::string line;
    record_buffer buffer;
    for (const entry& e : dataset)
        for (const published_judge& judge : judges)
            for (int repeat = 0; repeat < judge.repeats; ++repeat) {
                const auto* failure = answers.failure_of(trial_of(judge.name, e, repeat));
                if (!failure)
                    continue;
                const auto record = answers.loader().load_failure(failure->where);
                if (!record)
                    return record.error();
                encode_failure(line, judge, e, *record, buffer);
                if (auto written = file->write(line); !written)
                    return written.error();
                ++count;
            }
    if (auto committed = file->commit(); !committed)
        return committed.error();
    return count;
}

} // namespace preceptron::results
