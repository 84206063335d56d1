#include "session/planning/settings_epoch.hpp"

#include <utility>

namespace preceptron::session {

namespace {

std::pair<std::uint64_t, std::uint64_t> place(const journal::location& where) noexcept {
    return {where.segment, where.offset};
}

} // namespace

void begin_epoch(std::vector<settings_epoch>& epochs, std::string_view digest,
                 const journal::location& end) {
    if (epochs.empty() || epochs.back().digest != digest)
        epochs.push_back({std::string(digest), end});
}

std::string_view digest_at(std::span<const settings_epoch> epochs, const journal::location& where) {
    std::string_view digest;
    for (const settings_epoch& epoch : epochs)
        if (place(epoch.after) < place(where))
            digest = epoch.digest;
    return digest;
}

} // namespace preceptron::session
