// Cases that several tasks share: the same text as case id is the same case, in whatever task.
#pragma once

#include "agreement/pairs.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace preceptron::agreement {

// The id of each case, by number; empty where its rows have none.
std::vector<std::string_view> ids_by_case(const task_ratings& ratings, const case_numbering& cases);

// The same of the cases that have a pair only, in the order of their numbers.
std::vector<std::string> ids_with_pairs(const task_ratings& ratings, const case_numbering& cases,
                                        const pairs& p);

// Numbers the cases of one task after another, from 0 on. A case without an id is one of its own.
class shared_cases {
  public:
    // One a case of a task, by the ids of its cases, which differ; their text must outlive this.
    template<typename Ids>
    std::vector<std::uint32_t> numbers(const Ids& ids) {
        std::vector<std::uint32_t> out;
        for (const std::string_view id : ids)
            out.push_back(number(id));
        return out;
    }

    std::uint32_t count() const noexcept { return count_; }

  private:
    std::uint32_t number(std::string_view id);

    std::unordered_map<std::string_view, std::uint32_t> seen_;
    std::uint32_t count_ = 0;
};

} // namespace preceptron::agreement
