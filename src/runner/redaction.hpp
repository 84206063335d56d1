// Servers echo keys ("Incorrect API key provided: sk-…"): whatever came from outside passes here
// before it is kept.
#pragma once

#include "benchmark/attempt.hpp"
#include "core/secret.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::runner {

// Replaces every occurrence of one key by "[key]": as it is, escaped by JSON, percent or HTML, in
// other letter case, and inside any base64; and of a key that is cut, what stands before the cut,
// but for less than six characters. One pass over a text.
class redaction {
  public:
    // `key` may be null, and may die first: the forms it is looked for in are kept, and wiped at
    // the end.
    explicit redaction(const secret* key);
    ~redaction();
    redaction(const redaction&) = delete;
    redaction& operator=(const redaction&) = delete;

    void apply(std::string& text) const;
    void apply(attempt_outcome& outcome) const;

  private:
    std::size_t length_of_key(std::string_view text) const;

    std::vector<std::string> forms_;    // of the key, as a server may say it; each folded
    std::string word_; // the key, where it is letters alone: then their case counts
    std::array<bool, 256> may_begin_{}; // by byte: whether the key may begin with it
};

} // namespace preceptron::runner
