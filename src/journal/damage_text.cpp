#include "journal/damage_text.hpp"

#include "core/grouped.hpp"

namespace preceptron::journal {

std::string damage_text(const segment_contents& segment) {
    const auto& list = segment.scan.damaged;
    std::uint64_t bytes = 0;
    for (const damage& d : list)
        bytes += d.length;
    return segment.file.path.string() + ": " +
           counted(list.size(), "damaged place", "damaged places") + ", " +
           counted(bytes, "byte", "bytes") + ", the first at byte " +
           std::to_string(list.front().offset);
}

std::string losses_text(const journal_contents& contents) {
    std::string text;
    for (const segment_contents& segment : contents.segments)
        if (!segment.scan.damaged.empty())
            text += (text.empty() ? "" : "; ") + damage_text(segment);
    if (const auto missing = contents.missing(); missing > 0)
        text += (text.empty() ? "" : "; ") + counted(missing, "result is", "results are") +
                " missing from the journal";
    return text;
}

} // namespace preceptron::journal
