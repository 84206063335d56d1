#include "simulator/request_log.hpp"

#include "core/json_text.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::simulator {

namespace {

void text_or_null(json_writer& json, std::string_view name, std::string_view text) {
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.value(text);
}

failure cannot_write(const std::string& path, errc code) {
    return fail(code, "cannot write the request log " + path + ": " + std::strerror(errno));
}

} // namespace

std::string log_line(const log_entry& entry) {
    std::string line;
    json_writer json(line);
    json.begin_object().member("time", std::string_view(preceptron::to_string(entry.time)));
    text_or_null(json, "provider", entry.provider);
    text_or_null(json, "model", entry.model);
    json.member("status", entry.status);
    text_or_null(json, "fault", entry.fault);
    json.member("stream", entry.stream);
    text_or_null(json, "prompt_sha256", entry.prompt_sha256);
    json.end_object();
    line += '\n';
    return line;
}

result<request_log> request_log::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return cannot_write(path, errc::cannot_create);
    return request_log(descriptor, path);
}

request_log::request_log(request_log&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

request_log& request_log::operator=(request_log&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(path_, other.path_);
    return *this;
}

request_log::~request_log() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

result<void> request_log::append(const log_entry& entry) {
    const std::string line = log_line(entry);
    errno = ENOSPC; // of a line that was written in part
    if (::write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        return cannot_write(path_, errc::io);
    return {};
}

} // namespace preceptron::simulator
