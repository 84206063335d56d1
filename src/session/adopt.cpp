#include "session/adopt.hpp"

#include "dataset/reader.hpp"
#include "results/entry_record.hpp"
#include "session/make_plan.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

std::optional<double> score_of(std::string_view row) {
    const std::string_view text = results::raw_member(row, "predicted_score");
    double score = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (text.empty() || ec != std::errc() || end != text.data() + text.size())
        return {};
    return score;
}

std::string text_of(std::string_view row, std::string_view member) {
    const std::string_view raw = results::raw_member(row, member);
    boost::system::error_code ec;
    const auto value = boost::json::parse(boost::json::string_view(raw.data(), raw.size()), ec);
    return !ec && value.is_string() ? std::string(value.get_string()) : std::string();
}

// The record that stands for the row, if it is a result of this judge.
std::optional<journal::result_record> record_of(const entry& row, const prepared_judge& judge,
                                                const std::string& task, const run_inputs& inputs) {
    const entry* const e = inputs.data.find(row.id);
    record_buffer buffer;
    const std::string_view text = row.record.read(buffer);
    const auto score = score_of(text);
    if (!e || e->task != task || !score)
        return {};
    const auto placed = judge.tasks->find(task)->scale.place(*score, e->max_score);
    const auto key = key_of(judge, *e, 0);
    if (!placed || !key)
        return {};
    journal::result_record r;
    r.trial = {*key, judge.spec.name, task, std::string(e->id), 0, 0};
    r.score = *placed;
    r.justification = text_of(text, "justification");
    r.provider = judge.spec.provider;
    r.model_id = judge.spec.model_id;
    r.prompt = "unknown";
    r.time = now_utc();
    return r;
}

} // namespace

result<adoptable_rows> find_adoptable(std::span<const unbacked_file> files,
                                      const run_inputs& inputs) {
    adoptable_rows found;
    for (const unbacked_file& file : files) {
        if (file.cell.judge.empty())
            continue;
        const auto rows = dataset::read_dataset(file.path, {.digest = false});
        if (rows.has_error())
            return fail(rows.error().code, "--adopt: " + rows.error().message);
        const auto judge = std::ranges::find_if(
            inputs.judges, [&](const prepared_judge& j) { return j.spec.name == file.cell.judge; });
        for (const entry& row : rows->entries) {
            if (auto record = record_of(row, *judge, file.cell.task, inputs))
                found.records.push_back(std::move(*record));
            else
                ++found.left_out;
        }
    }
    return found;
}

result<adoption> adopt(std::span<const unbacked_file> files, const run_inputs& inputs,
                       journal::writer& journal, const fs::path& output_dir,
                       results::file_access access) {
    adoption done;
    if (files.empty())
        return done;
    auto aside = copy_aside(files, output_dir, "adopted", access);
    if (aside.has_error())
        return aside.error();
    done.aside = std::move(*aside);
    // All are made before any is saved, and they are saved together or not at all: a file whose
    // rows are in the journal in part would not be looked at again.
    auto found = find_adoptable(files, inputs);
    if (found.has_error())
        return found.error();
    done.adopted = found->records.size();
    done.left_out = found->left_out;
    std::vector<journal::call_record> records;
    for (journal::result_record& record : found->records)
        records.push_back(std::move(record));
    if (!records.empty())
        if (auto saved = journal.append_segment(records); saved.has_error())
            return saved.error();
    return done;
}

} // namespace preceptron::session
