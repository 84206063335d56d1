#include "results/raters_file.hpp"

#include "core/printable.hpp"
#include "dataset/gzip.hpp"
#include "results/column_reader.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron::results {

namespace {

using agreement::long_rating;

// What rows have said of something, by task.
template<class Key, class Value>
class earlier_rows {
  public:
    struct said {
        std::string task;
        Value value;
        std::string words; // the value as it stands
        std::size_t line;
    };

    // The first earlier row that says another value of the same thing in the same task, if there is
    // one; a row without a task may be of any.
    const said* contradicted(const Key& key, said now) {
        std::vector<said>& all = said_[key];
        for (const said& before : all)
            if (before.value != now.value &&
                (before.task == now.task || before.task.empty() || now.task.empty()))
                return &before;
        for (const said& before : all)
            if (before.task == now.task)
                return nullptr;
        all.push_back(std::move(now));
        return nullptr;
    }

  private:
    std::map<Key, std::vector<said>> said_;
};

// Of blanks at its ends, no-break ones included, nobody sees in a spreadsheet: with them a name
// would be another physician's.
std::string trimmed(std::string_view name) {
    constexpr std::string_view blanks = " \t\r\n\f\v", no_break = "\u00a0";
    for (std::string_view before; before != name;) {
        before = name;
        name.remove_prefix(std::min(name.find_first_not_of(blanks), name.size()));
        name = name.substr(0, name.find_last_not_of(blanks) + 1);
        if (name.starts_with(no_break))
            name.remove_prefix(no_break.size());
        if (name.ends_with(no_break))
            name.remove_suffix(no_break.size());
    }
    return std::string(name);
}

std::string entry(const long_rating& r) {
    return "entry '" + printable(r.item, 40) + "'";
}

} // namespace

result<std::vector<long_rating>> read_raters(const std::filesystem::path& path) {
    const auto text = dataset::read_unpacked(path);
    if (!text)
        return text.error();
    const auto table = read_csv(text->view(), path.string());
    if (!table)
        return table.error();
    const column_reader read(*table, path.string());
    for (const char* const needed : {"id", "rater", "grade"})
        if (const auto there = read.require(needed); !there)
            return there.error();
    const auto id = read.find("id"), case_id = read.find("case_id"), rater = read.find("rater"),
               grade = read.find("grade");
    const auto task = read.find_all({"task", "benchmark"});
    std::vector<long_rating> out;
    earlier_rows<std::pair<std::string, std::string>, double> grades; // by id and rater
    earlier_rows<std::string, std::string> cases;                     // by id
    for (const csv_row& line : table->rows) {
        const auto value = read.number(line, grade);
        if (!value)
            return value.error();
        out.push_back({read.text(line, id), read.text(line, case_id),
                       trimmed(read.text(line, rater)), *value, read.text(line, task)});
        const long_rating& now = out.back();
        if (now.item.empty() || now.rater.empty())
            return fail(errc::bad_dataset, read.place(line) + ": id or rater is empty");
        if (!now.case_id.empty())
            if (const auto* const before =
                    cases.contradicted(now.item, {now.task, now.case_id, now.case_id, line.line}))
                return fail(errc::bad_dataset,
                            read.place(line) + ": " + entry(now) + " is of case '" +
                                printable(now.case_id, 40) + "' here and of '" +
                                printable(before->words, 40) + "' on line " +
                                std::to_string(before->line) + ": keep one of the two");
        if (!now.grade)
            continue;
        if (const auto* const before = grades.contradicted(
                {now.item, now.rater}, {now.task, *now.grade, read.text(line, grade), line.line}))
            return fail(errc::bad_dataset,
                        read.place(line) + ": rater '" + printable(now.rater, 40) + "' gives " +
                            entry(now) + " " + printable(read.text(line, grade), 20) +
                            " here and " + printable(before->words, 20) + " on line " +
                            std::to_string(before->line) + ": keep one of the two");
    }
    if (std::ranges::none_of(out, [](const long_rating& r) { return r.grade.has_value(); }))
        return fail(errc::bad_dataset, path.string() + ": the file holds no ratings");
    return out;
}

bool are_of_raters(const std::vector<std::string>& columns) {
    const auto has = [&columns](std::string_view name) {
        return std::ranges::find(columns, name) != columns.end();
    };
    return has("rater") && !has("predicted_score");
}

ratings entries_of(const std::vector<long_rating>& raters) {
    ratings all;
    std::map<std::string, std::size_t> places;                        // of tasks
    std::map<std::pair<std::size_t, std::string>, std::size_t> known; // entries of tasks
    for (const long_rating& each : raters) {
        const std::string task = each.task.empty() ? std::string(unnamed_task) : each.task;
        const auto [place, is_new] = places.try_emplace(task, all.tasks.size());
        if (is_new)
            all.tasks.emplace_back().ratings.task = task;
        rated_task& of = all.tasks[place->second];
        const auto [entry, first] = known.try_emplace({place->second, each.item}, of.ids.size());
        if (first) {
            of.ids.push_back(each.item);
            of.ratings.grades.emplace_back();
            of.ratings.case_ids.emplace_back();
            ++all.entries;
        }
        if (!each.case_id.empty())
            of.ratings.case_ids[entry->second] = each.case_id;
    }
    return all;
}

} // namespace preceptron::results
