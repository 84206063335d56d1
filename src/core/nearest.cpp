#include "core/nearest.hpp"

#include "core/ascii.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <vector>

namespace preceptron {

namespace {

// Optimal string alignment distance (Damerau-Levenshtein without repeated edits of a substring).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = ascii_lower(a[i - 1]) == ascii_lower(b[j - 1]);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + !same});
            if (i > 1 && j > 1 && ascii_lower(a[i - 1]) == ascii_lower(b[j - 2]) &&
                ascii_lower(a[i - 2]) == ascii_lower(b[j - 1]))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

} // namespace

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
    std::optional<std::string_view> best;
    if (word.size() > 64)
        return best;
    std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance <= limit && (!best || distance < limit)) {
            best = candidate;
            limit = distance;
        }
    }
    return best;
}

std::string did_you_mean_of(std::string_view word, std::span<const std::string_view> known) {
    if (const auto near = nearest(word, known))
        return ": did you mean '" + printable(*near, 60) + "'?";
    std::vector<std::string> names;
    for (const std::string_view name : known)
        names.push_back("'" + printable(name, 60) + "'");
    if (names.empty())
        return {};
    return (names.size() == 1 ? "; there is " : "; there are ") + listed(names);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    const auto near = nearest(word, known);
    return near ? ": did you mean '" + std::string(*near) + "'?" : "";
}

} // namespace preceptron
