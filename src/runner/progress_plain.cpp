#include "runner/progress_plain.hpp"

#include "core/grouped.hpp"

#include <cstdio>

namespace preceptron::runner {

std::string progress_line(const progress_snapshot& p) {
    char number[64];
    std::string text = grouped(p.settled()) + "/" + grouped(p.planned) + " done";
    if (p.planned > 0) {
        std::snprintf(number, sizeof number, " (%.1f %%)",
                      100.0 * static_cast<double>(p.settled()) / static_cast<double>(p.planned));
        text += number;
    }
    if (p.given_up() > 0)
        text += ", " + grouped(p.given_up()) + " failed";
    std::snprintf(number, sizeof number, p.requests_per_s < 9.95 ? ", %.1f/s" : ", %.0f/s",
                  p.requests_per_s);
    if (p.age_s > 0)
        text.append(", as of ").append(span_text(p.age_s)).append(" ago");
    else
        text += number;
    text += ", " + grouped(p.in_flight) + " in flight";
    if (p.eta_s)
        text += ", ETA " + span_text(*p.eta_s);
    if (const std::string cost = cost_text(p); !cost.empty())
        text += ", " + cost;
    if (p.draining)
        text += ", ending";
    if (const std::string limit = limit_text(p.limited_by); !limit.empty())
        text += ", " + limit;
    for (const lane_progress& lane : p.lanes) {
        if (lane.held)
            text += "; " + lane.name + " is held";
        else if (lane.paused_for_s >= 1)
            text += "; " + lane.name + " pauses for " + span_text(lane.paused_for_s) +
                    (lane.waits_for.empty() ? "" : " (" + lane.waits_for + ")");
    }
    return text;
}

void progress_plain::show(const progress_snapshot& p, bool last) {
    if (last || p.elapsed_s < next_s_) // the summary says how it ended
        return;
    if (next_s_ > 0) // nothing is known in the first moment
        print_(progress_line(p));
    next_s_ = p.elapsed_s + every_s_;
}

void progress_json::show(const progress_snapshot& p, bool last) {
    if (!last && p.elapsed_s < next_s_)
        return;
    print_(to_json(p));
    next_s_ = p.elapsed_s + 0.5;
}

} // namespace preceptron::runner
