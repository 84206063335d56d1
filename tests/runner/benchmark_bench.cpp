#include "runner/benchmark_bench.hpp"

#include "core/json_text.hpp"
#include "journal/outline.hpp"
#include "journal/reader.hpp"
#include "provider/registry.hpp"

#include <csignal>
#include <fstream>
#include <sstream>

namespace preceptron::tests {

namespace {

std::string short_form(std::string_view body) {
    const auto o = journal::read_outline(body);
    if (!o)
        return "unreadable";
    std::string text(o->type_name);
    if (o->type == journal::record_type::start || o->type == journal::record_type::attempt)
        text += " " + std::to_string(o->attempt);
    if (o->kind)
        text += " " + std::string(to_string(*o->kind));
    return text;
}

// Of each provider's base URL.
std::string_view base_path(std::string_view provider) {
    return provider == "openai" || provider == "simulated" ? "/v1"
           : provider == "openrouter"                      ? "/api/v1"
                                                           : "";
}

} // namespace

void diary::on_start(const journal::start_record& r) {
    most_in_flight = std::max(most_in_flight, ++in_flight);
    lines.push_back("start " + std::to_string(r.attempt));
}

void diary::on_attempt(const journal::attempt_record& r) {
    attempts.push_back(r);
    --in_flight;
    lines.push_back("attempt " + std::to_string(r.attempt) + " " + std::string(to_string(r.kind)));
}

void diary::on_result(const journal::result_record& r) {
    --in_flight;
    lines.push_back("result");
    results.push_back(r);
}

void diary::on_fail(const journal::fail_record& r) {
    if (r.trial.attempts > 0) // else nothing was sent
        --in_flight;
    lines.push_back("fail " + std::string(to_string(r.kind)));
    fails.push_back(r);
}

void diary::on_notice(std::string_view line) {
    lines.push_back("notice " + std::string(line));
}

void diary::on_refusal(std::string_view line, std::string_view said) {
    lines.push_back("notice " + std::string(line) + std::string(said));
}

std::size_t diary::count(std::string_view beginning) const {
    std::size_t n = 0;
    for (const std::string& line : lines)
        n += line.starts_with(beginning);
    return n;
}

std::string openai_answer(std::string_view content) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("model", "m-2026").key("choices").begin_array().begin_object();
    json.member("index", 0).key("message").begin_object().member("role", "assistant");
    json.member("content", content).end_object().member("finish_reason", "stop").end_object();
    json.end_array().end_object();
    return text;
}

std::string scored_response(double score) {
    const std::string body =
        openai_answer("{\"score\": " + std::to_string(score) + ", \"justification\": \"Named.\"}");
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string error_response(std::string_view status, std::string_view code, std::string_view type,
                           std::string_view more_fields, std::string_view message) {
    std::string body;
    json_writer json(body);
    json.begin_object().key("error").begin_object().member("message", message);
    json.member("type", type).key("param").null().member("code", code).end_object().end_object();
    return "HTTP/1.1 " + std::string(status) +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string(more_fields) + "\r\n" + body;
}

journal::system_calls benchmark_bench::without_sync() {
    journal::system_calls calls;
    calls.sync = [](int) { return 0; };
    return calls;
}

benchmark_bench::benchmark_bench(asio::any_io_executor executor, std::size_t entries,
                                 journal::system_calls calls)
    : executor_(executor), main_(executor), naps(executor), dispatchers(executor),
      trials(executor), run{.entries = {},
                            .journal = open_journal(std::move(calls)),
                            .observer = seen,
                            .naps = naps,
                            .dispatchers = dispatchers,
                            .trials = trials,
                            .retries = {.own = {std::chrono::milliseconds(2),
                                                std::chrono::milliseconds(4)}}} {
    std::signal(SIGPIPE, SIG_IGN); // as main() does
    using std::chrono::seconds;
    deadlines = {seconds(20), seconds(20), seconds(20), seconds(20)};
    for (std::size_t i = 0; i < entries; ++i) {
        const std::string n = std::to_string(i);
        records_.push_back(R"({"id":"e)" + n + R"(","response":"Answer )" + n +
                           R"(: acute appendicitis","final_diagnosis":"appendicitis"})");
        entry e;
        e.record = std::string_view(records_.back());
        e.id = std::string_view(records_.back()).substr(7, n.size() + 1);
        e.case_id = e.id;
        e.task = "cpc_bond";
        e.grade = 5;
        e.index = static_cast<std::uint32_t>(i);
        entries_.push_back(e);
    }
    run.entries = entries_;
}

