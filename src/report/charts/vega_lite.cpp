#include "report/charts/vega_lite.hpp"

namespace preceptron::report {

data_rows& data_rows::field(std::string_view name, const agreement::statistic& s) {
    out_.key(name);
    s ? out_.value(*s) : out_.null();
    return *this;
}

data_rows& data_rows::limits(const agreement::interval_estimate& i) {
    out_.key("lo");
    i ? out_.value(i->lo) : out_.null();
    out_.key("hi");
    i ? out_.value(i->hi) : out_.null();
    return *this;
}

std::string data_rows::finish() {
    out_.end_array();
    return std::move(text_);
}

std::string json_list(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) {
        out += out.empty() ? '[' : ',';
        append_json_string(out, name);
    }
    return out.empty() ? "[]" : out + "]";
}

std::string vega_lite(std::string_view title, std::string_view rows, std::string_view rest) {
    std::string out = R"({"$schema":"https://vega.github.io/schema/vega-lite/v5.json","title":)";
    append_json_string(out, title);
    out += ",\"data\":{\"values\":";
    out += rows;
    out += "},\n";
    out += rest;
    return out + "}\n";
}

} // namespace preceptron::report
