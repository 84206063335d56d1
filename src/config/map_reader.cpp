#include "config/map_reader.hpp"

#include "config/quotable.hpp"
#include "core/nearest.hpp"

#include <algorithm>

namespace preceptron::config {

const yaml_value* map_reader::find(std::string_view name) {
    if (std::ranges::find(known_, name) == known_.end())
        known_.push_back(name);
    const auto member = std::ranges::find(map_.members, name, &yaml_member::name);
    if (member == map_.members.end() || member->value.type == yaml_value::kind::null)
        return nullptr;
    return &member->value;
}

const yaml_value* map_reader::find_map(std::string_view name) {
    const yaml_value* const value = find(name);
    if (!value || value->type == yaml_value::kind::map)
        return value;
    if (value->type != yaml_value::kind::unusable)
        problems_.add(value->where,
                      place_ + std::string(name) + ": expected a map, found " + describe(*value));
    return nullptr;
}

const yaml_value* map_reader::find_list(std::string_view name, std::string_view of_what) {
    const yaml_value* const value = find(name);
    if (!value || value->type == yaml_value::kind::list)
        return value;
    if (value->type != yaml_value::kind::unusable)
        problems_.add(value->where, place_ + std::string(name) + ": expected a list of " +
                                        std::string(of_what) + ", found " + describe(*value) +
                                        (value->type == yaml_value::kind::scalar
                                             ? ": write " + std::string(name) + ": [" +
                                                   quotable(value->text) + "]"
                                             : ""));
    return nullptr;
}

bool map_reader::names(std::string_view name) const noexcept {
    return std::ranges::find(map_.members, name, &yaml_member::name) != map_.members.end();
}

position map_reader::where(std::string_view name) const noexcept {
    const auto member = std::ranges::find(map_.members, name, &yaml_member::name);
    return member == map_.members.end() ? map_.where : member->value.where;
}

void map_reader::finish(const explanation& explain) {
    for (const yaml_member& member : map_.members) {
        if (std::ranges::find(known_, member.name) != known_.end() || is_extension(member.name))
            continue;
        std::string hint = explain ? explain(member.name, member.value) : "";
        if (hint.empty())
            hint = place_.empty() ? did_you_mean(member.name, known_) // the page lists them
                                  : did_you_mean_of(member.name, known_);
        problems_.add(member.where, "unknown key '" + place_ + quotable(member.name) + "'" + hint);
    }
}

} // namespace preceptron::config
