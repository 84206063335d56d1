#include "dataset/text_window.hpp"

#include <algorithm>
#include <cstring>

namespace preceptron::dataset {

namespace {

// Small enough to stay in a core's own cache from the reading to the digest and the parsing.
constexpr std::size_t piece = std::size_t{256} << 10;

std::uint64_t newlines_in(std::string_view text) {
    return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

std::uint64_t newlines_before(const input_file& file, std::uint64_t offset) {
    std::string buffer(piece, '\0');
    std::uint64_t count = 0;
    for (std::uint64_t at = 0; at < offset;) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(piece, offset - at));
        const auto n = file.read_at(at, std::span(buffer).first(wanted));
        if (!n || *n == 0)
            break;
        count += newlines_in(std::string_view(buffer).substr(0, *n));
        at += *n;
    }
    return count;
}

} // namespace

result<void> text_window::more() {
    const std::size_t kept = rest_.size();
    if (kept > 0)
        std::memmove(buffer_.data(), rest_.data(), kept);
    // Twice what is kept: a record of many pieces is not looked at again after every one.
    if (buffer_.size() < piece + kept)
        buffer_.resize(piece + 2 * kept);
    const auto n = file_->read(std::span(buffer_).subspan(kept));
    if (!n)
        return n.error();
    if (digest_)
        digest_->add_raw({buffer_.data() + kept, *n});
    rest_ = {buffer_.data(), kept + *n};
    last_ = rest_.size() < buffer_.size();
    return {};
}

std::string text_window::position_text(std::uint64_t offset) const {
    const std::uint64_t newlines =
        file_ ? newlines_before(*file_, offset)
              : newlines_in({rest_.data() - offset_, static_cast<std::size_t>(offset)});
    return "line " + std::to_string(newlines + 1) + ", byte " + std::to_string(offset);
}

} // namespace preceptron::dataset
