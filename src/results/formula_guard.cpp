#include "results/formula_guard.hpp"

#include "journal/json_values.hpp"

#include <algorithm>

namespace preceptron::results {

bool needs_guard(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    if (text.empty() || std::string_view("=+-@").find(text.front()) == std::string_view::npos)
        return false;
    if (text.front() == '+' && text.size() > 1 && text[1] != '-')
        text.remove_prefix(1);
    return !journal::number_value(text);
}

std::string_view without_guard(std::string_view cell) {
    if (cell.starts_with('\'') && needs_guard(cell))
        cell.remove_prefix(1);
    return cell;
}

} // namespace preceptron::results