runner::run_journal& benchmark_bench::open_journal(journal::system_calls calls) {
    auto opened = journal::open_journal(folder_.path() / "checkpoint", {}, now_utc(),
                                        {.calls = std::move(calls)});
    journal_.emplace(std::move(opened.value()));
    return appender_.emplace(executor_, *journal_->out, seen);
}

runner::account_lane& benchmark_bench::add_lane(const std::string& name, std::uint16_t port,
                                                const std::string& authority_pem,
                                                const std::string& key, std::size_t threads,
                                                std::string_view provider) {
    const net::tls_context* tls = nullptr;
    if (!authority_pem.empty()) {
        auto made = net::tls_context::for_client(folder_.write("ca.pem", authority_pem));
        tls = &trusted_.emplace_back(std::move(made.value()));
    }
    const secret* used = nullptr;
    if (!key.empty())
        used = &keys_.emplace_back(std::move(secret::make(key, "test").value()));
    runner::lane_settings settings;
    settings.name = name;
    settings.threads = threads;
    settings.peer = {tls != nullptr, "127.0.0.1", port};
    settings.deadlines = deadlines;
    settings.outage = outage;
    return lanes.emplace_back(executor_, std::move(settings), *provider::find_codec(provider), tls,
                              used, naps);
}

runner::tested_judge& benchmark_bench::add_judge(const std::string& name,
                                                 runner::account_lane& lane,
                                                 const std::string& model_id, bool stream) {
    judge_spec spec;
    spec.name = name;
    spec.provider = lane.codec.name();
    spec.model_id = model_id;
    spec.base_url = lane.settings().peer.text() + std::string(base_path(spec.provider));
    if (spec.provider == "azure")
        spec.api_version = "2024-12-01-preview";
    spec.account = lane.settings().name;
    spec.stream = stream;
    plan_cell cell;
    cell.judge = judges_.size();
    cell.task = "cpc_bond";
    const auto count = static_cast<std::uint32_t>(entries_.size());
    for (std::uint32_t i = 0; i < count; ++i)
        cell.entries.push_back(i);
    cell.open = open_trials(cell.entries, {count}, 1, 0);
    work.cells.push_back(std::move(cell));
    judges_.reserve(8); // what is handed out stays where it is
    judges_.push_back({.spec = std::move(spec), .lane = lane, .tasks = tasks_, .price = {}});
    return judges_.back();
}

void benchmark_bench::start() {
    main_.spawn(main());
}

asio::awaitable<void> benchmark_bench::main() {
    std::vector<runner::tested_judge*> by_number;
    for (runner::tested_judge& judge : judges_)
        by_number.push_back(&judge);
    co_await runner::run_benchmark(run, by_number, work);
    before_teardown();
    finished_ = true;
}

void benchmark_bench::before_teardown() {
    for (runner::account_lane& lane : lanes)
        lane.pool.clear();
}

std::vector<std::string> benchmark_bench::saved() const {
    std::vector<std::string> lines;
    const auto scanned = journal::scan_file(
        folder_.path() / "checkpoint/journal.jsonl",
        [&](const journal::record_view& r) { lines.push_back(short_form(r.body)); });
    if (!scanned || !scanned->damaged.empty() || scanned->has_torn_tail())
        lines.push_back("damaged");
    return lines;
}

std::string benchmark_bench::journal_text() const {
    std::ifstream file(folder_.path() / "checkpoint/journal.jsonl", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace preceptron::tests
