#include "session/folder/live_file.hpp"

#include "core/json_text.hpp"
#include "journal/lock.hpp"
#include "journal/unfinished_name.hpp"
#include "session/folder/passing_file.hpp"
#include "session/machine/process_start.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace preceptron::session {

namespace fs = std::filesystem;

live_file::live_file(const fs::path& checkpoint, journal::file_access access)
    : path_(checkpoint / "live.json"), unfinished_(journal::unfinished_path(path_)),
      access_(access), began_(process_start(::getpid())) {}

live_file::~live_file() {
    ::unlink(path_.c_str());
    ::unlink(unfinished_.c_str());
}

void live_file::show(const runner::progress_snapshot& p, const async::loop_lag* lag) {
    if (p.elapsed_s < next_s_)
        return;
    next_s_ = p.elapsed_s + 0.5;
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.live/1");
    json.member("pid", static_cast<std::int64_t>(::getpid()));
    if (began_)
        json.member("process_start", *began_);
    json.member("host", journal::host_name());
    if (lag) {
        const auto ms = [](std::chrono::microseconds d) {
            return static_cast<double>(d.count()) / 1000;
        };
        json.key("loop_lag_ms").begin_object().member("samples", lag->samples());
        json.member("p99", ms(lag->quantile(0.99))).member("worst", ms(lag->worst())).end_object();
    }
    json.key("progress").raw(runner::to_json(p));
    json.end_object();
    text += '\n';
    (void)write_passing_file(path_, text, access_);
}

namespace {

// The folder's lock knows less: it is also held where no run is at work, and not at all where there
// are no locks. `began` is null in the file of an older version, or where the system did not say.
bool lives(std::int64_t pid, const boost::json::value* began) {
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)
        return false;
    if (has_ended(pid))
        return false;
    const auto now = process_start(pid);
    return !now || !began || *began == *now;
}

// Of the file; nothing where the system does not say.
std::optional<double> age_s(const fs::path& path) {
    std::error_code unknown;
    const auto written = fs::last_write_time(path, unknown);
    if (unknown)
        return {};
    return std::chrono::duration<double>(fs::file_time_type::clock::now() - written).count();
}

void mark_as_old(runner::progress_snapshot& p, double age) {
    p.age_s = age;
    p.requests_per_s = 0;
    p.eta_s.reset();
    p.limited_by.reset();
    for (runner::lane_progress& lane : p.lanes) {
        lane.limited_by.reset();
        lane.advice.clear();
        lane.paused_for_s = 0;
    }
}

} // namespace

std::optional<live_run> read_live_run(const fs::path& checkpoint) {
    const fs::path path = checkpoint / "live.json";
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    boost::system::error_code ec;
    const boost::json::value root = boost::json::parse(text.str(), ec);
    const auto* const object = ec ? nullptr : root.if_object();
    if (!object || !object->contains("pid") || !object->contains("progress"))
        return {};
    const auto* const pid = object->at("pid").if_int64();
    if (!pid || *pid <= 0)
        return {};
    const auto age = age_s(path);
    live_run run;
    run.pid = *pid;
    if (const auto* host = object->if_contains("host"); host && host->is_string())
        run.host = std::string(host->get_string());
    if (run.host == journal::host_name()) {
        if (!lives(*pid, object->if_contains("process_start")))
            return {};
    } else {
        if (!age || *age > 30)
            return {};
    }
    auto progress = runner::parse_progress(boost::json::serialize(object->at("progress")));
    if (!progress)
        return {};
    run.progress = std::move(*progress);
    constexpr double old_s = 5;
    if (age && *age > old_s)
        mark_as_old(run.progress, *age);
    return run;
}

} // namespace preceptron::session
