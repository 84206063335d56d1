#include "session/stand_records.hpp"

#include "core/timestamp.hpp"

namespace preceptron::session {

result<void> record_stands(journal::writer& out, const run_inputs& inputs,
                           const planned_run& planned) {
    if (planned.older.empty())
        return {};
    const timestamp now = now_utc();
    for (const older_answer& older : planned.older) {
        const entry& judged = inputs.data.entries[older.entry];
        const auto appended = out.append(journal::stand_record{
            older.key, inputs.judges[older.judge].spec.name, std::string(judged.task),
            std::string(judged.id), static_cast<int>(older.repeat), now});
        if (appended.has_error())
            return appended;
    }
    return out.sync();
}

} // namespace preceptron::session
