#include "dataset/record_file.hpp"

#include "core/crc32c.hpp"
#include "core/thrown_failure.hpp"

#include <algorithm>

namespace preceptron::dataset {

namespace {

// The record's bytes, as far as the buffer has them.
std::string_view held_by(const record_buffer& buffer, const record_place& place) {
    if (place.offset < buffer.offset || place.offset - buffer.offset > buffer.bytes.size())
        return {};
    return std::string_view(buffer.bytes).substr(place.offset - buffer.offset, place.size);
}

} // namespace

void record_file::fill(const record_place& place, record_buffer& buffer) const {
    // As much ahead as was read in order before, so that a reader who soon jumps wastes little.
    constexpr std::size_t most = std::size_t{64} << 10;
    buffer.source = this;
    buffer.offset = place.offset;
    buffer.bytes.resize(std::max<std::size_t>(place.size, std::min(buffer.in_a_row, most)));
    const auto n = file_.read_at(place.offset, buffer.bytes);
    buffer.bytes.resize(n ? *n : 0);
    if (!n)
        throw thrown_failure(n.error());
}

std::string_view record_file::read(const record_place& place, record_buffer& buffer) const {
    constexpr std::uint64_t close = 16 << 10; // entries of another task may stand between
    const bool in_order =
        buffer.source == this && place.offset >= buffer.next && place.offset - buffer.next < close;
    if (!in_order)
        buffer.in_a_row = 0;
    if (buffer.source != this || held_by(buffer, place).size() != place.size)
        fill(place, buffer);
    buffer.in_a_row += place.size;
    buffer.next = place.offset + place.size;
    const std::string_view record = held_by(buffer, place);
    if (record.size() != place.size || crc32c(record) != place.checksum) {
        buffer.source = nullptr; // read anew where the file has been mended
        throw thrown_failure(
            fail(errc::bad_dataset,
                 file_.path().string() + " has been changed while it was in use, at byte " +
                     std::to_string(place.offset) +
                     ": restore it, or go on with it as it is now, by the same command"));
    }
    return record;
}

} // namespace preceptron::dataset
