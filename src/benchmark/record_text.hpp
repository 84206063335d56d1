// A record's original text: held in memory, or read again from its file each time it is wanted, so
// that memory need not follow the dataset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron {

// Where a record stands in its file, and the CRC-32C of its bytes when the dataset was read.
struct record_place {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t checksum = 0;
};

class record_source;

// What a reader of records keeps of their file from one to the next. Who reads them in the order in
// which they stand, each time with the same buffer, shares a read of the file among several.
struct record_buffer {
    const record_source* source = nullptr;
    std::uint64_t offset = 0; // of `bytes` in the file
    std::string bytes;
    std::uint64_t next = 0;   // where the record that was asked for last ends
    std::size_t in_a_row = 0; // bytes of the records that were asked for in order until now

    // For one who keeps it for long: gives back what an unusually long record has taken.
    void forget_long_record() {
        constexpr std::size_t usual = std::size_t{128} << 10;
        if (bytes.capacity() > usual)
            (void)std::exchange(*this, {}); // an assignment would keep the string's memory
    }
};

// What records are read from again. Safe to be used by several threads.
class record_source {
  public:
    virtual ~record_source() = default;

    // The record's bytes, in `buffer`. Throws thrown_failure when they are no longer what they were
    // or cannot be read.
    virtual std::string_view read(const record_place& place, record_buffer& buffer) const = 0;
};

class record_text {
  public:
    record_text() = default;

    // `text` must stay where it is, and be shorter than 4 GB.
    record_text(std::string_view text) noexcept
        : held_(text.data()), size_(static_cast<std::uint32_t>(text.size())) {}

    record_text(const record_source& source, const record_place& place) noexcept
        : source_(&source), offset_(place.offset), size_(place.size), checksum_(place.checksum) {}

    // The JSON object's bytes, braces included. They stand in `buffer` unless they are held in
    // memory, and are valid until its next use. Throws like record_source::read.
    std::string_view read(record_buffer& buffer) const {
        if (!source_)
            return {held_, size_};
        return source_->read({offset_, size_, checksum_}, buffer);
    }

  private:
    const record_source* source_ = nullptr; // null: held in memory
    union {
        const char* held_ = nullptr;
        std::uint64_t offset_;
    };
    std::uint32_t size_ = 0;
    std::uint32_t checksum_ = 0;
};

} // namespace preceptron
