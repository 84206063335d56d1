#include "judging/named_scale.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace preceptron::judging {

namespace {

// Without its sign, which may be a dash: "0-5".
bool names_number(std::string_view text, double number) {
    constexpr std::string_view digits = "0123456789";
    for (std::size_t at = text.find_first_of(digits); at != text.npos;
         at = text.find_first_of(digits, at)) {
        double found = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + at, end, found, std::chars_format::fixed);
        if (found == std::abs(number))
            return true;
        at = static_cast<std::size_t>(read.ptr - text.data());
    }
    return false;
}

bool names_number(const prompt_template& text, double number) {
    for (const prompt_template::piece& piece : text.pieces)
        if (names_number(piece.literal, number))
            return true;
    return false;
}

bool has_place(const prompt_variant& variant, std::string_view field) {
    return variant.system.names_field(field) || variant.user.names_field(field);
}

} // namespace

std::vector<std::string> unnamed_ends(const task& judged_by, const prompt_variant& variant) {
    if (has_place(variant, "scale") || has_place(variant, "rubric"))
        return {};
    std::vector<std::string> unnamed;
    const auto look = [&](double end) {
        if (!names_number(variant.system, end) && !names_number(variant.user, end))
            unnamed.push_back(score_text(end));
    };
    const scale& scores = judged_by.scale;
    look(scores.values.empty() ? scores.min : scores.values.front());
    if (!scores.ends_at_entry_maximum())
        look(*scores.highest({}));
    else if (!has_place(variant, "max_score"))
        unnamed.emplace_back("the entry's max_score");
    return unnamed;
}

} // namespace preceptron::judging
