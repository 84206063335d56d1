#include "analysis/published_figures.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace preceptron::analysis {

namespace {

published_figure figure_of(const YAML::Node& node) {
    published_figure f;
    if (node["judge"])
        f.judge = node["judge"].as<std::string>();
    f.task = node["task"].as<std::string>();
    f.n = node["n"].as<std::size_t>();
    f.within_tolerance = node["within_tolerance"].as<double>();
    f.kappa = node["qwk"].as<double>();
    return f;
}

} // namespace

const published_figure* published_figures::physicians_on(std::string_view task) const {
    const auto found = std::ranges::find(physicians, task, &published_figure::task);
    return found == physicians.end() ? nullptr : &*found;
}

result<published_figures> parse_published(std::string_view yaml) {
    try {
        const YAML::Node root = YAML::Load(std::string(yaml));
        published_figures out;
        out.source = root["source"].as<std::string>();
        out.method = root["method"].as<std::string>();
        for (const YAML::Node& caveat : root["caveats"])
            out.caveats.push_back(caveat.as<std::string>());
        for (const YAML::Node& row : root["rows"])
            out.judges.push_back(figure_of(row));
        for (const YAML::Node& row : root["physicians"])
            out.physicians.push_back(figure_of(row));
        return out;
    } catch (const YAML::Exception& e) {
        return fail(errc::bad_configuration, std::string("published figures: ") + e.what());
    }
}

} // namespace preceptron::analysis
