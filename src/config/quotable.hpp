// What a message may quote of a file in which a key or a password may have gone astray.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::config {

// Whether a key may stand in the text: what begins as the providers' keys do, a UUID, or twenty
// letters and digits in a row with both among them, as no name of a model has.
bool may_hold_key(std::string_view text) noexcept;

// Whether the text itself begins as the providers' keys do, and is as long.
bool begins_as_key(std::string_view text) noexcept;

// printable(), cut behind the first characters of what may be a key ("sk-…") and before the user in
// a URL ("http://…").
std::string quotable(std::string_view text, std::size_t max_bytes = 60);

// The same for what should be a URL or a host: cut before any user, and where neither a port nor a
// path stands behind a ':', which may be a password whose '@' and host were forgotten.
std::string quotable_url(std::string_view text);

} // namespace preceptron::config
