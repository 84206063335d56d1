#include "dataset/reader.hpp"

#include "core/hash.hpp"
#include "dataset/gzip.hpp"
#include "dataset/input_file.hpp"
#include "dataset/record_check.hpp"
#include "dataset/record_entry.hpp"
#include "dataset/splitter.hpp"
#include "dataset/text_position.hpp"

#include <algorithm>
#include <future>
#include <limits>

namespace preceptron::dataset {

namespace {

// The digest of a large file takes about as long as reading its records, so the two go side by
// side.
std::future<std::string> start_digest(std::string_view bytes) {
    constexpr std::size_t worth_a_thread = 4 << 20;
    const auto policy = bytes.size() < worth_a_thread ? std::launch::deferred : std::launch::async;
    return std::async(policy, [bytes] { return to_hex(sha256_of(bytes)); });
}

// Appends the record's entry and what there is to report; a failure's text or nothing.
std::optional<json_flaw> add_record(dataset& data, std::string_view record) {
    if (auto flaw = find_json_flaw(record))
        return flaw;
    record_entry made = read_record(record, *data.unescaped);
    if (made.id == id_state::missing)
        return json_flaw{0, "it has no id"};
    if (made.id == id_state::not_scalar)
        return json_flaw{0, "its id is neither a string nor a number"};
    if (data.entries.size() >= std::numeric_limits<std::uint32_t>::max())
        return json_flaw{0, "there are more records than 32 bits can count"};

    dataset_report& report = data.report;
    ++report.records;
    made.row.index = static_cast<std::uint32_t>(data.entries.size());
    data.entries.push_back(made.row);
    if (!data.ids.add_last(data.entries)) {
        data.entries.pop_back();
        report.duplicates.add(made.row.id);
        return {};
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
    return {};
}

// Growing the list would hold it twice for a moment: once the records' size is known, room is made
// for all of them. Room that is not used costs no memory.
void make_room(dataset& data, std::size_t bytes_read) {
    constexpr std::size_t sample = 1000;
    if (data.report.records == sample)
        data.entries.reserve(sample + data.bytes.size() / (bytes_read / sample) * 5 / 4);
}

std::optional<failure> read_records(dataset& data) {
    const std::string_view text = data.bytes.view();
    splitter records(text);
    for (;;) {
        const auto record = records.next();
        if (!record)
            return record.error();
        if (!*record)
            return {};
        const auto offset = static_cast<std::size_t>((*record)->data() - text.data());
        const std::size_t number = data.report.records;
        if (const auto flaw = add_record(data, **record))
            return fail(errc::bad_dataset, "record " + std::to_string(number) + " (" +
                                               position_text(text, offset + flaw->offset) +
                                               "): " + std::string(flaw->what));
        make_room(data, offset + (*record)->size());
    }
}

} // namespace

void id_list::add(std::string_view id) {
    if (++count <= most_named)
        first.emplace_back(id);
}

result<dataset> read_dataset(const std::filesystem::path& path) {
    dataset data;
    std::error_code ec;
    data.path = std::filesystem::absolute(path, ec).lexically_normal();
    auto stored = read_file(data.path);
    if (!stored)
        return stored.error();
    data.file_size = stored->size();
    data.unescaped = std::make_unique<std::pmr::monotonic_buffer_resource>();
    auto digest = start_digest(stored->view());
    const auto wrong = [&data](const failure& f) {
        return fail(f.code, data.path.string() + ": " + f.message);
    };
    if (is_gzip(stored->view())) {
        auto plain = gunzip(stored->view());
        if (!plain)
            return wrong(plain.error());
        data.bytes = std::move(*plain);
    } else {
        data.bytes = std::move(*stored);
    }
    if (const auto problem = read_records(data))
        return wrong(*problem);
    data.sha256 = digest.get();
    return data;
}

} // namespace preceptron::dataset
