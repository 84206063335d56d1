#include "agreement/shared_cases.hpp"

namespace preceptron::agreement {

std::vector<std::string_view> ids_by_case(const task_ratings& ratings,
                                          const case_numbering& cases) {
    std::vector<std::string_view> out(cases.count);
    for (std::size_t i = 0; i < ratings.case_ids.size(); ++i)
        out[cases.of_row[i]] = ratings.case_ids[i];
    return out;
}

std::vector<std::string> ids_with_pairs(const task_ratings& ratings, const case_numbering& cases,
                                        const pairs& p) {
    std::vector<bool> has_pair(cases.count);
    for (const std::uint32_t c : p.cluster)
        has_pair[c] = true;
    const std::vector<std::string_view> ids = ids_by_case(ratings, cases);
    std::vector<std::string> out;
    for (std::uint32_t c = 0; c < cases.count; ++c)
        if (has_pair[c])
            out.emplace_back(ids[c]);
    return out;
}

std::uint32_t shared_cases::number(std::string_view id) {
    if (id.empty())
        return count_++;
    const auto [at, fresh] = seen_.try_emplace(id, count_);
    if (fresh)
        ++count_;
    return at->second;
}

} // namespace preceptron::agreement
