#include "benchmark/field_names.hpp"

#include "benchmark/object_members.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"

#include <vector>

namespace preceptron {

std::string field_names(std::string_view record) {
    constexpr std::size_t most = 10;
    std::vector<std::string> names;
    object_members members(record);
    for (json_member m; members.next(m);) {
        if (names.size() == most) {
            names.emplace_back("others");
            break;
        }
        names.push_back(printable(m.name, 40));
    }
    return listed(names);
}

} // namespace preceptron
