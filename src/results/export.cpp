#include "results/export.hpp"

#include "benchmark/field_text.hpp"
#include "core/json_text.hpp"
#include "core/utf8.hpp"
#include "journal/json_values.hpp"
#include "results/csv.hpp"
#include "results/entry_record.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace preceptron::results {

namespace {

constexpr std::string_view columns[] = {"judge",
                                        "task",
                                        "id",
                                        "case_id",
                                        "study",
                                        "model",
                                        "grade",
                                        "predicted_score",
                                        "justification",
                                        "served_model",
                                        "input_tokens",
                                        "output_tokens",
                                        "cost_usd",
                                        "attempts",
                                        "latency_ms",
                                        "time",
                                        "repeat",
                                        "max_score",
                                        "question_text",
                                        "response_chars"};

// A field as the entry's record has it; null without one.
std::string_view raw_or_null(std::string_view entry, std::string_view name) {
    const auto value = raw_member(entry, name);
    return value.empty() ? "null" : value;
}

// Of an entry, what statistics need beside its grade: they come out the same from an exported file.
struct rating_context {
    std::string_view max_score = "null"; // as the record has it
    std::optional<std::string> question;
    std::optional<std::int64_t> response_chars;
};

rating_context context_of(std::string_view entry) {
    static constexpr std::array<std::string_view, 2> names{"question_text", "response"};
    rating_context out;
    auto texts = field_texts(entry, names);
    out.question = std::move(texts[0]);
    if (texts[1])
        out.response_chars = static_cast<std::int64_t>(count_characters(*texts[1]));
    if (const auto raw = raw_member(entry, "max_score"); journal::number_value(raw))
        out.max_score = raw;
    return out;
}

class row_writer {
  public:
    virtual ~row_writer() = default;
    virtual void begin(std::string&) {}
    virtual void row(std::string& out, std::string_view entry, const journal::result_record& r) = 0;
    virtual void end(std::string&) {}
};

class csv_rows : public row_writer {
  public:
    void begin(std::string& out) override {
        csv_writer csv(out);
        for (const auto name : columns)
            csv.text(name);
        csv.end_row();
    }

    void row(std::string& out, std::string_view entry, const journal::result_record& r) override {
        csv_writer csv(out);
        csv.text(r.trial.judge).text(r.trial.task).text(r.trial.entry_id);
        for (const std::string_view name : {"case_id", "study", "model", "grade"}) {
            const auto raw = raw_or_null(entry, name);
            if (raw == "null")
                csv.empty();
            else if (const auto text = journal::string_value(raw))
                csv.text(*text);
            else
                csv.text(raw);
        }
        csv.number(r.score).text(r.justification).text(r.served_model);
        csv.integer(r.usage.input).integer(r.usage.output).number(r.cost_usd);
        csv.integer(r.trial.attempts).number(r.phases.done).text(to_string(r.time));
        csv.integer(r.trial.repeat);
        const auto context = context_of(entry);
        csv.text(context.max_score == "null" ? "" : context.max_score);
        csv.text(context.question.value_or("")).integer(context.response_chars).end_row();
    }
};

void append_object(std::string& out, std::string_view entry, const journal::result_record& r) {
    const auto optional = [](json_writer& json, std::string_view name, const auto& value) {
        if (value)
            json.member(name, *value);
        else
            json.key(name).null();
    };
    json_writer json(out);
    json.begin_object().member("judge", r.trial.judge).member("task", r.trial.task);
    for (const std::string_view name : {"id", "case_id", "study", "model", "grade"})
        json.key(name).raw(on_one_line(raw_or_null(entry, name)));
    json.member("predicted_score", r.score).member("justification", r.justification);
    json.key("served_model");
    r.served_model.empty() ? json.null() : json.value(r.served_model);
    optional(json, "input_tokens", r.usage.input);
    optional(json, "output_tokens", r.usage.output);
    optional(json, "cost_usd", r.cost_usd);
    json.member("attempts", r.trial.attempts);
    optional(json, "latency_ms", r.phases.done);
    json.member("time", to_string(r.time)).member("repeat", r.trial.repeat);
    const auto context = context_of(entry);
    json.key("max_score").raw(context.max_score);
    optional(json, "question_text", context.question);
    optional(json, "response_chars", context.response_chars);
    json.end_object();
}

class jsonl_rows : public row_writer {
  public:
    void row(std::string& out, std::string_view entry, const journal::result_record& r) override {
        append_object(out, entry, r);
        out += '\n';
    }
};

class json_rows : public row_writer {
  public:
    void row(std::string& out, std::string_view entry, const journal::result_record& r) override {
        out += first_ ? "[\n" : ",\n";
        first_ = false;
        append_object(out, entry, r);
    }
    void end(std::string& out) override { out += first_ ? "[]\n" : "\n]\n"; }

  private:
    bool first_ = true;
};

std::unique_ptr<row_writer> make_rows(export_format format) {
    switch (format) {
    case export_format::csv:
        return std::make_unique<csv_rows>();
    case export_format::jsonl:
        return std::make_unique<jsonl_rows>();
    case export_format::json:
        break;
    }
    return std::make_unique<json_rows>();
}

class exporter {
  public:
    exporter(std::ostream& out, row_writer& rows, stored_answers& answers)
        : out_(out), rows_(rows), answers_(answers) {}

    result<exported> run(std::span<const published_judge> judges, std::span<const entry> dataset) {
        rows_.begin(text_);
        for (const auto& judge : judges)
            for (const entry& e : dataset)
                for (int repeat = 0; repeat < judge.repeats; ++repeat)
                    if (const auto* stored = answers_.result_of(trial_of(judge.name, e, repeat)))
                        if (auto added = add(e, *stored); !added)
                            return added.error();
        rows_.end(text_);
        out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
        out_.flush();
        if (!out_)
            return fail(errc::io, "cannot write the exported results");
        return exported{count_, count_omitted(judges)};
    }

  private:
    // An entry that stands twice in the dataset is written once.
    result<void> add(const entry& e, const journal::stored_result& stored) {
        if (!written_.insert(&stored).second)
            return {};
        const auto record = answers_.loader().load_result(stored.where());
        if (!record)
            return record.error();
        rows_.row(text_, e.record.read(buffer_), *record);
        ++count_;
        if (text_.size() >= piece_size) {
            out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
            text_.clear();
        }
        if (!out_)
            return fail(errc::io, "cannot write the exported results");
        return {};
    }

    left_out count_omitted(std::span<const published_judge> judges) const {
        return count_left_out(answers_.stored(), judges, [this](const auto&, const auto& stored) {
            return written_.contains(&stored);
        });
    }

    static constexpr std::size_t piece_size = std::size_t{256} << 10;
    std::ostream& out_;
    row_writer& rows_;
    stored_answers& answers_;
    std::unordered_set<const journal::stored_result*> written_;
    std::string text_;
    record_buffer buffer_;
    std::uint64_t count_ = 0;
};

} // namespace

std::optional<export_format> parse_export_format(std::string_view name) noexcept {
    if (name == "csv")
        return export_format::csv;
    if (name == "jsonl")
        return export_format::jsonl;
    if (name == "json")
        return export_format::json;
    return {};
}

result<exported> export_results(std::ostream& out, export_format format,
                                std::span<const published_judge> judges,
                                std::span<const entry> dataset, stored_answers& answers) {
    const auto rows = make_rows(format);
    return exporter(out, *rows, answers).run(judges, dataset);
}

} // namespace preceptron::results
