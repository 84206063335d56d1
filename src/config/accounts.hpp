// Resolves what a judge leaves to its provider: base URL, key, and the account it draws on.
//
// Judges of a provider share one account, named after the provider. A judge whose base_url or key
// is not the provider's has an account of its own, which it shares with judges of the same
// provider, base URL and key: "openai@localhost:8000", "openai+lab". `threads` and `limits` of such
// judges are the account's, in place of what the provider has; judges that share it must not
// contradict each other.
#pragma once

#include "config/config.hpp"
#include "config/keys.hpp"

namespace preceptron::config {

// Fills base_url, api_version, key_name and account of every judge, and config.accounts. `azure` as
// in read_config. Judges with problems of their own are left out.
void resolve_accounts(configuration& config, const azure_settings* azure, problem_list& problems);

} // namespace preceptron::config
