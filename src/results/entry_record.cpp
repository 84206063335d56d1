#include "results/entry_record.hpp"

#include "benchmark/object_members.hpp"
#include "core/line_end.hpp"
#include "journal/json_values.hpp"

#include <algorithm>

namespace preceptron::results {

namespace {

// JSON strings hold no raw line breaks, so each one here stands between tokens.
void append_on_one_line(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(find_line_end(text), text.size());
        out += text.substr(0, end);
        text.remove_prefix(end);
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    }
}

} // namespace

std::string on_one_line(std::string_view json) {
    std::string line;
    append_on_one_line(line, json);
    return line;
}

std::string_view raw_member(std::string_view record, std::string_view name) {
    std::string_view found;
    object_members members(record);
    for (json_member m; members.next(m);)
        if (m.name == name ||
            (m.name.find('\\') != std::string_view::npos && journal::unescaped(m.name) == name))
            found = m.value;
    return found;
}

void append_extended(std::string& out, std::string_view record,
                     std::span<const std::string_view> names, std::string_view members) {
    const bool one_line = record.find('\n') == record.npos && record.find('\r') == record.npos;
    const auto append = [&](std::string_view text) {
        one_line ? void(out += text) : append_on_one_line(out, text);
    };
    bool first = true, left_out = false;
    std::size_t end = record.find('{') + 1; // of the member before
    out += '{';
    object_members walk(record);
    for (json_member m; walk.next(m);) {
        const auto begin = static_cast<std::size_t>(m.text().data() - record.data());
        const bool escaped = m.name.find('\\') != std::string_view::npos;
        const std::string decoded = escaped ? journal::unescaped(m.name) : std::string();
        const std::string_view name = escaped ? decoded : m.name;
        if (std::ranges::find(names, name) != names.end()) {
            left_out = true;
        } else {
            // With what stood before it, unless that is the comma behind a member left out.
            if (!first || !left_out)
                append(record.substr(end, begin - end));
            append(m.text());
            first = false;
        }
        end = begin + m.text().size();
    }
    if (!first && !members.empty())
        out += ',';
    out += members;
    out += '}';
}

} // namespace preceptron::results
