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

std::map<std::string, std::string_view> interpolate(ini_section& section) {
    std::map<std::string, std::string_view> faults;
    ini_section expanded = section;
    for (auto& [name, value] : expanded.options) {
        if (value.text.find('%') == value.text.npos)
            continue;
        std::string text;
        text.reserve(value.text.size());
        const ending end = expansion(section).append(value.text, text);
        if (end != ending::whole) {
            wipe(text);
            faults[name] = end == ending::circle
                               ? "a %(name)s here leads back to itself; write %% for a percent sign"
                               : "a %(name)s here has a name that neither this section nor "
                                 "[DEFAULT] gives; write %% for a percent sign";
        }
        std::swap(value.text, text);
        wipe(text);
    }
    std::swap(section, expanded);
    for (auto& [name, value] : expanded.options)
        wipe(value.text);
    return faults;
}

} // namespace preceptron::config
