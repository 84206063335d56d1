#include "session/publishing/unusable_files.hpp"

#include "dataset/input_file.hpp"
#include "net/tls_context.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

bool is_missing(const fs::path& file) {
    std::error_code ec;
    return fs::status(file, ec).type() == fs::file_type::not_found;
}

// Long after a run has paid for its scores, an analysis would miss it.
std::optional<std::string> why_unreadable(const fs::path& split) {
    auto file = dataset::input_file::open(split);
    std::array<char, 1> first{}; // a folder can be opened, too
    const result<std::size_t> read = file ? file->read(first) : file.error();
    if (!read)
        return "analysis.split: " + read.error().message;
    return {};
}

// Also where no judge speaks TLS: the next one may.
std::optional<std::string> why_untrusted(const fs::path& authorities) {
    if (const auto tls = net::tls_context::for_client(authorities); tls.has_error())
        return tls.error().message;
    return {};
}

} // namespace

std::vector<config::problem> unusable_files(const config::configuration& config) {
    std::vector<config::problem> found;
    const auto look = [&](const std::string& key, const auto& named, const auto& why_unusable) {
        if (!named)
            return;
        if (is_missing(named->value))
            found.push_back({config.file, named->where,
                             key + ": there is no such file: " + named->value.string(),
                             errc::no_such_input});
        else if (auto why = why_unusable(named->value))
            found.push_back({config.file, named->where, std::move(*why)});
    };
    look("analysis.split", config.analysis.split, why_unreadable);
    look("ca_file", config.ca_file, why_untrusted);
    return found;
}

} // namespace preceptron::session
