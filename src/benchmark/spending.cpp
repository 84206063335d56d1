#include "benchmark/spending.hpp"

#include "core/grouped.hpp"

namespace preceptron {

std::string spending_text(const spending& money) {
    if (money.most() <= 0 && money.unpriced > 0)
        return "unknown";
    std::string text = dollars(money.known);
    if (money.unknown > 0)
        text = money.known > 0 ? text + ", and " + dollars(money.unknown) +
                                     " at most for calls of unknown cost"
                               : dollars(money.unknown) + " at most, for calls of unknown cost";
    if (money.unpriced > 0)
        text += ", and " + counted(money.unpriced, "call", "calls") + " of unknown price";
    return text;
}

std::string spent_of_text(const spending& money, double budget_usd) {
    const std::string text = dollars(money.most()) + " of " + dollars(budget_usd) + " spent";
    return money.unknown > 0 || money.unpriced > 0 ? text + " (" + spending_text(money) + ")" : text;
}

} // namespace preceptron
