#include "journal/record_fields.hpp"

#include "benchmark/object_members.hpp"

#include <boost/json/parse.hpp>

namespace preceptron::journal {

record_fields::record_fields(std::string_view object) {
    constexpr std::size_t longest_record = 24;
    list_.reserve(longest_record);
    object_members members(object);
    for (json_member m; members.next(m);)
        list_.emplace_back(m.name, m.value);
    whole_ = members.closed();
}

std::string_view record_fields::value(std::string_view name) const noexcept {
    for (const auto& [n, v] : list_)
        if (n == name)
            return v;
    return {};
}

std::vector<std::string> record_fields::texts(std::string_view name) const {
    std::vector<std::string> list;
    if (value(name) == "[]")
        return list;
    boost::system::error_code error;
    const auto array = boost::json::parse(value(name), error);
    if (!error && array.is_array())
        for (const auto& item : array.get_array())
            if (item.is_string())
                list.emplace_back(item.get_string());
    return list;
}

} // namespace preceptron::journal
