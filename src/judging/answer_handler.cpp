#include "judging/answer_handler.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace preceptron::judging {

namespace {

constexpr std::array<std::string_view, 5> justification_names{
    "justification", "rationale", "reasoning", "explanation", "comment"};

// Words under these say that there is none, whatever score stands in what is quoted beside them.
constexpr std::array<std::string_view, 2> refusal_names{"error", "refusal"};

constexpr std::array<std::string_view, 3> maximum_names{"max_score", "out_of", "max"};

bool same_ignoring_case(std::string_view a, std::string_view lower) noexcept {
    return std::ranges::equal(a, lower, {}, [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
}

} // namespace

answer_handler::frame* answer_handler::owner() noexcept {
    return !frames_.empty() && frames_.back().is_object ? &frames_.back() : nullptr;
}

void answer_handler::give_score(frame& to, given_score::kind kind, std::string_view value) {
    to.own.is = answer::state::one;
    to.own.scores.push_back({kind, std::string(value)});
    saw_score_ = true;
    at_score_ = false;
}

bool answer_handler::on_key(text last, std::size_t, error&) {
    held_.append(last);
    frame& object = frames_.back();
    object.key_is_score = same_ignoring_case(held_, "score");
    object.key_is_maximum = std::ranges::any_of(
        maximum_names, [&](std::string_view name) { return same_ignoring_case(held_, name); });
    object.key_is_refusal = std::ranges::any_of(
        refusal_names, [&](std::string_view name) { return same_ignoring_case(held_, name); });
    object.key_rank = no_rank;
    for (std::size_t i = 0; i < justification_names.size(); ++i)
        if (same_ignoring_case(held_, justification_names[i]))
            object.key_rank = static_cast<int>(i);
    at_score_ = object.key_is_score;
    held_.clear();
    return true;
}

bool answer_handler::on_string(text last, std::size_t, error&) {
    held_.append(last);
    if (frame* const object = owner()) {
        if (object->key_is_score) {
            give_score(*object, given_score::kind::text, held_);
        } else if (object->key_rank < object->own_rank) {
            object->own_rank = object->key_rank;
            object->own.justification = held_;
        }
        object->casts_doubt |= object->key_is_refusal && !held_.empty();
        // Words alone name no maximum.
        if (object->key_is_maximum && held_.find_first_of("0123456789") != held_.npos) {
            object->own.maxima.push_back(held_);
            object->casts_doubt = true;
        }
    }
    held_.clear();
    return true;
}

bool answer_handler::number(text last) {
    held_.append(last);
    frame* const object = owner();
    if (object && object->key_is_score)
        give_score(*object, given_score::kind::number, held_);
    else if (!frames_.empty())
        frames_.back().casts_doubt = true;
    if (object && object->key_is_maximum)
        object->own.maxima.push_back(held_);
    held_.clear();
    return true;
}

bool answer_handler::other(std::string_view kind) {
    if (frame* const object = owner(); object && object->key_is_score)
        give_score(*object, given_score::kind::other, kind);
    return true;
}

bool answer_handler::open(bool is_object) {
    other(is_object ? "an object" : "a list");
    frames_.push_back({});
    frames_.back().is_object = is_object;
    return true;
}

void answer_handler::hand_up(std::vector<answer> answers) {
    std::vector<answer>& above = frames_.empty() ? answers_ : frames_.back().inner;
    if (above.empty())
        above = std::move(answers);
    else
        std::ranges::move(answers, std::back_inserter(above));
}

// An only score inside, with another number beside it, may be that of a part, and the number the
// whole's under another name; with words of a refusal beside it, it may be anything's: as doubtful
// as two scores.
void answer_handler::doubt_part(frame& container) {
    if (container.inner.size() == 1 && container.casts_doubt)
        container.inner.push_back(container.inner.front());
    if (container.inner.empty() && !frames_.empty())
        frames_.back().casts_doubt |= container.casts_doubt;
}

bool answer_handler::close_array() {
    frame array = std::move(frames_.back());
    frames_.pop_back();
    doubt_part(array);
    hand_up(std::move(array.inner));
    return true;
}

bool answer_handler::close_object() {
    frame object = std::move(frames_.back());
    frames_.pop_back();
    if (object.own.is == answer::state::one) {
        object.inner.clear();
        object.inner.push_back(std::move(object.own));
    } else if (object.inner.size() == 1 && object.inner.front().justification.empty()) {
        object.inner.front().justification = std::move(object.own.justification);
    }
    if (object.own.is != answer::state::one)
        doubt_part(object);
    hand_up(std::move(object.inner));
    return true;
}

} // namespace preceptron::judging
