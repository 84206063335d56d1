#include "session/lane_set.hpp"

#include "config/base_url.hpp"
#include "core/grouped.hpp"
#include "provider/registry.hpp"
#include "session/machine/descriptor_limit.hpp"
#include "session/version.hpp"

#include <algorithm>

namespace preceptron::session {

namespace {

result<net::tls_context> make_tls(const run_inputs& inputs) {
    std::optional<std::filesystem::path> authorities;
    if (inputs.config.ca_file)
        authorities = inputs.config.ca_file->value;
    return net::tls_context::for_client(authorities);
}

} // namespace

result<void> try_tls(const run_inputs& inputs) {
    for (const prepared_judge& judge : inputs.judges)
        if (const auto reached = net::parse_origin(judge.spec.base_url);
            judge.selected && reached && reached->tls) {
            const auto made = make_tls(inputs);
            return made ? result<void>() : made.error();
        }
    return {};
}

result<void> lane_set::open(const std::optional<net::origin>& peer) {
    std::vector<const config::account*> accounts;
    std::vector<std::size_t> wanted;
    for (const config::account& account : inputs_.config.accounts)
        if (std::ranges::any_of(inputs_.judges, [&](const prepared_judge& judge) {
                return judge.selected && judge.spec.account == account.name;
            })) {
            accounts.push_back(&account);
            wanted.push_back(static_cast<std::size_t>(account.threads));
        }
    most_connections_ = descriptors_for_connections();
    const auto threads = fit_to_descriptors(wanted, most_connections_);
    if (threads != wanted)
        notice_ = "fewer calls at a time than `threads` says, " + grouped(most_connections_) +
                  " over all accounts: the system lets this process open no more files and "
                  "sockets (ulimit -n)";
    for (std::size_t i = 0; i < threads.size(); ++i)
        if (auto added = add(*accounts[i], threads[i], peer); added.has_error())
            return added;
    return {};
}

bool lane_set::fill_the_descriptors() const noexcept {
    std::size_t threads = 0;
    for (const auto& [name, lane] : lanes_)
        threads += lane->settings().threads;
    // What fit_to_descriptors() rounds off is less than one an account.
    return threads + lanes_.size() > most_connections_;
}

void lane_set::close() {
    for (const auto& [name, lane] : lanes_)
        lane->pool.clear();
}

result<void> lane_set::add(const config::account& account, std::size_t threads,
                           const std::optional<net::origin>& peer) {
    auto reached = peer ? result<net::origin>(*peer) : net::parse_origin(account.base_url);
    if (reached.has_error())
        return reached.error();
    if (reached->tls)
        if (auto ready = prepare_tls(); ready.has_error())
            return ready;
    const config::timeouts& timeouts = inputs_.config.timeouts;
    runner::lane_settings settings{
        .name = account.name,
        .key_named = std::string(inputs_.keys.source(account.key_name)),
        .threads = threads,
        .adaptive = account.adaptive,
        .limits = account.limits,
        .peer = std::move(*reached),
        .deadlines = {timeouts.connect, timeouts.first_byte, timeouts.idle, timeouts.total},
        .via = peer ? nullptr : proxy_for(account),
        .outage = {.patience_at_first = std::min(pacing::outage_settings{}.patience_at_first,
                                                 inputs_.config.retries.max_wait),
                   .patience = inputs_.config.retries.max_wait},
        .user_agent = "preceptron/" + std::string(program_version)};
    lanes_.emplace(account.name,
                   std::make_unique<runner::account_lane>(
                       executor_, std::move(settings), *provider::find_codec(account.provider),
                       tls_ ? &*tls_ : nullptr, inputs_.keys.find(account.key_name), naps_));
    return {};
}

result<void> lane_set::prepare_tls() {
    if (tls_)
        return {};
    auto made = make_tls(inputs_);
    if (made.has_error())
        return made.error();
    tls_.emplace(std::move(*made));
    return {};
}

const net::proxy* lane_set::proxy_for(const config::account& account) {
    const auto& configured = inputs_.config.proxy;
    const auto url = config::parse_base_url(account.base_url);
    if (!configured || !url || !configured->leads_to(*url))
        return nullptr;
    const auto& authorization = configured->url.authorization;
    if (!proxy_)
        proxy_ = net::proxy{configured->url.host, configured->url.port, configured->url.text,
                            configured->named, authorization ? &*authorization : nullptr};
    return &*proxy_;
}

runner::account_lane* lane_set::find(const std::string& account) const {
    const auto lane = lanes_.find(account);
    return lane == lanes_.end() ? nullptr : lane->second.get();
}

std::vector<runner::tested_judge> judges_on(const lane_set& lanes, const run_inputs& inputs,
                                            journal::key_layout layout) {
    const std::string file = inputs.config.file.filename().string();
    std::vector<runner::tested_judge> judges;
    for (const prepared_judge& judge : inputs.judges) {
        if (!judge.selected)
            continue;
        judges.push_back({.spec = judge.spec,
                          .lane = lanes.of(judge.spec.account),
                          .tasks = *judge.tasks,
                          .prompt = judge.prompt,
                          .price = judge.price,
                          .keys = journal::judge_keys(judge.spec, layout),
                          .named = file + " line " + std::to_string(judge.spec.line)});
        judges.back().set_limits(judge.limits);
    }
    return judges;
}

} // namespace preceptron::session
