// Every codec of the registry against every transcript of its provider.
#include "provider/expectation.hpp"
#include "provider/registry.hpp"
#include "provider/transcript.hpp"
#include "support/expected_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <map>

using namespace preceptron;
using namespace preceptron::tests;
namespace json = boost::json;

namespace {

// The Date of the transcripts.
const std::chrono::system_clock::time_point the_time =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(9) +
    std::chrono::minutes(15);

// Outcomes that the connection decides, and how a client reports that to the decoder.
const std::map<std::string, wire::body_end> decided_by_transport{
    {"openai_json_truncated_len", wire::body_end::cut},     // fewer bytes than Content-Length
    {"openai_sse_trunc_cut", wire::body_end::cut},          // closed inside a chunk
    {"openai_sse_trunc_rst", wire::body_end::cut},          // reset between chunks
    {"anthropic_sse_trunc_cut", wire::body_end::cut},       // closed inside a chunk
    {"openai_sse_stall", wire::body_end::timed_out},        // silence in the middle
    {"openai_sse_done_then_hang", wire::body_end::stopped}, // silence after [DONE]
};

// No response head ever comes, so no decoder is made: the client fails by itself.
const std::map<std::string, std::string> without_head{
    {"openai_close_no_response", "closed without a byte"},
    {"openai_not_http", "another protocol"},
    {"openai_headers_stall", "the head stops in the middle"},
};

// Waits that the manifest leaves open because they follow from the date.
const std::map<std::string, std::chrono::milliseconds> waits_by_date{
    {"openrouter_err_429_platform", std::chrono::minutes(1)}, // X-RateLimit-Reset minus Date
};

judge_spec judge_of(std::string_view provider, bool stream) {
    judge_spec judge;
    judge.provider = provider;
    judge.model_id = "m";
    judge.base_url = "https://localhost";
    judge.stream = stream;
    return judge;
}

attempt_outcome decode(const provider::codec& codec, const judge_spec& judge, const response& r,
                       wire::body_end end, std::size_t piece) {
    const auto decoder = codec.make_decoder(judge, r.head, the_time);
    for (std::string_view rest = r.body; !rest.empty() && !decoder->satisfied();) {
        decoder->feed(rest.substr(0, piece));
        rest.remove_prefix(std::min(piece, rest.size()));
    }
    return decoder->finish(end);
}

void check(const std::string& name, const provider::codec& codec, const json::object& entry) {
    const json::object& expect = entry.at("expect").as_object();
    const auto r = read_response(read_transcript(name + ".http"));
    BOOST_TEST(r.has_value() == !without_head.contains(name));
    if (!r)
        return;
    const auto by_transport = decided_by_transport.find(name);
    const wire::body_end end = by_transport != decided_by_transport.end() ? by_transport->second
                               : r->how == framing::until_close           ? wire::body_end::closed
                                                                : wire::body_end::complete;
    BOOST_TEST((r->how == framing::broken) <= (end == wire::body_end::cut ||
                                               end == wire::body_end::timed_out ||
                                               end == wire::body_end::stopped));
    const judge_spec judge = judge_of(codec.name(), entry.at("stream").as_bool());
    for (const std::size_t piece :
         {std::string_view::npos, std::size_t(1), std::size_t(7), std::size_t(64)}) {
        const attempt_outcome outcome = decode(codec, judge, *r, end, piece);
        BOOST_TEST_CONTEXT(name << " through " << codec.name() << ", pieces of " << piece) {
            const auto wait = waits_by_date.find(name);
            check_outcome(expect, outcome,
                          wait == waits_by_date.end() ? std::nullopt : std::optional(wait->second));
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance)

BOOST_AUTO_TEST_CASE(every_codec_understands_every_transcript_of_its_provider) {
    const json::value manifest = json::parse(read_transcript("manifest.json"));
    std::map<std::string_view, int> seen;
    for (const auto& entry : manifest.as_object()) {
        const std::string_view written_by = find_string(entry.value().as_object(), "provider");
        for (const std::string_view name : provider::codec_names()) {
            if (!is_transcript_for(name, written_by))
                continue;
            ++seen[name];
            check(std::string(entry.key()), *provider::find_codec(name), entry.value().as_object());
        }
    }
    for (const std::string_view name : provider::codec_names())
        BOOST_TEST(seen[name] >= 15, name << " has " << seen[name] << " transcripts");
}

BOOST_AUTO_TEST_SUITE_END()
