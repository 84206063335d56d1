#include "cli/flags/input_flags.hpp"

#include "cli/flags/path_flags.hpp"
#include "results/file_ratings.hpp"
#include "results/raters_file.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace preceptron::cli {

namespace {

result<input_kind> kind_of(const std::vector<std::filesystem::path>& inputs) {
    std::error_code ec;
    for (const std::filesystem::path& input : inputs)
        if (!std::filesystem::exists(input, ec))
            return fail(errc::no_such_input, "there is no file or folder " + input.string() +
                                                 (ec ? ": " + ec.message() : std::string()));
    for (auto one = inputs.begin(); one != inputs.end(); ++one)
        for (auto other = inputs.begin(); other != one; ++other)
            if (std::filesystem::is_regular_file(*one, ec) &&
                std::filesystem::equivalent(*one, *other, ec))
                return fail(errc::usage, one->string() + " is named twice");
    if (std::ranges::none_of(inputs, [&ec](const std::filesystem::path& p) {
            return std::filesystem::is_directory(p, ec);
        }))
        return input_kind::files;
    if (inputs.size() > 1)
        return fail(errc::usage, "one folder, or files: not both, and not several folders");
    return input_kind::folder;
}

result<void> check_fits(input_kind kind, const input_flags& flags) {
    if (kind == input_kind::files && flags.dataset)
        return fail(errc::usage,
                    "--dataset is the dataset of a folder's results: files have grades");
    if (kind == input_kind::folder && flags.max_score_column)
        return fail(errc::usage, "--max-score-column is a column of files; a folder's dataset has "
                                 "max_score");
    return {};
}

} // namespace

std::vector<std::filesystem::path> input_flags::paths() const {
    std::vector<std::filesystem::path> all = inputs;
    for (const auto& file : {raters, dataset})
        if (file)
            all.push_back(*file);
    return all;
}

result<analysis_request> request_of(const input_flags& flags, const adjust_settings& adjust) {
    const auto kind = kind_of(flags.inputs);
    if (!kind)
        return kind.error();
    if (auto fits = check_fits(*kind, flags); !fits)
        return fits.error();
    std::vector<agreement::long_rating> raters;
    if (flags.raters) {
        auto read = results::read_raters(*flags.raters);
        if (!read)
            return read.error();
        raters = std::move(*read);
    }
    analysis_request request{*kind, {}, {}};
    if (*kind == input_kind::folder)
        request.folder = {.folder = flags.inputs[0],
                          .dataset = flags.dataset,
                          .raters = std::move(raters),
                          .adjust = adjust};
    else
        request.files = {.files = flags.inputs,
                         .grades = flags.raters ? results::grades::may_be_absent
                                                : results::grades::needed,
                         .max_score_column = flags.max_score_column,
                         .raters = std::move(raters),
                         .adjust = adjust};
    return request;
}

void add_input_files(CLI::App* command, input_flags& into) {
    command
        ->add_option("INPUT", into.inputs,
                     "An output folder, also while a run fills it; or files of results or ratings "
                     "(CSV, JSON)")
        ->required()
        ->type_name("");
}

void add_ratings_flags(CLI::App* command, input_flags& into) {
    add_raters_flag(command, into.raters);
    command
        ->add_option("--max-score-column", into.max_score_column, "Its name in files (max_score)")
        ->type_name("NAME");
}

} // namespace preceptron::cli
