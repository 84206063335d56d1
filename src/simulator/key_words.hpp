// The words of an English text that carry meaning, reduced so that "biopsy" meets "biopsies".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::simulator {

// Distinct stems in alphabetical order. The views point into `lower_`, so the object stays where it
// is made.
class key_words {
  public:
    struct word {
        std::string_view stem;
        std::string_view text; // as it stood in the text, in lower case
    };

    explicit key_words(std::string_view text);
    key_words(const key_words&) = delete;
    key_words& operator=(const key_words&) = delete;

    // For each word whether `text` has one of the same stem. Faster than making key words of a long
    // text: nothing but this list is sorted.
    std::vector<bool> found_in(std::string_view text) const;

    auto begin() const noexcept { return words_.begin(); }
    auto end() const noexcept { return words_.end(); }
    std::size_t size() const noexcept { return words_.size(); }

  private:
    std::string lower_;
    std::vector<word> words_;
};

// `word` (lower case) without its English ending; at least three letters remain.
std::string_view stem_of(std::string_view word) noexcept;

} // namespace preceptron::simulator
