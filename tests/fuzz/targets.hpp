// What is fuzzed: readers of bytes that come from outside. A target takes any bytes and stops the
// process when they make its reader break a promise; sanitizers watch the rest.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

namespace preceptron::fuzz {

struct target {
    std::string_view name; // of its folder in corpus/, too
    void (*run)(std::string_view input);
};

std::span<const target> all_targets();

// Null when there is none of this name.
const target* find_target(std::string_view name);

void read_events(std::string_view input);
void decode_response(std::string_view input);
void read_verdict(std::string_view input);
void read_journal(std::string_view input);
void read_configuration(std::string_view input);
void read_key_file(std::string_view input);
void read_ratings(std::string_view input);
void read_limits(std::string_view input);
void read_date(std::string_view input);

inline void expect(bool kept, const char* promise) {
    if (kept)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

} // namespace preceptron::fuzz
