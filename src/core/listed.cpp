#include "core/listed.hpp"

#include <cstddef>

namespace preceptron {

std::string listed(std::span<const std::string> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            text += i + 1 < names.size() ? ", " : " and ";
        text += names[i];
    }
    return text;
}

std::string joined(std::span<const std::string> names, std::string_view between) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text.append(i == 0 ? "" : between).append(names[i]);
    return text;
}

} // namespace preceptron
