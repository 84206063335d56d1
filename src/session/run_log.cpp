#include "session/run_log.hpp"

#include "core/hash.hpp"
#include "core/json_text.hpp"
#include "session/version.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::session {

namespace {

// Opens the line's object.
json_writer entry(std::string& line, std::string_view event) {
    json_writer json(line);
    json.begin_object().member("time", to_string(now_utc())).member("event", event);
    return json;
}

void add_status(json_writer& json, failure_class kind, int http_status) {
    json.member("class", to_string(kind));
    if (http_status != 0)
        json.member("http_status", http_status);
}

} // namespace

run_log::run_log(const std::filesystem::path& checkpoint, journal::file_access access)
    : file_(journal::open_file(checkpoint / "run.log", O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW,
                               journal::mode_of(access))) {
    // A run that was killed, or whose disk was full, may have left half a line.
    struct stat status {};
    char last = '\n';
    if (file_ && ::fstat(file_.get(), &status) == 0 && status.st_size > 0)
        fragment_ = ::pread(file_.get(), &last, 1, status.st_size - 1) == 1 && last != '\n';
}

void run_log::write(std::string& line) {
    line += '\n';
    if (!file_)
        return;
    if (fragment_)
        line.insert(line.begin(), '\n'); // two lines in one could not be read, either of them
    struct stat before {};
    const bool known = ::fstat(file_.get(), &before) == 0;
    if (journal::write_all(file_.get(), line) == 0)
        fragment_ = false;
    else if (!known || ::ftruncate(file_.get(), before.st_size) != 0)
        fragment_ = true;
}

void run_log::begin(std::string_view run_id, std::uint64_t planned, std::uint64_t to_ask) {
    std::string line;
    entry(line, "begin")
        .member("version", program_version)
        .member("run_id", run_id)
        .member("pid", static_cast<std::int64_t>(::getpid()))
        .member("planned", planned)
        .member("to_ask", to_ask)
        .end_object();
    write(line);
}

void run_log::add(const journal::attempt_record& r) {
    std::string line;
    json_writer json = entry(line, "attempt");
    json.member("key", to_hex(r.key)).member("judge", r.judge).member("task", r.task);
    json.member("entry_id", r.entry_id).member("attempt", r.attempt);
    add_status(json, r.kind, r.http_status);
    if (r.server_wait)
        json.member("server_wait_s", static_cast<double>(r.server_wait->count()) / 1000);
    json.end_object();
    write(line);
}

void run_log::add(const journal::fail_record& r) {
    std::string line;
    json_writer json = entry(line, "fail");
    json.member("judge", r.trial.judge).member("task", r.trial.task);
    json.member("entry_id", r.trial.entry_id).member("attempts", r.trial.attempts);
    add_status(json, r.kind, r.http_status);
    json.end_object();
    write(line);
}

void run_log::notice(std::string_view text) {
    std::string line;
    entry(line, "notice").member("message", text).end_object();
    write(line);
}

void run_log::end(std::uint64_t scored, std::uint64_t failed, int signal,
                  const net::handshake_count& handshakes) {
    std::string line;
    json_writer json = entry(line, "end");
    json.member("scored", scored).member("failed", failed);
    json.member("tls_handshakes", handshakes.full).member("tls_resumed", handshakes.resumed);
    if (signal != 0)
        json.member("signal", signal);
    json.end_object();
    write(line);
}

} // namespace preceptron::session
