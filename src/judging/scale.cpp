#include "judging/scale.hpp"

#include "core/json_text.hpp"

#include <cmath>

namespace preceptron::judging {

namespace {

constexpr double tolerance = 1e-9;

bool near(double a, double b) noexcept {
    return std::fabs(a - b) <= tolerance;
}

} // namespace

std::string score_text(double score) {
    std::string text = number_text(score);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text;
}

bool scale::has_room(std::optional<double> max_score) const noexcept {
    return !ends_at_entry_maximum() || !max_score || *max_score > min + tolerance;
}

std::optional<double> scale::highest(std::optional<double> max_score) const noexcept {
    if (!values.empty())
        return values.back();
    return max ? max : max_score;
}

std::optional<double> scale::place(double score, std::optional<double> max_score) const noexcept {
    if (!std::isfinite(score))
        return {};
    if (!values.empty()) {
        for (const double value : values)
            if (near(score, value))
                return value;
        return {};
    }
    if (near(score, min))
        return min;
    const auto top = highest(max_score);
    if (top && near(score, *top) && !step)
        return *top;
    if (score < min || (top && score > *top + tolerance))
        return {};
    if (!step)
        return score;
    const double on_step = min + std::round((score - min) / *step) * *step;
    if (!near(score, on_step))
        return {};
    return on_step;
}

bool scale::spans(double grade, std::optional<double> max_score) const noexcept {
    const double lowest = values.empty() ? min : values.front();
    const auto top = highest(max_score);
    return grade >= lowest - tolerance && (!top || grade <= *top + tolerance);
}

std::string scale::describe(std::optional<double> max_score) const {
    std::string text;
    if (!values.empty()) {
        for (const double value : values) {
            text += text.empty() ? "" : ", ";
            text += score_text(value);
        }
        return text;
    }
    const auto top = highest(max_score);
    text = score_text(min) + " to " + (top ? score_text(*top) : "the entry's max_score");
    if (step)
        text += " in steps of " + score_text(*step);
    return text;
}

} // namespace preceptron::judging
