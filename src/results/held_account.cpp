#include "results/held_account.hpp"

#include <algorithm>
#include <functional>

namespace preceptron::results {

std::vector<std::pair<std::string, double>> held_account::shares() const {
    std::vector<std::pair<std::string, double>> out;
    for (const auto& [factor, n] : by)
        out.emplace_back(
            factor,
            looks == 0 ? 0 : std::min(1.0, static_cast<double>(n) / static_cast<double>(looks)));
    std::ranges::stable_sort(out, std::greater(), &std::pair<std::string, double>::second);
    return out;
}

void add(const journal::account_limits& run, std::vector<held_account>& accounts) {
    auto account = std::ranges::find(accounts, run.account, &held_account::name);
    if (account == accounts.end())
        account = accounts.insert(account, {run.account, 0, {}, {}});
    account->looks += run.looks;
    for (const auto& [factor, looks] : run.by)
        account->by[factor] += looks;
    if (const auto most = std::ranges::max_element(
            run.by, {}, &std::map<std::string, std::uint64_t>::value_type::second);
        most != run.by.end() && !run.would_help.empty())
        account->would_help[most->first] = run.would_help;
}

} // namespace preceptron::results
