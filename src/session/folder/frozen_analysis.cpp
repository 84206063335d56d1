#include "session/folder/frozen_analysis.hpp"

#include "benchmark/object_members.hpp"
#include "journal/lock.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/manifest_file.hpp"

namespace preceptron::session {

namespace fs = std::filesystem;

result<std::optional<std::string>> freeze_analysis(const fs::path& output_dir,
                                                   std::string_view settings) {
    const fs::path path = manifest_path(output_dir);
    auto text = read_manifest_text(path);
    if (!text)
        return text.error();
    if (const auto frozen = member_text(*text, "analysis"); !frozen.empty())
        return std::optional(std::string(frozen));
    const auto lock = journal::folder_lock::acquire(path.parent_path(), access_of(output_dir),
                                                    journal::folder_lock::tenure::moment);
    if (!lock)
        return lock.error();
    text = read_manifest_text(path); // a run may have been at work until now
    if (!text)
        return text.error();
    if (const auto frozen = member_text(*text, "analysis"); !frozen.empty())
        return std::optional(std::string(frozen));
    const std::size_t end = text->rfind('}');
    if (end == text->npos)
        return damaged_manifest(path, "it is no JSON object");
    text->resize(text->find_last_not_of(" \n", end - 1) + 1);
    *text += ",\n  \"analysis\": " + std::string(settings) + "\n}\n";
    if (auto written = write_manifest_text(path.parent_path(), *text, access_of(output_dir));
        !written)
        return written.error();
    return std::optional<std::string>();
}

} // namespace preceptron::session
