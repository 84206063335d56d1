#include "session/process_start.hpp"

#include <charconv>
#include <fstream>
#include <string>

namespace preceptron::session {

std::optional<std::int64_t> process_start(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    // The second field is the program's name in parentheses, which may hold more of them.
    std::string line;
    std::getline(file, line);
    std::size_t at = line.rfind(')');
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

} // namespace preceptron::session
