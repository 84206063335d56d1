#include "session/machine/process_start.hpp"

#include <charconv>
#include <fstream>
#include <string>

namespace preceptron::session {

namespace {

// What the system tells of a process, from the end of its name on: the second field is the
// program's name in parentheses, which may hold more of them.
std::string fields_behind_name(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t end = line.rfind(')');
    return end == line.npos ? std::string() : line.substr(end);
}

} // namespace

std::optional<std::int64_t> process_start(std::int64_t pid) {
    const std::string line = fields_behind_name(pid);
    std::size_t at = line.empty() ? line.npos : 0;
    constexpr int blanks_before = 20; // from there to the 22nd field
    for (int i = 0; i < blanks_before && at != line.npos; ++i)
        at = line.find(' ', at + 1);
    if (at == line.npos)
        return {};
    std::int64_t ticks = 0;
    const char* const end = line.data() + line.size();
    return std::from_chars(line.data() + at + 1, end, ticks).ec == std::errc{}
               ? std::optional(ticks)
               : std::nullopt;
}

bool has_ended(std::int64_t pid) {
    const std::string line = fields_behind_name(pid);
    return line.starts_with(") Z") || line.starts_with(") X");
}

} // namespace preceptron::session
