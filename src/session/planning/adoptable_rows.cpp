#include "session/planning/adoptable_rows.hpp"

#include "core/timestamp.hpp"
#include "dataset/reader.hpp"
#include "results/entry_record.hpp"
#include "session/planning/make_plan.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace preceptron::session {

namespace {

void add(row_group& group, std::string_view id, std::uint64_t count = 1) {
    if (group.count == 0)
        group.first_id = id;
    group.count += count;
}

std::optional<double> number_of(std::string_view json) {
    double number = 0;
    const auto [end, ec] = std::from_chars(json.data(), json.data() + json.size(), number);
    if (json.empty() || ec != std::errc() || end != json.data() + json.size())
        return {};
    return number;
}

boost::json::value value_of(std::string_view json) {
    boost::system::error_code ec;
    auto value = boost::json::parse(boost::json::string_view(json.data(), json.size()), ec);
    return ec ? boost::json::value() : value;
}

std::string text_of(std::string_view json) {
    const auto value = value_of(json);
    return value.is_string() ? std::string(value.get_string()) : std::string();
}

// Whether both say something, and not the same.
template<class T>
bool differ(const std::optional<T>& one, const std::optional<T>& other) {
    return one && other && *one != *other;
}

// The same of JSON text: other programs write some characters as other escapes.
bool differ(std::string_view json, std::string_view other) {
    return !json.empty() && !other.empty() && json != other && value_of(json) != value_of(other);
}

// Takes rows into `found`, one file after the other.
class row_taker {
  public:
    row_taker(const run_inputs& inputs, const journal::stored_results& stored,
              adoptable_rows& found)
        : inputs_(inputs), stored_(stored), found_(found) {}

    void take_all(const unbacked_file& file, const prepared_judge& judge,
                  const dataset::dataset& rows) {
        row_buffer_ = {}; // it holds a piece of the file before
        for (const entry& row : rows.entries)
            if (const std::string_view why = take(row, file.cell.task, judge); !why.empty())
                leave_out(why, row.id, 1);
        if (const dataset::id_list& repeated = rows.report.duplicates; repeated.count > 0)
            leave_out("of an id that an earlier row has", repeated.first.front(), repeated.count);
    }

  private:
    // Takes it, or says why not.
    std::string_view take(const entry& row, const std::string& task, const prepared_judge& judge) {
        const entry* const e = inputs_.data.find(row.id);
        if (!e)
            return "of no entry of the dataset";
        if (e->task != task || (!row.task.empty() && row.task != task))
            return "of an entry of another benchmark";
        const std::string_view text = row.record.read(row_buffer_);
        if (differ(results::raw_member(text, "response"),
                   results::raw_member(e->record.read(entry_buffer_), "response")))
            return "with another response than the dataset has";
        const judging::scale& scale = judge.tasks->find(task)->scale;
        if (scale.ends_at_entry_maximum() && differ(row.max_score, e->max_score))
            return "with another max_score than the dataset has";
        const std::string_view scored = results::raw_member(text, "predicted_score");
        if (scored.empty() || scored == "null")
            return "without a predicted_score";
        const auto score = number_of(scored);
        if (!score)
            return "with a predicted_score that is no JSON number";
        const auto placed = scale.place(*score, e->max_score);
        if (!placed)
            return "with a predicted_score off the task's scale";
        const auto key = key_of(judge, stored_.keys(), *e, 0);
        if (!key)
            return "of an entry that lacks what its task needs";
        if (stored_.trial({judge.spec.name, task, e->id, 0}).newest() ||
            !taken_.emplace(judge.spec.name, e->id).second)
            return "of an entry that has a score already";
        if (differ(row.grade, e->grade))
            add(found_.of_other_grade, row.id);
        journal::result_record r;
        r.trial = {*key, judge.spec.name, task, std::string(e->id), 0, 0};
        r.score = *placed;
        r.justification = text_of(results::raw_member(text, "justification"));
        r.provider = judge.spec.provider;
        r.model_id = judge.spec.model_id;
        r.prompt = unknown_prompt;
        r.time = now_utc();
        found_.records.push_back(std::move(r));
        return {};
    }

    void leave_out(std::string_view why, std::string_view id, std::uint64_t count) {
        auto group = std::ranges::find(found_.left_out, why, &row_group::what);
        if (group == found_.left_out.end())
            group = found_.left_out.insert(group, {why, 0, {}});
        add(*group, id, count);
    }

    const run_inputs& inputs_;
    const journal::stored_results& stored_;
    adoptable_rows& found_;
    record_buffer row_buffer_, entry_buffer_;
    std::set<std::pair<std::string_view, std::string_view>> taken_; // judges and entries
};

} // namespace

std::uint64_t adoptable_rows::left_out_count() const noexcept {
    std::uint64_t n = 0;
    for (const row_group& group : left_out)
        n += group.count;
    return n;
}

result<adoptable_rows> find_adoptable(std::span<const unbacked_file> files,
                                      const run_inputs& inputs,
                                      const journal::stored_results& stored) {
    adoptable_rows found;
    found.of_other_grade.what = "of another grade than the dataset";
    row_taker taker(inputs, stored, found);
    for (const unbacked_file& file : files) {
        if (file.cell.judge.empty())
            continue;
        const auto rows = dataset::read_dataset(file.path, {.digest = false});
        if (rows.has_error())
            return fail(rows.error().code, "--adopt: " + rows.error().message);
        const auto judge = std::ranges::find_if(
            inputs.judges, [&](const prepared_judge& j) { return j.spec.name == file.cell.judge; });
        taker.take_all(file, *judge, *rows);
    }
    return found;
}

} // namespace preceptron::session
