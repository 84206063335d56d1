#include "cli/console/doubtful_text.hpp"

#include "core/grouped.hpp"

namespace preceptron::cli {

std::string doubtful_text(const journal::doubtful_calls& d) {
    std::string text = "at most " + grouped(d.calls) + " possibly billed twice";
    if (d.calls > 0 && d.usd > 0)
        text += " (" + dollars(d.usd) + (d.unpriced > 0 ? " as far as prices are known)" : ")");
    return text;
}

} // namespace preceptron::cli
