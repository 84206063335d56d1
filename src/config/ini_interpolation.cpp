#include "config/ini_interpolation.hpp"

#include "core/ascii.hpp"
#include "core/secret.hpp"

#include <utility>

namespace preceptron::config {

namespace {

constexpr int deepest = 10; // configparser's limit, too

enum class ending { whole, unknown_name, circle };

// The name in a %(name)s at the front of `text`; empty when there is none.
std::string_view reference(std::string_view text) noexcept {
    if (!text.starts_with("%("))
        return {};
    const std::size_t end = text.find(')');
    return end != text.npos && text.substr(end).starts_with(")s") ? text.substr(2, end - 2)
                                                                  : std::string_view();
}

class expansion {
  public:
    explicit expansion(const ini_section& raw) : raw_(raw) {}

    ending append(std::string_view text, std::string& out, int depth = 1) const {
        if (depth > deepest)
            return ending::circle;
        while (!text.empty()) {
            const std::size_t plain = std::min(text.find('%'), text.size());
            out += text.substr(0, plain);
            text.remove_prefix(plain);
            if (text.empty())
                break;
            if (const std::string_view name = reference(text); !name.empty()) {
                const auto value = raw_.options.find(ascii_lower(name));
                if (value == raw_.options.end())
                    return ending::unknown_name;
                if (const auto inner = append(value->second.text, out, depth + 1);
                    inner != ending::whole)
                    return inner;
                text.remove_prefix(name.size() + 4);
            } else {
                out += '%';
                text.remove_prefix(text.starts_with("%%") ? 2 : 1);
            }
        }
        return ending::whole;
    }

  private:
    const ini_section& raw_;
};

} // namespace

void interpolate(ini_section& section, problem_list& problems) {
    ini_section expanded = section;
    for (auto& [name, value] : expanded.options) {
        if (value.text.find('%') == value.text.npos)
            continue;
        std::string text;
        text.reserve(value.text.size());
        // Without the text: it may be of a key.
        switch (expansion(section).append(value.text, text)) {
        case ending::whole:
            break;
        case ending::unknown_name:
            problems.add({value.line, 1},
                         "a %(name)s here has a name that neither this section nor "
                         "[DEFAULT] gives; write %% for a percent sign");
            break;
        case ending::circle:
            problems.add({value.line, 1}, "a %(name)s here leads back to itself; write %% for a "
                                          "percent sign");
            break;
        }
        std::swap(value.text, text);
        wipe(text);
    }
    std::swap(section, expanded);
    for (auto& [name, value] : expanded.options)
        wipe(value.text);
}

} // namespace preceptron::config
