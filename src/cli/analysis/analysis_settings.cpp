#include "cli/analysis/analysis_settings.hpp"

#include "analysis/export/analysis_json.hpp"
#include "benchmark/object_members.hpp"
#include "cli/analysis/development_cases.hpp"
#include "config/effective.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "dataset/input_file.hpp"
#include "session/folder/manifest_file.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <map>
#include <sstream>

namespace preceptron::cli {

namespace json = boost::json;

result<analysis::settings> read_analysis_settings(std::string_view text) {
    analysis::settings s;
    if (text.empty())
        return s;
    try {
        const json::value parsed = json::parse(json::string_view(text.data(), text.size()));
        const json::object& o = parsed.as_object();
        s.primary = std::string(o.at("primary").as_string());
        s.margin = o.at("margin").to_number<double>();
        s.seed = o.at("seed").to_number<std::uint64_t>();
        s.replicates = o.at("replicates").to_number<std::size_t>();
        for (const auto& [family, models] : o.at("families").as_object())
            for (const json::value& model : models.as_array())
                s.families[std::string(family)].emplace_back(model.as_string());
        if (const json::value* const split = o.if_contains("split"); split && split->is_string())
            s.split = std::string(split->as_string());
        return s;
    } catch (const std::exception& e) { // a member is missing or of another kind
        return fail(errc::bad_journal,
                    std::string("the manifest's analysis settings: ") + e.what());
    }
}

namespace {

std::istringstream lines_of(std::string_view text) {
    return std::istringstream{std::string(without_byte_order_mark(text))};
}

std::map<std::string, std::string> members_of(std::string_view object) {
    std::map<std::string, std::string> out;
    object_members members(object);
    for (json_member m; members.next(m);)
        out[std::string(m.name)] = m.value;
    return out;
}

} // namespace

result<std::string> settings_to_freeze(const config::configuration& config) {
    const std::string all = config::effective_json(config);
    auto settings = read_analysis_settings(member_text(all, "analysis"));
    if (!settings)
        return settings.error();
    if (const auto cases = read_development_cases(*settings); !cases)
        return cases.error();
    return analysis::settings_json(*settings);
}

std::vector<std::string> changed_settings(std::string_view frozen, std::string_view now) {
    const auto before = members_of(frozen);
    std::vector<std::string> out;
    for (const auto& [name, value] : members_of(now)) {
        const auto then = before.find(name);
        if (then != before.end() && then->second != value)
            out.push_back(name + " " + printable(then->second, 60) + ", now " +
                          printable(value, 60));
    }
    return out;
}

result<std::vector<std::string>> read_case_list(const std::filesystem::path& path) {
    const auto bytes = dataset::read_file(path);
    if (!bytes)
        return bytes.error();
    std::vector<std::string> out;
    std::istringstream lines = lines_of(bytes->view());
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first != line.npos && line[first] != '#') // behind other text it may be of a case id
            out.push_back(line.substr(first, line.find_last_not_of(" \t\r") + 1 - first));
    }
    return out;
}

result<std::vector<std::vector<std::uint32_t>>> read_resamples(const std::filesystem::path& path) {
    const auto bytes = dataset::read_file(path);
    if (!bytes)
        return bytes.error();
    std::vector<std::vector<std::uint32_t>> out;
    std::istringstream lines = lines_of(bytes->view());
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.empty())
            continue;
        const std::string place = path.string() + ":" + std::to_string(number) + ": ";
        auto& draw = out.emplace_back();
        for (const char* at = line.data(); at <= line.data() + line.size();) {
            const char* const end = line.data() + line.size();
            std::uint32_t cluster = 0;
            const auto [next, error] = std::from_chars(at, end, cluster);
            if (error != std::errc() || (next != end && *next != ','))
                return fail(errc::bad_dataset, place + "numbers of cases and commas were expected");
            draw.push_back(cluster);
            at = next + 1;
        }
        if (draw.size() != out[0].size())
            return fail(errc::bad_dataset,
                        place + "as many numbers as on the first line were expected");
        for (const std::uint32_t c : draw)
            if (c >= draw.size())
                return fail(errc::bad_dataset, place + "there is no case " + std::to_string(c) +
                                                   " of " + std::to_string(draw.size()));
    }
    return out;
}

} // namespace preceptron::cli
