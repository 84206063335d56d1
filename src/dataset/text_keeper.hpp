// Where the texts of entries' fields stay.
#pragma once

#include <cstring>
#include <memory_resource>
#include <string_view>

namespace preceptron::dataset {

class text_keeper {
  public:
    // `memory` is only ever added to. Where records do not stay where they are, their texts are
    // copied to it; else views are as good.
    text_keeper(std::pmr::memory_resource& memory, bool records_stay) noexcept
        : memory_(memory), records_stay_(records_stay) {}

    // A text that stands in the record.
    std::string_view of_record(std::string_view text) const {
        return records_stay_ ? text : copy(text);
    }

    std::string_view copy(std::string_view text) const {
        if (text.empty())
            return {};
        auto* const place = static_cast<char*>(memory_.allocate(text.size(), 1));
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }

  private:
    std::pmr::memory_resource& memory_;
    bool records_stay_;
};

} // namespace preceptron::dataset
