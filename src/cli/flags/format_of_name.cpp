#include "cli/flags/format_of_name.hpp"

#include "core/ascii.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace preceptron::cli {

std::string ending_of(const std::filesystem::path& path) {
    return ascii_lower(path.extension().string());
}

result<void> refuse_other_form(const std::filesystem::path& path, const std::string& known) {
    constexpr std::array<std::string_view, 14> others{
        ".bz2",  ".docx", ".feather", ".gz",  ".html", ".ods", ".parquet",
        ".pdf",  ".tex",  ".tsv",     ".xls", ".xlsx", ".xz",  ".zip"};
    const std::string ending = ending_of(path);
    if (std::ranges::find(others, ending) == others.end())
        return {};
    return fail(errc::usage, "--output: " + printable(path.string(), 200) + ": " + ending +
                                 " is not written; name another file, or say with --format " +
                                 known + " what is to be in it");
}

result<void> refuse_data_name(const std::filesystem::path& path) {
    constexpr std::array<std::string_view, 11> others{
        ".csv", ".docx", ".gz", ".ini", ".json", ".jsonl", ".md", ".pdf", ".tsv", ".yaml", ".yml"};
    const std::string ending = ending_of(path);
    if (std::ranges::find(others, ending) == others.end())
        return {};
    return fail(errc::usage, "--output: " + printable(path.string(), 200) +
                                 ": the page is HTML; name it so (page.html)");
}

} // namespace preceptron::cli
