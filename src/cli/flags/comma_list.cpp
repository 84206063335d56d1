#include "cli/flags/comma_list.hpp"

#include "core/printable.hpp"

#include <algorithm>
#include <iterator>

namespace preceptron::cli {

namespace {

std::string_view without_blanks(std::string_view text) {
    constexpr const char* blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

} // namespace

std::vector<std::string> list_items(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (const auto item = without_blanks(list.substr(0, end)); !item.empty())
            items.emplace_back(item);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return items;
}

std::vector<std::string> list_items(const std::vector<std::string>& lists) {
    std::vector<std::string> items;
    for (const std::string& list : lists)
        std::ranges::move(list_items(list), std::back_inserter(items));
    return items;
}

CLI::Validator some_items() {
    return some_items(CLI::Validator([](const std::string&) { return std::string(); }, ""));
}

CLI::Validator some_items(const CLI::Validator& each) {
    return CLI::Validator(
        [each](const std::string& list) {
            const auto items = list_items(list);
            if (items.empty())
                return "'" + printable(list, 60) + "' is a list without items";
            for (const std::string& item : items)
                if (const std::string wrong = each(item); !wrong.empty())
                    return wrong;
            return std::string();
        },
        "");
}

} // namespace preceptron::cli
