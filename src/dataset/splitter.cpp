#include "dataset/splitter.hpp"

#include "benchmark/json_scan.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron::dataset {

namespace {

using kind = split_step::kind;

split_step flaw(std::size_t at, std::string problem) {
    return {.what = kind::flaw, .begin = at, .problem = std::move(problem)};
}

} // namespace

split_step splitter::next(std::string_view text, bool last) {
    switch (form_) {
    case form::unknown:
        return begin(text, last);
    case form::array:
        return next_of_array(text, 0, last);
    case form::lines:
        return next_line(text, 0, last);
    }
    return {kind::end};
}

split_step splitter::begin(std::string_view text, bool last) {
    constexpr std::size_t quoted = 20;
    if (is_utf_16(text))
        return flaw(0, "the file is UTF-16: save it as UTF-8");
    const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::size_t at = skip_blanks(text, mark);
    if (!last && text.size() < at + quoted)
        return {kind::cut};
    if (at == text.size())
        return flaw(at, "there is nothing in it: a JSON array of objects, or JSON Lines, was "
                        "expected");
    const auto goes_on_as = [this](form f, split_step step) {
        if (step.what != kind::cut)
            form_ = f;
        return step;
    };
    if (text[at] == '[')
        return goes_on_as(form::array, next_of_array(text, at, last));
    if (text[at] == '{')
        return goes_on_as(form::lines, next_line(text, at, last));
    return flaw(at, "a JSON array of objects begins with [ and JSON Lines with {, not with \"" +
                        printable(text.substr(at, quoted)) + "\"");
}

// `at` is the array's [, or where the record before has ended.
split_step splitter::next_of_array(std::string_view text, std::size_t at, bool last) {
    const auto ends_early = [last](std::size_t where) {
        return last ? flaw(where, "the file ends inside the array: the closing ] is missing")
                    : split_step{kind::cut};
    };
    const std::size_t separator = skip_blanks(text, at);
    if (separator == text.size())
        return ends_early(at);
    if (text[separator] == ']')
        return end_of_array(text, separator, last);
    if (text[separator] != (first_ ? '[' : ','))
        return flaw(separator, "a comma or the closing ] is missing before it");
    const std::size_t begin = skip_blanks(text, separator + 1);
    if (begin == text.size())
        return ends_early(separator);
    if (text[begin] == ']')
        return first_ ? end_of_array(text, begin, last)
                      : flaw(begin, "there is a comma after the last record");
    if (text[begin] != '{')
        return flaw(begin, "it is not a JSON object");
    const std::size_t end = end_of_group(text, begin);
    if (end == no_end)
        return last ? flaw(begin, "it begins here and never ends: the file was cut, or a quote or "
                                  "brace is missing")
                    : split_step{kind::cut};
    first_ = false;
    return {kind::record, begin, end - begin, end};
}

split_step splitter::end_of_array(std::string_view text, std::size_t at, bool last) {
    const std::size_t rest = skip_blanks(text, at + 1);
    if (rest != text.size())
        return flaw(rest, "there is text after the array's end");
    return {last ? kind::end : kind::cut};
}

split_step splitter::next_line(std::string_view text, std::size_t at, bool last) {
    const std::size_t begin = skip_blanks(text, at);
    if (begin == text.size())
        return {last ? kind::end : kind::cut};
    if (text[begin] != '{')
        return flaw(begin, "it is not a JSON object");
    const std::size_t newline = text.find('\n', begin);
    if (newline == std::string_view::npos && !last)
        return {kind::cut};
    const std::size_t line_end = std::min(newline, text.size());
    std::size_t end = line_end;
    while (is_json_blank(text[end - 1]))
        --end;
    if (text[end - 1] != '}')
        return flaw(begin, "it does not end on its line: JSON Lines holds one whole object a "
                           "line, and a JSON array begins with [");
    return {kind::record, begin, end - begin, line_end};
}

} // namespace preceptron::dataset
