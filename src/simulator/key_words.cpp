#include "simulator/key_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace preceptron::simulator {

namespace {

constexpr auto stop_words = std::to_array<std::string_view>({
    "about", "after", "all",   "also",  "an",   "and",    "any",   "are",   "as",
    "at",    "be",    "been",  "being", "but",  "by",     "can",   "could", "did",
    "do",    "does",  "each",  "for",   "from", "had",    "has",   "have",  "he",
    "her",   "his",   "if",    "in",    "into", "is",     "it",    "its",   "may",
    "might", "more",  "most",  "no",    "nor",  "not",    "of",    "on",    "or",
    "other", "our",   "out",   "over",  "she",  "should", "so",    "some",  "such",
    "than",  "that",  "the",   "their", "them", "then",   "there", "these", "they",
    "this",  "those", "to",    "under", "up",   "was",    "we",    "were",  "what",
    "when",  "which", "while", "who",   "will", "with",   "would", "you",   "your",
});
static_assert(std::ranges::is_sorted(stop_words));

// Longer endings come before the shorter ones they end in.
constexpr auto endings =
    std::to_array<std::string_view>({"ies", "ing", "ed", "es", "is", "ly", "al", "s", "y", "e"});

// Digits, lower-case letters, and bytes of UTF-8 sequences, which count as letters.
constexpr auto in_word = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c)
        table[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    return table;
}();

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        c = static_cast<char>(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
    return lower;
}

// Takes the next word off the front of `rest`; empty when there is none.
std::string_view next_word(std::string_view& rest) noexcept {
    std::size_t begin = 0;
    while (begin < rest.size() && !in_word[static_cast<unsigned char>(rest[begin])])
        ++begin;
    std::size_t end = begin;
    while (end < rest.size() && in_word[static_cast<unsigned char>(rest[end])])
        ++end;
    const std::string_view word = rest.substr(begin, end - begin);
    rest.remove_prefix(end);
    return word;
}

bool is_stop_word(std::string_view word) noexcept {
    return std::ranges::binary_search(stop_words, word);
}

} // namespace

std::string_view stem_of(std::string_view word) noexcept {
    if (word.ends_with("ss") || word.ends_with("eed"))
        return word;
    for (const std::string_view ending : endings)
        if (word.size() >= ending.size() + 3 && word.ends_with(ending))
            return word.substr(0, word.size() - ending.size());
    return word;
}

key_words::key_words(std::string_view text) : lower_(in_lower_case(text)) {
    std::string_view rest = lower_;
    for (std::string_view found = next_word(rest); !found.empty(); found = next_word(rest))
        if (found.size() >= 2 && !is_stop_word(found))
            words_.push_back({stem_of(found), found});
    std::ranges::stable_sort(words_, {}, &word::stem);
    const auto repeated = std::ranges::unique(words_, {}, &word::stem);
    words_.erase(repeated.begin(), repeated.end());
}

std::vector<bool> key_words::found_in(std::string_view text) const {
    std::vector<bool> found(words_.size());
    // Most words of a text are none of these, and their first letter often says so.
    std::array<std::pair<std::size_t, std::size_t>, 256> by_first_letter{};
    for (std::size_t i = 0; i < words_.size(); ++i) {
        auto& [begin, end] = by_first_letter[static_cast<unsigned char>(words_[i].stem.front())];
        if (begin == end)
            begin = i;
        end = i + 1;
    }
    const std::string lower = in_lower_case(text);
    std::string_view rest = lower;
    for (std::string_view next = next_word(rest); !next.empty(); next = next_word(rest)) {
        const auto [begin, end] = by_first_letter[static_cast<unsigned char>(next.front())];
        if (begin == end)
            continue;
        const auto first = words_.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = words_.begin() + static_cast<std::ptrdiff_t>(end);
        const std::string_view stem = stem_of(next);
        const auto match = std::ranges::lower_bound(first, last, stem, {}, &word::stem);
        if (match != last && match->stem == stem)
            found[static_cast<std::size_t>(match - words_.begin())] = true;
    }
    return found;
}

} // namespace preceptron::simulator
