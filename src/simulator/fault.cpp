#include "simulator/fault.hpp"

#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "simulator/dice.hpp"

#include <algorithm>
#include <charconv>

namespace preceptron::simulator {

result<fault_rate> parse_fault(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const auto found = std::ranges::find(fault_names, name);
    if (found == fault_names.end()) {
        std::string message = "unknown fault '" + printable(name) + "'";
        if (const auto close = nearest(name, fault_names))
            message += ": did you mean " + std::string(*close) + "?";
        else
            message += ": known are status-500, status-429, status-529, quota, reset, stall, "
                       "truncate, error-event, garbage";
        return fail(errc::usage, std::move(message));
    }
    const std::string_view digits =
        equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    double probability = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), probability);
    if (error != std::errc() || end != digits.data() + digits.size() ||
        !(probability >= 0 && probability <= 1))
        return fail(errc::usage, "fault '" + printable(text) +
                                     "': write KIND=PROBABILITY with a probability from 0 to 1");
    return fault_rate{static_cast<fault>(found - fault_names.begin()), probability};
}

result<void> check_faults(const std::vector<fault_rate>& rates) {
    double sum = 0;
    for (const fault_rate& rate : rates)
        sum += rate.probability;
    if (sum > 1 + 1e-9)
        return fail(errc::usage, "the probabilities of all faults together exceed 1");
    return {};
}

std::optional<fault> fault_plan::next(const std::string& key) {
    if (rates_.empty())
        return {};
    double fate = chance(seed_, key, requests_[key]++);
    for (const fault_rate& rate : rates_) {
        if (fate < rate.probability)
            return rate.kind;
        fate -= rate.probability;
    }
    return {};
}

} // namespace preceptron::simulator
