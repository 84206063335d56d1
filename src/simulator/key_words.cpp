#include "simulator/key_words.hpp"

#include <algorithm>
#include <array>

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

// Bytes of UTF-8 sequences count as letters.
constexpr bool in_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
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

key_words::key_words(std::string_view text) : lower_(text) {
    for (char& c : lower_)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
    const std::string_view all = lower_;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && in_word(all[end]))
            ++end;
        const std::string_view found = all.substr(i, end - i);
        if (found.size() >= 2 && !std::ranges::binary_search(stop_words, found))
            words_.push_back({stem_of(found), found});
        i = end + 1;
    }
    std::ranges::stable_sort(words_, {}, &word::stem);
    const auto repeated = std::ranges::unique(words_, {}, &word::stem);
    words_.erase(repeated.begin(), repeated.end());
}

bool key_words::contains(std::string_view stem) const noexcept {
    return std::ranges::binary_search(words_, stem, {}, &word::stem);
}

} // namespace preceptron::simulator
