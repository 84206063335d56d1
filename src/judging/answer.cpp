#include "judging/answer.hpp"

#include "benchmark/json_scan.hpp"
#include "judging/answer_handler.hpp"
#include "judging/json_repair.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <array>

namespace preceptron::judging {

namespace {

// Whether the score's value that the parser stopped in is a word of the demanded form, and not a
// judge's attempt at a number.
bool is_form(std::string_view json, std::size_t stopped) {
    std::string_view value = json.substr(json.rfind(':', stopped) + 1);
    value.remove_prefix(skip_blanks(value, 0));
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    std::string word;
    for (const char c : value.substr(0, value.find_first_of(" ,}\r\n\t")))
        word += static_cast<char>(is_letter(c) ? c | 0x20 : c);
    static constexpr std::array<std::string_view, 4> numberless{"nan", "inf", "infinity", "none"};
    if (word.empty() || std::ranges::find(numberless, word) != numberless.end())
        return false;
    return word[0] == '<' || is_letter(word[0]);
}

} // namespace

answer read_answer(std::string_view object) {
    const std::string json = repaired_json(object);
    boost::json::parse_options options;
    options.max_depth = 64;
    options.allow_trailing_commas = true;
    boost::json::basic_parser<answer_handler> parser(options);
    boost::json::error_code ec;
    const std::size_t read = parser.write_some(false, json.data(), json.size(), ec);
    answer_handler& events = parser.handler();
    if (ec || read != json.size()) {
        answer broken;
        const bool at_score = events.at_score() && !is_form(json, read);
        if (events.saw_score() || at_score)
            broken.is = answer::state::broken;
        return broken;
    }
    std::vector<answer> answers = events.take();
    if (answers.empty())
        return {};
    if (answers.size() > 1)
        answers.front().is = answer::state::ambiguous;
    return std::move(answers.front());
}

} // namespace preceptron::judging
