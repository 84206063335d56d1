#include "benchmark/write_json.hpp"

#include <string_view>

namespace preceptron {

namespace json = boost::json;

void write_json(json_writer& out, const json::value& value) {
    switch (value.kind()) {
    case json::kind::object:
        out.begin_object();
        for (const auto& member : value.get_object()) {
            out.key(member.key());
            write_json(out, member.value());
        }
        out.end_object();
        break;
    case json::kind::array:
        out.begin_array();
        for (const json::value& element : value.get_array())
            write_json(out, element);
        out.end_array();
        break;
    case json::kind::string:
        out.value(std::string_view(value.get_string()));
        break;
    case json::kind::int64:
        out.value(static_cast<std::int64_t>(value.get_int64()));
        break;
    case json::kind::uint64:
        out.value(static_cast<std::uint64_t>(value.get_uint64()));
        break;
    case json::kind::double_:
        out.value(value.get_double());
        break;
    case json::kind::bool_:
        out.value(value.get_bool());
        break;
    case json::kind::null:
        out.null();
        break;
    }
}

} // namespace preceptron
