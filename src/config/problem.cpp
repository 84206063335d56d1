#include "config/problem.hpp"

#include "core/printable.hpp"

#include <algorithm>

namespace preceptron::config {

std::string to_string(const problem& p) {
    std::string text = printable(p.file.string(), 4096);
    if (p.where.line > 0)
        text += ':' + std::to_string(p.where.line);
    if (p.where.line > 0 && p.where.column > 0)
        text += ':' + std::to_string(p.where.column);
    return text.empty() ? p.message : text + ": " + p.message;
}

problem_list::problem_list(std::filesystem::path file)
    : file_(std::filesystem::absolute(file).lexically_normal()) {}

void problem_list::add(position where, std::string message, errc code) {
    problems_.push_back({file_, where, std::move(message), code});
}

void problem_list::warn(position where, std::string message) {
    warnings_.push_back({file_, where, std::move(message), errc::bad_configuration});
}

namespace {

std::vector<problem> in_file_order(std::vector<problem>& found) {
    std::ranges::stable_sort(found, {}, &problem::where);
    const auto same = [](const problem& a, const problem& b) {
        return a.where == b.where && a.message == b.message;
    };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return std::move(found);
}

} // namespace

std::vector<problem> problem_list::take_problems() {
    return in_file_order(problems_);
}

std::vector<problem> problem_list::take_warnings() {
    return in_file_order(warnings_);
}

} // namespace preceptron::config
