// A judge's answer.
#include "fuzz/targets.hpp"
#include "judging/verdict.hpp"

#include <array>
#include <cmath>
#include <optional>

namespace preceptron::fuzz {

void read_verdict(std::string_view input) {
    const std::array<judging::scale, 3> scales{
        judging::scale{{0, 2, 2.5, 5}, 0, {}, {}},
        judging::scale{{}, 0, 19, 0.5},
        judging::scale{{}, 0, {}, {}},
    };
    for (const auto& scale : scales)
        for (const std::optional<double> most : {std::optional<double>(), std::optional(7.5)}) {
            const auto read = judging::parse_verdict(input, scale, most);
            if (const auto* none = std::get_if<judging::no_verdict>(&read)) {
                expect(!none->message.empty(), "a refusal has a reason");
                continue;
            }
            const auto& accepted = std::get<verdict>(read);
            expect(std::isfinite(accepted.score), "a score is a number");
            expect(scale.contains(accepted.score, most), "a score is on the scale");
        }
}

} // namespace preceptron::fuzz
