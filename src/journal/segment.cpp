#include "journal/segment.hpp"

#include "core/folder.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace preceptron::journal {

namespace {

constexpr std::string_view first_name = "journal.jsonl";
constexpr std::string_view prefix = "journal.";
constexpr std::string_view suffix = ".jsonl";
constexpr int most = 65535; // what a location can name

std::optional<int> parse_name(std::string_view name) {
    if (name == first_name)
        return 1;
    if (!name.starts_with(prefix) || !name.ends_with(suffix) ||
        name.size() <= prefix.size() + suffix.size())
        return {};
    const auto digits = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number < 2 ||
        number > most || digits.front() == '0')
        return {};
    return number;
}

} // namespace

std::string segment_name(int number) {
    return number == 1 ? std::string(first_name)
                       : std::string(prefix) + std::to_string(number) + std::string(suffix);
}

result<std::vector<segment_file>> list_segments(const std::filesystem::path& checkpoint) {
    std::vector<segment_file> list;
    std::error_code error;
    for (const std::string& name : names_in(checkpoint, error))
        if (const auto number = parse_name(name))
            list.push_back({*number, checkpoint / name});
    if (error && error != std::errc::no_such_file_or_directory)
        return fail(errc::io, "cannot list " + checkpoint.string() + ": " + error.message());
    std::ranges::sort(list, {}, &segment_file::number);
    return list;
}

} // namespace preceptron::journal
