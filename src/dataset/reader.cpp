#include "dataset/reader.hpp"

#include "benchmark/field_names.hpp"
#include "benchmark/object_members.hpp"
#include "core/crc32c.hpp"
#include "core/hash.hpp"
#include "core/printable.hpp"
#include "dataset/gzip.hpp"
#include "dataset/input_file.hpp"
#include "dataset/record_check.hpp"
#include "dataset/record_entry.hpp"
#include "dataset/record_stream.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace preceptron::dataset {

namespace {

class record_reader {
  public:
    record_reader(dataset& data, std::uint64_t text_size, const reading& how)
        : data_(data), text_size_(text_size), empty_ids_(how.empty_ids) {}

    result<void> read_all(record_stream& records) {
        for (;;) {
            const auto record = records.next();
            if (!record)
                return record.error();
            if (!*record)
                return {};
            if (const auto flaw = add(**record, records.offset()))
                return records.problem(flaw->offset, flaw->what);
            make_room(records.done());
        }
    }

  private:
    // An object around the array of entries, or a record that calls its fields otherwise.
    static std::string what_it_has(std::string_view record) {
        object_members members(record);
        for (json_member m; members.next(m);)
            if (m.value.starts_with('[') && m.value.find('{') != m.value.npos)
                return ": entries are expected at the top of the file, not in " +
                       printable(m.name, 60);
        const std::string names = field_names(record);
        return names.empty() ? "" : ": its fields are " + names;
    }

    // Appends the record's entry and what there is to report, or says what is wrong with it.
    std::optional<json_flaw> add(std::string_view record, std::uint64_t offset) {
        if (auto flaw = find_json_flaw(record))
            return flaw;
        if (record.size() > std::numeric_limits<std::uint32_t>::max())
            return json_flaw{0, "it is longer than 4 GB"};
        const text_keeper texts(*data_.texts, data_.file == nullptr);
        record_entry made = read_record(record, texts);
        if (made.id == id_state::missing)
            return json_flaw{0, no_id_ = "it has no id" + what_it_has(record)};
        if (made.id == id_state::not_scalar)
            return json_flaw{0, "its id is neither a string nor a number"};
        if (!empty_ids_ && made.row.id.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos)
            return json_flaw{0, "its id is empty"};
        if (data_.entries.size() >= std::numeric_limits<std::uint32_t>::max())
            return json_flaw{0, "there are more records than 32 bits can count"};
        if (data_.file)
            made.row.record = {
                *data_.file,
                {offset, static_cast<std::uint32_t>(record.size()), crc32c(record)}};
        append(made);
        return {};
    }

    void append(record_entry& made) {
        dataset_report& report = data_.report;
        ++report.records;
        made.row.index = static_cast<std::uint32_t>(data_.entries.size());
        data_.entries.push_back(made.row);
        if (!data_.ids.add_last(data_.entries)) {
            data_.entries.pop_back();
            report.duplicates.add(made.row.id);
            return;
        }
        if (made.bad_grade) {
            report.bad_grades.add(made.row.id);
        } else if (!made.row.grade) {
            ++report.ungraded;
            auto task = report.ungraded_by_task.find(made.row.task);
            if (task == report.ungraded_by_task.end())
                task = report.ungraded_by_task.emplace(made.row.task, 0).first;
            ++task->second;
        }
        if (made.bad_max_score)
            report.bad_max_scores.add(made.row.id);
    }

    // Growing the list would hold it twice for a moment: once the records' size is known, room is
    // made for all of them. Room that is not used costs no memory, but may be refused: where the
    // first records are much shorter than the others, it is no more than a quarter of the text.
    void make_room(std::uint64_t bytes_read) {
        constexpr std::size_t sample = 1000;
        if (data_.report.records == sample)
            data_.entries.reserve(std::min(sample + text_size_ / (bytes_read / sample) * 5 / 4,
                                           text_size_ / 4 / sizeof(entry)));
    }

    dataset& data_;
    const std::uint64_t text_size_; // as far as it is known beforehand
    const bool empty_ids_;
    std::string no_id_; // what is wrong with the last record
};

// Reads it piece by piece, and lets go of them.
result<void> read_from_file(dataset& data, input_file file, const reading& how) {
    const std::uint64_t size = file.size();
    data.file = std::make_unique<record_file>(std::move(file));
    sha256 digest;
    record_stream records(text_window(data.file->file(), how.digest ? &digest : nullptr));
    if (auto read = record_reader(data, size, how).read_all(records); !read)
        return read;
    data.file_size = records.done();
    data.file->file().expect_many_reads();
    if (how.digest)
        data.sha256 = to_hex(digest.finish());
    return {};
}

result<void> read_into_memory(dataset& data, input_file& file, const reading& how) {
    auto stored = read_rest(file);
    if (!stored)
        return stored.error();
    data.file_size = stored->size();
    if (how.digest)
        data.sha256 = to_hex(sha256_of(stored->view()));
    if (is_gzip(stored->view())) {
        auto plain = gunzip(stored->view());
        if (!plain)
            return plain.error();
        data.bytes = std::move(*plain);
    } else {
        data.bytes = std::move(*stored);
    }
    record_stream records(text_window(data.bytes.view()));
    return record_reader(data, data.bytes.size(), how).read_all(records);
}

bool is_compressed(const input_file& file) {
    char magic[2];
    const auto n = file.read_at(0, magic);
    return n && is_gzip({magic, *n});
}

} // namespace

void id_list::add(std::string_view id) {
    if (++count <= most_named)
        first.emplace_back(id);
}

result<dataset> read_dataset(const std::filesystem::path& path, const reading& how) {
    dataset data;
    std::error_code ec;
    data.path = std::filesystem::absolute(path, ec).lexically_normal();
    data.texts = std::make_unique<std::pmr::monotonic_buffer_resource>();
    auto file = input_file::open(data.path);
    if (!file)
        return file.error();
    const bool large = file->is_regular() && file->size() > how.held_up_to;
    const auto read = large && !is_compressed(*file) ? read_from_file(data, std::move(*file), how)
                                                     : read_into_memory(data, *file, how);
    if (read)
        return data;
    if (read.error().code != errc::bad_dataset)
        return read.error();
    return fail(errc::bad_dataset, data.path.string() + ": " + read.error().message);
}

} // namespace preceptron::dataset
