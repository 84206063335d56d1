#include "results/file_name.hpp"

namespace preceptron::results {

namespace {

bool is_plain(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

} // namespace

std::string encode_file_name(std::string_view name) {
    const bool is_folder = name == "." || name == "..";
    std::string out;
    for (const char c : name) {
        if (is_plain(c) && !is_folder) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15];
    }
    return out;
}

std::string result_file_name(std::string_view judge, std::string_view task) {
    return encode_file_name(judge) + "_" + encode_file_name(task) + ".json";
}

std::optional<std::string> judge_of_file_name(std::string_view stem, std::string_view task) {
    const std::string ending = "_" + std::string(task);
    if (task.empty() || stem.size() <= ending.size() || !stem.ends_with(ending))
        return std::nullopt;
    return std::string(stem.substr(0, stem.size() - ending.size()));
}

} // namespace preceptron::results
