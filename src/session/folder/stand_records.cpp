#include "session/folder/stand_records.hpp"

#include "core/timestamp.hpp"
#include "journal/record_loader.hpp"

namespace preceptron::session {

result<void> record_stands(journal::writer& out, const std::filesystem::path& checkpoint,
                           const run_inputs& inputs, const planned_run& planned) {
    if (planned.stands.empty())
        return {};
    journal::record_loader stored(checkpoint);
    const timestamp now = now_utc();
    for (const changed_stand& stand : planned.stands) {
        const entry& judged = inputs.data.entries[stand.entry];
        journal::stand_record record{stand.key,
                                     inputs.judges[stand.judge].spec.name,
                                     std::string(judged.task),
                                     std::string(judged.id),
                                     static_cast<int>(stand.repeat),
                                     now};
        if (stand.kept) {
            const auto kept = stored.load_result(*stand.kept);
            if (!kept)
                return kept.error();
            record.key = kept->trial.key;
        }
        if (auto appended = out.append(record); appended.has_error())
            return appended;
    }
    return out.sync();
}

} // namespace preceptron::session
