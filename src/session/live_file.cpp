#include "session/live_file.hpp"

#include "core/json_text.hpp"
#include "journal/lock.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace preceptron::session {

namespace fs = std::filesystem;

live_file::live_file(const fs::path& checkpoint)
    : path_(checkpoint / "live.json"), temporary_(checkpoint / ".live.json.tmp") {}

live_file::~live_file() {
    std::error_code ignored;
    fs::remove(path_, ignored);
    fs::remove(temporary_, ignored);
}

void live_file::show(const runner::progress_snapshot& p) {
    if (p.elapsed_s < next_s_)
        return;
    next_s_ = p.elapsed_s + 0.5;
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.live/1");
    json.member("pid", static_cast<std::int64_t>(::getpid()));
    json.member("host", journal::host_name());
    json.key("progress").raw(runner::to_json(p));
    json.end_object();
    std::ofstream file(temporary_, std::ios::binary | std::ios::trunc);
    file << text << '\n';
    file.close();
    std::error_code ignored;
    if (file)
        fs::rename(temporary_, path_, ignored);
}

std::optional<std::string> read_live_progress(const fs::path& checkpoint) {
    std::ifstream file(checkpoint / "live.json", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    boost::system::error_code ec;
    const boost::json::value root = boost::json::parse(text.str(), ec);
    const auto* const object = ec ? nullptr : root.if_object();
    if (!object || !object->contains("pid") || !object->contains("progress"))
        return {};
    const auto* const pid = object->at("pid").if_int64();
    const auto* const host = object->contains("host") ? object->at("host").if_string() : nullptr;
    if (!pid || *pid <= 0)
        return {};
    // A process of another host cannot be asked; what it wrote is shown as it is.
    const bool here = !host || *host == journal::host_name();
    if (here && ::kill(static_cast<pid_t>(*pid), 0) != 0 && errno == ESRCH)
        return {};
    return boost::json::serialize(object->at("progress"));
}

} // namespace preceptron::session
