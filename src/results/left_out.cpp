#include "results/left_out.hpp"

#include "core/grouped.hpp"

namespace preceptron::results {

std::string left_out_text(const left_out& counts) {
    std::string why;
    const auto add = [&why](std::uint64_t n, const char* one, const char* many) {
        if (n > 0)
            why += (why.empty() ? ": " : ", ") + grouped(n) + (n == 1 ? one : many);
    };
    add(counts.of_entries,
        " of an entry that is not in the dataset any more, or is of another benchmark now",
        " of entries that are not in the dataset any more, or are of another benchmark now");
    add(counts.of_repeats, " of a repeat that is not asked for any more",
        " of repeats that are not asked for any more");
    add(counts.of_judges, " of a judge that is not configured any more",
        " of judges that are not configured any more");
    return why.empty()
               ? why
               : counted(counts.all(), "stored result", "stored results") + " left out" + why;
}

} // namespace preceptron::results
