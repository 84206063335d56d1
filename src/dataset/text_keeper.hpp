// Where the texts of entries' fields stay.
#pragma once

#include <cstring>
#include <memory_resource>
#include <string_view>

namespace preceptron::dataset {

class text_keeper {
  public:
    // `memory` is only ever added to. Texts of a record are copied to it if the record `passes`;
    // else views into it are as good.
    text_keeper(std::pmr::memory_resource& memory, bool passes) noexcept
        : memory_(memory), passes_(passes) {}

    // A text that stands in the record.
    std::string_view of_record(std::string_view text) const { return passes_ ? copy(text) : text; }

    std::string_view copy(std::string_view text) const {
        if (text.empty())
            return {};
        auto* const place = static_cast<char*>(memory_.allocate(text.size(), 1));
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }

  private:
    std::pmr::memory_resource& memory_;
    bool passes_;
};

} // namespace preceptron::dataset
