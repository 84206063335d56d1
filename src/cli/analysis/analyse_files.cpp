#include "cli/analysis/analyse_files.hpp"

#include "analysis/rater_entries.hpp"
#include "cli/analysis/analyse_folder.hpp"
#include "cli/analysis/development_cases.hpp"
#include "cli/analysis/task_scales.hpp"
#include "core/printable.hpp"
#include "results/raters_file.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

// ": there is no such column; there are id, grade, …"; empty where one of the files has it.
std::string without_column(const std::vector<fs::path>& files, const std::string& wanted) {
    std::vector<std::string> names;
    for (const fs::path& file : files) {
        std::error_code ec;
        if (!fs::is_regular_file(file, ec)) // a pipe has been read
            return {};
        const auto own = results::read_columns(file);
        if (!own)
            return {};
        for (const std::string& name : *own)
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
    }
    if (std::ranges::find(names, wanted) != names.end())
        return {};
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + printable(name, 40);
    return ": there is no such column; there are " + list;
}

// A judge that failed everywhere has a file without rows, which `notes` names.
result<std::vector<results::rating_row>> read_rows(const files_request& request,
                                                   std::vector<std::string>& notes) {
    const auto& column = request.max_score_column;
    std::vector<results::rating_row> rows;
    for (const fs::path& file : request.files) {
        auto read = results::read_rating_rows(file, column.value_or("max_score"), request.grades);
        if (!read)
            return read.error();
        if (read->empty())
            notes.push_back(printable(file.string()) +
                            " holds no rating: a judge whose only file it is is in no figure");
        std::ranges::move(*read, std::back_inserter(rows));
    }
    if (rows.empty())
        return fail(errc::bad_dataset,
                    request.files[0].string() + (request.files.size() > 1
                                                     ? " and the other files hold no rating"
                                                     : " holds no rating"));
    if (column &&
        std::ranges::none_of(rows, [](const auto& row) { return row.max_score.has_value(); }))
        return fail(errc::bad_dataset, "no row of these files has a number in '" +
                                           printable(*column, 40) + "' (--max-score-column)" +
                                           without_column(request.files, *column));
    return rows;
}

result<results::ratings> read_ratings(const files_request& request,
                                      std::vector<std::string>& notes) {
    const auto rows = read_rows(request, notes);
    if (!rows)
        return rows.error();
    return results::arrange_ratings(*rows);
}

// Whether the one file is a table of physicians' own ratings. A pipe can be read once.
bool is_of_raters_alone(const files_request& request) {
    std::error_code ec;
    if (request.files.size() != 1 || !request.raters.empty() ||
        !fs::is_regular_file(request.files[0], ec))
        return false;
    const auto columns = results::read_columns(request.files[0]);
    return columns && results::are_of_raters(*columns);
}

} // namespace

result<analysis::report> analyse_files(const files_request& request) {
    analysis::settings s;
    s.threads = std::max(1U, std::thread::hardware_concurrency());
    if (auto adjusted = request.adjust(s); !adjusted)
        return adjusted.error();
    if (auto good = analysis::check(s); !good)
        return good.error();
    std::vector<std::string> empty;
    std::vector<agreement::long_rating> raters = request.raters;
    auto ratings = read_ratings(request, empty);
    if (!ratings && is_of_raters_alone(request)) {
        auto alone = results::read_raters(request.files[0]);
        if (!alone)
            return alone.error();
        raters = std::move(*alone);
        ratings = results::entries_of(raters);
    }
    if (!ratings)
        return ratings.error();
    if (auto clear = analysis::check_raters(*ratings, raters); !clear)
        return clear.error();
    const auto notes = leave_out_development_cases(*ratings, s);
    if (!notes)
        return notes.error();
    auto report =
        analysis::analyse(std::move(*ratings), built_in_scales(), raters, published_agreement(), s);
    std::ranges::move(empty, std::back_inserter(report.notes));
    std::ranges::copy(*notes, std::back_inserter(report.notes));
    return report;
}

} // namespace preceptron::cli
