#include "judging/verdict.hpp"

#include "core/printable.hpp"
#include "judging/answer.hpp"
#include "judging/reply_objects.hpp"

#include <charconv>
#include <cmath>

namespace preceptron::judging {

namespace {

void skip_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// A decimal number at the front of `text`, which it then leaves.
std::optional<double> take_number(std::string_view& text) {
    // from_chars alone would also take "inf" and "nan".
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    if (first >= text.size() || text[first] < '0' || text[first] > '9')
        return {};
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value))
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

// "4", "4.5", "4/5", "4 out of 5".
std::optional<double> number_in_text(std::string_view text, std::optional<double> highest) {
    skip_spaces(text);
    const auto value = take_number(text);
    skip_spaces(text);
    if (!value || text.empty())
        return value;
    for (const std::string_view separator : {"/", "out of"})
        if (text.starts_with(separator)) {
            text.remove_prefix(separator.size());
            skip_spaces(text);
            const auto out_of = take_number(text);
            skip_spaces(text);
            const bool whole = out_of && text.empty() && highest;
            return whole && std::fabs(*out_of - *highest) <= 1e-9 ? value : std::nullopt;
        }
    return {};
}

std::optional<double> value_of(const given_score& given, std::optional<double> highest) {
    std::string_view text = given.text;
    switch (given.is) {
    case given_score::kind::number:
        return take_number(text);
    case given_score::kind::text:
        return number_in_text(text, highest);
    case given_score::kind::other:
        break;
    }
    return {};
}

// The number that the answer counts up to, if it says one and that is not the scale's: what its
// score would be on the scale is anybody's guess.
const std::string* other_maximum(const answer& given, std::optional<double> highest) {
    for (const std::string& maximum : given.maxima) {
        const auto value = number_in_text(maximum, highest);
        if (highest && (!value || std::fabs(*value - *highest) > 1e-9))
            return &maximum;
    }
    return nullptr;
}

no_verdict unparsed(std::string message) {
    return {failure_class::unparsed, std::move(message)};
}

no_verdict nothing_found(const reply_objects& objects) {
    if (objects.still_thinking)
        return unparsed("the reply ends inside its <think> block");
    return unparsed("the reply holds no JSON object with a score");
}

} // namespace

std::variant<verdict, no_verdict> parse_verdict(std::string_view reply, const scale& on,
                                                std::optional<double> max_score) {
    const reply_objects objects = find_objects(reply);
    if (objects.still_thinking)
        return nothing_found(objects);
    if (objects.cut_off)
        return unparsed("the reply ends inside a JSON object");
    const auto highest = on.highest(max_score);
    std::optional<verdict> only;
    for (const std::string_view object : objects.found) {
        answer given = read_answer(object);
        if (given.is == answer::state::broken)
            return unparsed("the answer is not valid JSON");
        if (given.is == answer::state::ambiguous)
            return unparsed("the answer holds several scores, none above the others");
        if (const std::string* const maximum = other_maximum(given, highest))
            return unparsed("the score counts up to " + printable(*maximum, 60) +
                            ", the scale to " + score_text(*highest));
        for (const given_score& score : given.scores) {
            const auto value = value_of(score, highest);
            if (!value)
                return unparsed("the score is not a number on this scale: \"" +
                                printable(score.text, 60) + "\"");
            if (!only)
                only = verdict{*value, std::move(given.justification)};
            else if (std::fabs(only->score - *value) > 1e-9)
                return unparsed("the reply gives two scores, " + score_text(only->score) + " and " +
                                score_text(*value));
        }
    }
    if (!only)
        return nothing_found(objects);
    const auto placed = on.place(only->score, max_score);
    if (!placed)
        return no_verdict{failure_class::out_of_scale, "the score " + score_text(only->score) +
                                                           " is not on the scale " +
                                                           on.describe(max_score)};
    only->score = *placed;
    return std::move(*only);
}

} // namespace preceptron::judging
