#include "results/json_rating_rows.hpp"

#include "benchmark/field_text.hpp"
#include "benchmark/object_members.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "dataset/record_check.hpp"
#include "dataset/record_stream.hpp"
#include "journal/json_values.hpp"

#include <algorithm>
#include <map>

namespace preceptron::results {

namespace {

using members = std::map<std::string, std::string_view, std::less<>>; // JSON texts

members members_of(std::string_view object) {
    members out;
    object_members walk(object);
    for (json_member m; walk.next(m);)
        out[journal::unescaped(m.name)] = m.value;
    return out;
}

// Of several names the first that has a text.
std::string text_of(const members& record, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (const auto found = record.find(name); found != record.end())
            if (auto text = value_text(found->second))
                return *std::move(text);
    return {};
}

class record_reader {
  public:
    record_reader(std::string place, const std::string& max_score_member)
        : place_(std::move(place)), max_score_member_(max_score_member) {}

    // One row, or one a repeat.
    result<std::vector<rating_row>> read(const members& record) {
        rating_row row;
        row.id = text_of(record, {"id"});
        row.case_id = text_of(record, {"case_id"});
        row.study = text_of(record, {"study"});
        row.model = text_of(record, {"model"});
        row.question = text_of(record, {"question_text"});
        row.task = text_of(record, {"task", "benchmark"});
        row.epoch = text_of(record, {"epoch", "repeat"});
        row.at = place_;
        row.grade = number(record, "grade", row.id);
        row.score = number(record, "predicted_score", row.id);
        row.max_score = number(record, max_score_member_, row.id);
        if (const std::string response = text_of(record, {"response"}); !response.empty())
            row.characters = static_cast<double>(count_characters(response));
        else if (const auto length = record.find("response_chars"); length != record.end())
            row.characters = journal::number_value(length->second); // of an exported file
        const auto judge = record.find("judge");
        const bool ours = judge != record.end() && judge->second.starts_with('{');
        std::vector<agreement::rating> scores;
        if (ours) {
            const members about = members_of(judge->second);
            row.judge = text_of(about, {"name"});
            if (const auto list = about.find("scores"); list != about.end())
                scores = numbers(list->second);
        } else {
            row.judge = text_of(record, {"judge"});
        }
        if (!problem_.empty())
            return fail(errc::bad_dataset, problem_);
        if (scores.size() < 2)
            return std::vector{row};
        std::vector<rating_row> rows(scores.size(), row);
        for (std::size_t i = 0; i < scores.size(); ++i) {
            rows[i].epoch = std::to_string(i + 1);
            rows[i].score = scores[i];
        }
        return rows;
    }

  private:
    agreement::rating number(const members& record, std::string_view name, const std::string& id) {
        const auto found = record.find(name);
        if (found == record.end() || found->second == "null")
            return std::nullopt;
        const auto value = journal::number_value(found->second);
        if (!value)
            problem_ = place_ + ": " + std::string(name) +
                       (id.empty() ? "" : " of entry '" + printable(id, 60) + "'") +
                       " is not a number";
        return value;
    }

    // [3.0, null, 4.0]
    static std::vector<agreement::rating> numbers(std::string_view array) {
        std::vector<agreement::rating> out;
        array.remove_prefix(1);
        while (!array.empty()) {
            const std::size_t end = std::min(array.find_first_of(",]"), array.size());
            std::string_view item = array.substr(0, end);
            item.remove_prefix(std::min(item.find_first_not_of(" \n\t\r"), item.size()));
            item = item.substr(0, item.find_last_not_of(" \n\t\r") + 1);
            if (!item.empty())
                out.push_back(journal::number_value(item));
            array.remove_prefix(std::min(end + 1, array.size()));
        }
        return out;
    }

    std::string place_;
    const std::string& max_score_member_;
    std::string problem_;
};

} // namespace

result<std::vector<rating_row>> read_json_rows(std::string_view text, const std::string& file,
                                               const std::string& max_score_member, grades wanted) {
    std::vector<rating_row> rows;
    std::vector<std::string_view> lacking{"predicted_score"}; // of all records
    if (wanted == grades::needed)
        lacking.push_back("grade");
    dataset::record_stream records{dataset::text_window(text)};
    std::size_t line = 1, counted = 0; // line of text[counted]
    for (std::size_t number = 0;; ++number) {
        const auto record = records.next();
        if (!record)
            return fail(record.error().code, file + ": " + record.error().message);
        if (!*record && !rows.empty() && !lacking.empty())
            return fail(errc::bad_dataset, file + ": no record has a '" +
                                               std::string(lacking.front()) +
                                               "', as those of result files do");
        if (!*record)
            return rows;
        const auto begin = static_cast<std::size_t>(records.offset());
        line += static_cast<std::size_t>(
            std::ranges::count(text.substr(counted, begin - counted), '\n'));
        counted = begin;
        if (const auto flaw = dataset::find_json_flaw(**record))
            return fail(errc::bad_dataset,
                        file + ": " + records.problem(flaw->offset, flaw->what).message);
        // A whole file is often one line.
        const std::string place =
            file + ":" + std::to_string(line) + " (record " + std::to_string(number) + ")";
        const members all = members_of(**record);
        std::erase_if(lacking, [&](std::string_view name) { return all.contains(name); });
        auto read = record_reader(place, max_score_member).read(all);
        if (!read)
            return read.error();
        for (rating_row& row : *read)
            rows.push_back(std::move(row));
    }
}

result<std::vector<std::string>> json_columns(std::string_view text) {
    std::vector<std::string> names;
    dataset::record_stream records{dataset::text_window(text)};
    for (;;) {
        const auto record = records.next();
        if (!record)
            return record.error();
        if (!*record)
            return names;
        object_members walk(**record);
        for (json_member m; walk.next(m);)
            if (std::string name = journal::unescaped(m.name);
                std::ranges::find(names, name) == names.end())
                names.push_back(std::move(name));
    }
}

} // namespace preceptron::results
