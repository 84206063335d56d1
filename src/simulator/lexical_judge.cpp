#include "simulator/lexical_judge.hpp"

#include "core/json_text.hpp"
#include "simulator/dice.hpp"
#include "simulator/key_words.hpp"
#include "simulator/scale.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace preceptron::simulator {

namespace {

constexpr std::size_t longest_weighed = 12; // letters; longer words are no more telling
constexpr std::size_t words_named = 8;      // in a justification

struct passages {
    std::string reference;
    std::string_view answer;
};

struct span_of_text {
    std::size_t open, begin, end, close; // tag, content, content's end, tag's end
};

// From the first opening tag to the last closing one: an answer may quote the closing tag.
std::optional<span_of_text> find_tagged(std::string_view text, std::string_view tag) {
    const std::string opening = std::string("<").append(tag).append(">");
    const std::string closing = std::string("</").append(tag).append(">");
    const std::size_t open = text.find(opening);
    const std::size_t end = text.rfind(closing);
    if (open == std::string_view::npos || end == std::string_view::npos ||
        end < open + opening.size())
        return {};
    return span_of_text{open, open + opening.size(), end, end + closing.size()};
}

passages find_passages(std::string_view user) {
    const auto answer = find_tagged(user, "answer");
    const std::string_view before = answer ? user.substr(0, answer->open) : user;
    const std::string_view after = answer ? user.substr(answer->close) : std::string_view();
    passages found;
    found.answer = answer ? user.substr(answer->begin, answer->end - answer->begin) : user;
    // Tags of a reference inside the answer are the answer's own affair.
    for (const std::string_view part : {before, after})
        if (const auto reference = find_tagged(part, "reference");
            found.reference.empty() && reference)
            found.reference = part.substr(reference->begin, reference->end - reference->begin);
    if (found.reference.empty())
        found.reference.append(before).append(" ").append(after);
    return found;
}

void name(std::string& list, std::size_t count, std::string_view word) {
    if (count < words_named)
        list.append(list.empty() ? "" : ", ").append(word);
    else if (count == words_named)
        list += ", ...";
}

struct overlap {
    double share = 0; // of the reference's weight that the answer covers
    std::string justification;
};

overlap compare(std::string_view reference_text, std::string_view answer_text) {
    const key_words reference(reference_text);
    const std::vector<bool> found_words = reference.found_in(answer_text);
    double weight = 0;
    double covered = 0;
    std::size_t met = 0;
    std::size_t missed = 0;
    std::string matched_words;
    std::string missing_words;
    auto is_found = found_words.begin();
    for (const auto& [stem, text] : reference) {
        const auto letters = static_cast<double>(std::min(stem.size(), longest_weighed));
        weight += letters;
        if (*is_found++) {
            covered += letters;
            name(matched_words, met++, text);
        } else {
            name(missing_words, missed++, text);
        }
    }
    overlap found;
    found.share = weight > 0 ? covered / weight : 0;
    found.justification = "The answer names " + std::to_string(met) + " of " +
                          std::to_string(met + missed) + " key words of the reference";
    if (met > 0)
        found.justification += ": " + matched_words;
    found.justification += missed > 0 ? ". Missing: " + missing_words + "." : ".";
    return found;
}

// How much of a judge's opinion is the overlap; the rest is chance. On answers whose overlap is
// spread like an even distribution these give correlations with the overlap of .77 and .32.
double attention(judge_skill skill) {
    switch (skill) {
    case judge_skill::strong:
        return 1;
    case judge_skill::fair:
        return 0.55;
    case judge_skill::noisy:
        return 0.25;
    }
    return 1;
}

} // namespace

judge_skill skill_of(std::string_view model_id) noexcept {
    const std::size_t vendor = model_id.rfind('/');
    const std::string_view name =
        vendor == std::string_view::npos ? model_id : model_id.substr(vendor + 1);
    if (name.starts_with("sim-strong"))
        return judge_skill::strong;
    return name.starts_with("sim-noisy") ? judge_skill::noisy : judge_skill::fair;
}

judgement judge(std::string_view model_id, std::string_view system, std::string_view user) {
    std::optional<scale> allowed = find_scale(system);
    if (!allowed)
        allowed = find_scale(user);
    if (!allowed)
        allowed = scale{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}};

    const judge_skill skill = skill_of(model_id);
    if (skill == judge_skill::fair)
        allowed = allowed->whole_points();

    const passages found = find_passages(user);
    overlap compared = compare(found.reference, found.answer);
    const double attentive = attention(skill);
    const double opinion =
        attentive * compared.share +
        (1 - attentive) * chance(mixed_bits(0, model_id, 0), user, system.size());
    return {allowed->at(opinion), std::move(compared.justification)};
}

std::string answer_text(const judgement& made) {
    std::string text;
    json_writer json(text);
    json.begin_object().key("score");
    if (made.score == std::floor(made.score) && std::fabs(made.score) < 1e15)
        json.value(static_cast<std::int64_t>(made.score));
    else
        json.value(made.score);
    json.member("justification", std::string_view(made.justification)).end_object();
    return text;
}

} // namespace preceptron::simulator
