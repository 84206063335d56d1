#include "config/accounts.hpp"

#include "config/base_url.hpp"
#include "config/provider_names.hpp"

#include <algorithm>

namespace preceptron::config {

namespace {

// Where a provider is reached when the judge does not say; nothing when that is unknown.
std::optional<base_url> default_url(const provider_defaults& provider,
                                    const azure_settings* azure) {
    const std::string_view text =
        provider.name == "azure" && azure ? azure->endpoint : provider.base_url;
    auto url = parse_base_url(text);
    return url ? std::optional(std::move(*url)) : std::nullopt;
}

void report_missing_url(const configured_judge& judge, const azure_settings* azure,
                        problem_list& problems) {
    if (judge.spec.provider != "azure")
        problems.add(judge.item, judge.spec.provider +
                                     " has no address of its own: the judge needs "
                                     "a base_url");
    else if (azure && azure->endpoint.empty())
        problems.add(judge.item, "azure has no address of its own: give endpoint under [azure] in "
                                 "config.ini, AZURE_OPENAI_ENDPOINT, or base_url here");
    else if (azure)
        problems.add(judge.item, "azure's endpoint from " + azure->endpoint_source + ": " +
                                     parse_base_url(azure->endpoint).error().message);
}

std::optional<base_url> resolve_url(const configured_judge& judge,
                                    const std::optional<base_url>& of_provider,
                                    const azure_settings* azure, problem_list& problems) {
    if (judge.spec.base_url.empty()) {
        if (!of_provider)
            report_missing_url(judge, azure, problems);
        return of_provider;
    }
    auto url = parse_base_url(judge.spec.base_url);
    if (!url) {
        problems.add(judge.base_url, "base_url: " + url.error().message);
        return {};
    }
    return *url;
}

void check_transport(const configured_judge& judge, const base_url& url,
                     const azure_settings* azure, const configuration& config,
                     problem_list& problems) {
    const bool of_azure = judge.spec.base_url.empty() && azure;
    const std::string what =
        of_azure ? "azure's endpoint from " + azure->endpoint_source + ": " : "base_url: ";
    const position where = judge.spec.base_url.empty() ? judge.item : judge.base_url;
    if (!url.tls && !is_loopback(url.host) && !judge.spec.allow_plain_http)
        problems.add(where, what + url.text() +
                                " would carry key and cases unencrypted: use https, or say "
                                "allow_plain_http: true");
    if (config.allowed_hosts &&
        std::ranges::find(*config.allowed_hosts, url.host) == config.allowed_hosts->end())
        problems.add(where, "the host '" + url.host + "' is not in allowed_hosts");
}

// The shortest name that no other account has.
std::string account_name(const account& a, const base_url& url, bool own_url,
                         const std::vector<account>& others) {
    const std::string key = "+" + a.key_name;
    const std::string at = own_url ? a.provider + "@" + url.authority() : a.provider;
    const std::string spelled_out = a.provider + "@" + url.text();
    // Without a URL of its own only the key tells the account from the provider's.
    for (const std::string& name : {own_url ? at : at + key, at + key, spelled_out})
        if (std::ranges::find(others, name, &account::name) == others.end())
            return name;
    return spelled_out + key;
}

int threads_of(const configuration& config, std::string_view provider) {
    const auto given = config.threads_by_provider.find(std::string(provider));
    if (given != config.threads_by_provider.end())
        return given->second;
    return config.threads_for_all.value_or(account{}.threads);
}

rate_limits limits_of(const configuration& config, std::string_view provider) {
    const auto given = config.limits_by_provider.find(std::string(provider));
    return given == config.limits_by_provider.end() ? rate_limits{} : given->second;
}

// What the judges of one account have said of it so far.
struct claims {
    std::optional<int> threads;
    rate_limits limits;
};

void merge(configured_judge& judge, account& a, claims& said, problem_list& problems) {
    if (judge.threads.value) {
        if (said.threads && *said.threads != *judge.threads.value)
            problems.add(judge.threads.where, "threads: " + std::to_string(*judge.threads.value) +
                                                  " here and " + std::to_string(*said.threads) +
                                                  " at another judge of the same base_url and key");
        said.threads = a.threads = *judge.threads.value;
    }
    if (judge.limits.any()) {
        if (said.limits.any() && said.limits != judge.limits)
            problems.add(judge.limits_at,
                         "limits: not the same as at another judge of the same base_url and key");
        said.limits = a.limits = judge.limits;
        judge.limits = {};
    }
}

class resolver {
  public:
    resolver(configuration& config, const azure_settings* azure, problem_list& problems)
        : config_(config), azure_(azure), problems_(problems) {}

