// Repeatable chance: the same seed, text and number always give the same value, on any machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace preceptron::simulator {

// FNV-1a over the text, finished with SplitMix64's mixing steps.
constexpr std::uint64_t mixed_bits(std::uint64_t seed, std::string_view text,
                                   std::uint64_t number) noexcept {
    std::uint64_t bits = 0xcbf29ce484222325U ^ seed;
    for (const char c : text)
        bits = (bits ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    bits += (number + 1) * 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31);
}

// Evenly spread over [0, 1).
constexpr double chance(std::uint64_t seed, std::string_view text, std::uint64_t number) noexcept {
    return static_cast<double>(mixed_bits(seed, text, number) >> 11) * 0x1p-53;
}

} // namespace preceptron::simulator
