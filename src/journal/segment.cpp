#include "journal/segment.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include <dirent.h>

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

// Not std::filesystem's iterator: libstdc++ 12 allocates in its noexcept functions, and a run must
// survive it when there is no memory.
result<std::vector<segment_file>> list_segments(const std::filesystem::path& checkpoint) {
    std::vector<segment_file> list;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(checkpoint.c_str()), ::closedir);
    if (!folder && errno == ENOENT)
        return list;
    if (folder)
        errno = 0; // what remains of it tells an error from the end
    while (const dirent* const each = folder ? ::readdir(folder.get()) : nullptr)
        if (const auto number = parse_name(each->d_name))
            list.push_back({*number, checkpoint / each->d_name});
    if (errno != 0)
        return fail(errc::io, "cannot list " + checkpoint.string() + ": " + std::strerror(errno));
    std::ranges::sort(list, {}, &segment_file::number);
    return list;
}

} // namespace preceptron::journal