    void resolve(configured_judge& judge) {
        const provider_defaults* const provider = find_provider(judge.spec.provider);
        if (!provider)
            return;
        const bool key_given = !judge.spec.key_name.empty();
        const bool url_given = !judge.spec.base_url.empty();
        if (!key_given)
            judge.spec.key_name = provider->key_name;
        if (judge.spec.api_version.empty() && provider->name == "azure" && azure_)
            judge.spec.api_version = azure_->api_version;
        const auto of_provider = default_url(*provider, azure_);
        const auto url = resolve_url(judge, of_provider, azure_, problems_);
        if (!url)
            return;
        check_transport(judge, *url, provider->name == "azure" ? azure_ : nullptr, config_,
                        problems_);
        judge.spec.base_url = url->text();
        const bool own_url = url != of_provider;
        const bool own_key = judge.spec.key_name != provider->key_name;
        if (own_url && url_given && !key_given && provider->key_name != no_key)
            warn_of_key(judge, *url);
        join(judge, *url, own_url, own_url || own_key);
    }

  private:
    void warn_of_key(const configured_judge& judge, const base_url& url) {
        if (judge.spec.provider != "azure")
            problems_.warn(judge.base_url,
                           "the key '" + judge.spec.key_name + "' goes to " + url.authority() +
                               ": say key: " + judge.spec.key_name + " if it should, or key: none");
    }

    void join(configured_judge& judge, const base_url& url, bool own_url, bool own) {
        const auto same = [&](const account& a) {
            return a.provider == judge.spec.provider && a.base_url == judge.spec.base_url &&
                   a.key_name == judge.spec.key_name;
        };
        auto& accounts = config_.accounts;
        auto found = std::ranges::find_if(accounts, same);
        if (found == accounts.end()) {
            account fresh{.provider = judge.spec.provider,
                          .base_url = judge.spec.base_url,
                          .key_name = judge.spec.key_name,
                          .threads = threads_of(config_, judge.spec.provider),
                          .limits = limits_of(config_, judge.spec.provider),
                          .loopback = is_loopback(url.host)};
            fresh.adaptive = config_.adaptive.value_or(!fresh.loopback);
            fresh.name = own ? account_name(fresh, url, own_url, accounts) : fresh.provider;
            accounts.push_back(std::move(fresh));
            claims_.emplace_back();
            found = accounts.end() - 1;
        }
        judge.spec.account = found->name;
        if (own)
            merge(judge, *found, claims_[static_cast<std::size_t>(found - accounts.begin())],
                  problems_);
        else if (judge.threads.value)
            problems_.add(judge.threads.where,
                          "threads: this judge shares the account of all " + judge.spec.provider +
                              " judges: set threads: {" + judge.spec.provider + ": " +
                              std::to_string(*judge.threads.value) +
                              "} at the top, or give the judge a base_url or key of its own");
    }

    configuration& config_;
    const azure_settings* azure_;
    problem_list& problems_;
    std::vector<claims> claims_; // beside config_.accounts
};

} // namespace

void resolve_accounts(configuration& config, const azure_settings* azure, problem_list& problems) {
    resolver resolve_all(config, azure, problems);
    for (configured_judge& judge : config.judges)
        resolve_all.resolve(judge);
}

} // namespace preceptron::config
