#include "analysis/author.hpp"

#include "core/ascii.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <array>

namespace preceptron::analysis {

namespace {

// In the singular. A number may follow: "resident2", "gpt4o".
constexpr auto human_words = std::to_array<std::string_view>(
    {"attending",   "clinician", "conventional", "doctor",       "expert",   "fellow",
     "hospitalist", "human",     "intern",       "internist",    "md",       "nurse",
     "participant", "person",    "physician",    "practitioner", "resident", "specialist",
     "student",     "surgeon",   "unaided",      "unassisted"});

// Kinds of model, makers, and families of models.
constexpr auto llm_words = std::to_array<std::string_view>(
    {"ai",       "llm",       "chatbot",   "gpt",        "chatgpt",  "davinci",   "o1",
     "o3",       "o4",        "openai",    "copilot",    "claude",   "anthropic", "opus",
     "sonnet",   "haiku",     "gemini",    "gemma",      "medgemma", "palm",      "medlm",
     "amie",     "bard",      "llama",     "meditron",   "vicuna",   "alpaca",    "mistral",
     "mixtral",  "ministral", "magistral", "biomistral", "qwen",     "qwq",       "deepseek",
     "grok",     "cohere",    "phi",       "glm",        "chatglm",  "kimi",      "minimax",
     "nemotron", "granite",   "olmo",      "falcon",     "internlm", "baichuan",  "hunyuan",
     "ernie",    "jamba",     "perplexity"});

// Between the parts of a name, as "+" is.
constexpr auto joints =
    std::to_array<std::string_view>({"and", "with", "plus", "using", "aided", "assisted"});

// Who answered without an LLM is a human, as who is unaided is. "No" is of the next word, "without"
// of all that follow: "without access to GPT-4".
constexpr std::string_view without = "without";
constexpr auto negations = std::to_array<std::string_view>({"no", "non", without});

constexpr bool is_letter(char c) { // beyond ASCII all bytes are
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
}

bool names(std::string_view word, std::string_view listed) {
    if (!word.starts_with(listed))
        return false;
    word.remove_prefix(listed.size());
    if (word.starts_with('s'))
        word.remove_prefix(1);
    return word.empty() || (is_digit(word[0]) && !is_digit(listed.back()));
}

bool lists(const auto& words, std::string_view word) {
    return std::ranges::any_of(words, [&](std::string_view w) { return names(word, w); });
}

// What the words of one part say, if there are any.
struct name_part {
    bool any = false, human = false, llm = false;
};

std::vector<name_part> parts_of(std::string_view name) {
    const std::string lower = ascii_lower(name);
    std::vector<name_part> parts(1);
    std::string word;
    std::string_view negation; // that the next word stands behind
    const auto finish_word = [&] {
        if (word.empty())
            return;
        if (std::ranges::find(joints, word) != joints.end()) {
            parts.emplace_back();
            negation = {};
        } else if (const auto found = std::ranges::find(negations, word);
                   found != negations.end()) {
            parts.back().any = true;
            negation = *found;
        } else {
            name_part& part = parts.back();
            const bool human = lists(human_words, word), llm = lists(llm_words, word);
            part.any = part.any || std::ranges::any_of(word, is_letter);
            part.human = part.human || (negation.empty() ? human : llm);
            part.llm = part.llm || (negation.empty() && llm);
            if (negation != without)
                negation = {};
        }
        word.clear();
    };
    for (const char c : lower) {
        if (is_letter(c) || is_digit(c)) {
            word += c;
            continue;
        }
        finish_word();
        if (c == '+' || c == '&') {
            parts.emplace_back();
            negation = {};
        }
    }
    finish_word();
    std::erase_if(parts, [](const name_part& p) { return !p.any; });
    return parts;
}

} // namespace

std::string_view to_string(author a) noexcept {
    switch (a) {
    case author::human:
        return "human";
    case author::human_with_llm:
        return "human with LLM";
    case author::llm:
        return "LLM";
    case author::other:
        break;
    }
    return "other";
}

author author_named(std::string_view name) {
    bool human = false, llm = false;
    for (const name_part& part : parts_of(name)) {
        if (part.human == part.llm)
            return author::other;
        human = human || part.human;
        llm = llm || part.llm;
    }
    if (human)
        return llm ? author::human_with_llm : author::human;
    return llm ? author::llm : author::other;
}

std::string text_of(const author_names& names) {
    constexpr std::size_t most = 5;
    std::string out;
    for (const auto& [group, all] : names) {
        out.append(out.empty() ? "" : "; ").append(to_string(group)).append(": ");
        for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
            out += (i == 0 ? "" : ", ") + printable(all[i], 40);
        if (all.size() > most)
            out += " and " + grouped(all.size() - most) + " more";
    }
    return out;
}

} // namespace preceptron::analysis
