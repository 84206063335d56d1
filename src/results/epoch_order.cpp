#include "results/epoch_order.hpp"

#include "core/ascii.hpp"
#include "journal/json_values.hpp"

#include <algorithm>

namespace preceptron::results {

namespace {

// The digits that `text` begins with; they are taken off.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_digit);
    std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

bool counts_before(std::string_view a, std::string_view b) {
    std::string_view x = a, y = b;
    while (!x.empty() && !y.empty()) {
        if (is_digit(x.front()) && is_digit(y.front())) {
            const std::string_view m = take_digits(x), n = take_digits(y);
            if (m != n)
                return m.size() != n.size() ? m.size() < n.size() : m < n;
        } else {
            if (x.front() != y.front())
                return x.front() < y.front();
            x.remove_prefix(1);
            y.remove_prefix(1);
        }
    }
    return x.empty() == y.empty() ? a < b : x.empty(); // "run1" and "run01" are two
}

} // namespace

bool epoch_order::operator()(std::string_view a, std::string_view b) const {
    if (a.empty() || b.empty())
        return a.empty() && !b.empty();
    const auto x = journal::number_value(a), y = journal::number_value(b);
    if (x && y)
        return *x < *y;
    return x || y ? x.has_value() : counts_before(a, b);
}

} // namespace preceptron::results
