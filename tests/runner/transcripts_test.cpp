// Every transcript over a real socket and verified TLS, through the network client and the codec:
// the outcome is the manifest's, however the bytes are cut.
#include "net/tls_context.hpp"
#include "provider/expectation.hpp"
#include "provider/registry.hpp"
#include "provider/transcript.hpp"
#include "runner/call_judge.hpp"
#include "support/expected_json.hpp"
#include "support/scratch_folder.hpp"
#include "support/scripted_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <map>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr std::size_t transcripts = 134;
constexpr std::size_t ended_by_close = 7; // of them: their server ends the connection

struct mode {
    const char* name;
    std::size_t piece = std::string::npos;
    std::chrono::milliseconds head_pause{0};
};
constexpr std::array modes{
    mode{"whole"},
    mode{"byte by byte", 1},
    mode{"in writes of 7 bytes", 7},
    mode{"in writes of 64 bytes", 64},
    mode{"with a pause after the head", std::string::npos, 5ms},
};

// A codec's server and lane.
class line {
  public:
    line(asio::io_context& context, const provider::codec& codec)
        : context_(context), naps_(context.get_executor()), server(context.get_executor(), {}),
          tls_(trust()), lane_(context.get_executor(), settings(), codec, &tls_, nullptr, naps_) {
        judge_.provider = codec.name();
        judge_.model_id = "m";
        judge_.base_url = "https://localhost";
        judge_.key_name = "none";
    }

    runner::attempt_report call(turn script, bool stream) {
        judge_.stream = stream;
        server.add(std::move(script));
        lane_.pool.clear(); // no outcome may depend on the one before
        std::optional<runner::attempt_report> report;
        asio::co_spawn(context_, runner::call_judge(lane_, judge_, prompt_, learned_),
                       [&](std::exception_ptr error, runner::attempt_report r) {
                           BOOST_TEST(!error);
                           report = std::move(r);
                       });
        while (!report)
            context_.run_one();
        return std::move(*report);
    }

    std::size_t kept_connections() const { return lane_.pool.idle(); }

  private:
    net::tls_context trust() const {
        const scratch_folder folder;
        return std::move(
            net::tls_context::for_client(folder.write("ca.pem", server.authority_pem())).value());
    }
    runner::lane_settings settings() const {
        runner::lane_settings s;
        s.peer = {true, "127.0.0.1", server.port()};
        // Only what hangs meets a deadline, and nothing else is as slow as this.
        s.deadlines = {30s, 2s, 500ms, 30s};
        return s;
    }

    asio::io_context& context_;
    async::sleepers naps_;

  public:
    scripted_server server;

  private:
    net::tls_context tls_;
    runner::account_lane lane_;
    judge_spec judge_;
    prompt_messages prompt_{"You are a judge.", "Judge this."};
    provider::learned_parameters learned_;
};

turn::after ending_of(const json::object& entry) {
    static const std::map<std::string_view, turn::after> endings{
        {"keep", turn::after::keep},
        {"fin", turn::after::close},
        {"rst", turn::after::reset},
        {"hang", turn::after::hang},
    };
    return endings.at(find_string(entry, "after"));
}

// What a reset finds unread is lost, so our end is given the time to read.
std::chrono::milliseconds drained_by(turn::after ending) {
    return ending == turn::after::reset ? 50ms : 0ms;
}

std::string bytes_of(const std::string& name) {
    std::string bytes = read_transcript(name + ".http");
    if (name == "openai_err_429_date") { // long past, by any clock
        const std::string_view date = "Retry-After: Sun, 22 Nov 20";
        bytes.replace(bytes.find(date) + date.size(), 2, "20");
    }
    return bytes;
}

// By the server's own clock, whatever ours says.
std::optional<std::chrono::milliseconds> wait_by_date(const std::string& name,
                                                      const attempt_outcome& seen) {
    if (name != "openrouter_err_429_platform")
        return {};
    const auto& wait = std::get<attempt_failure>(seen).server_wait;
    BOOST_TEST((wait == std::chrono::minutes(1)));
    return wait;
}

bool is_whole(const std::string& name) {
    const auto r = read_response(read_transcript(name + ".http"));
    return r && r->how == framing::whole;
}

} // namespace

BOOST_AUTO_TEST_SUITE(transcripts_over_sockets)

BOOST_AUTO_TEST_CASE(every_transcript_gives_its_outcome_however_it_is_written) {
    const json::value manifest = json::parse(read_transcript("manifest.json"));
    asio::io_context context(1);
    std::map<std::string_view, std::unique_ptr<line>> lines;
    for (const std::string_view name : provider::codec_names())
        lines[name] = std::make_unique<line>(context, *provider::find_codec(name));

    std::size_t seen = 0;
    std::size_t calls = 0;
    std::size_t without_goodbye = 0;
    for (const auto& member : manifest.as_object()) {
        const std::string name(member.key());
        const json::object& entry = member.value().as_object();
        const json::object& expect = entry.at("expect").as_object();
        const bool stream = entry.at("stream").as_bool();
        const std::string_view written_by = find_string(entry, "provider");
        line& through = *lines.at(written_by == "compat" ? "openai" : written_by);
        ++seen;
        const auto run = [&](const mode& m, turn::after ending) {
            BOOST_TEST_CONTEXT(name << ", " << m.name) {
                const auto report = through.call({.bytes = bytes_of(name),
                                                  .then = ending,
                                                  .piece = m.piece,
                                                  .head_pause = m.head_pause,
                                                  .end_pause = drained_by(ending)},
                                                 stream);
                check_outcome(expect, report.outcome, wait_by_date(name, report.outcome));
                BOOST_TEST(report.request_left);
                BOOST_TEST(report.phases.done.has_value());
                // The connection serves again wherever its server means it to, and nowhere else.
                const bool keep = ending == turn::after::keep && is_whole(name);
                BOOST_TEST(through.kept_connections() == (keep ? 1U : 0U));
            }
        };
        for (const mode& m : modes) {
            run(m, ending_of(entry));
            ++calls;
        }
        if (ending_of(entry) == turn::after::close) { // TLS ended without close_notify
            run(modes[0], turn::after::drop);
            ++without_goodbye;
        }
    }
    BOOST_TEST(seen == transcripts);
    BOOST_TEST(calls == transcripts * modes.size());
    BOOST_TEST(without_goodbye == ended_by_close);
    std::cout << seen << " transcripts in " << modes.size() << " modes: " << calls
              << " calls over TLS, and " << without_goodbye << " without close_notify\n";
}

BOOST_AUTO_TEST_SUITE_END()
