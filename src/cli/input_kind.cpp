#include "cli/input_kind.hpp"

#include <algorithm>
#include <system_error>

namespace preceptron::cli {

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

result<void> check_fits(input_kind kind, const std::optional<std::filesystem::path>& dataset,
                        const std::optional<std::string>& max_score_column) {
    if (kind == input_kind::files && dataset)
        return fail(errc::usage,
                    "--dataset is the dataset of a folder's results: files have grades");
    if (kind == input_kind::folder && max_score_column)
        return fail(errc::usage, "--max-score-column is a column of files; a folder's dataset has "
                                 "max_score");
    return {};
}

void add_max_score_flag(CLI::App* command, std::optional<std::string>& into) {
    command->add_option("--max-score-column", into, "Its name in files (max_score)")
        ->type_name("NAME");
}

} // namespace preceptron::cli
