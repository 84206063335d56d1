#include "cli/running/run_head.hpp"

#include "config/effective.hpp"
#include "session/version.hpp"

#include <cstdio>
#include <random>

namespace preceptron::cli {

std::string random_run_id() {
    std::random_device device;
    char text[20];
    std::snprintf(text, sizeof text, "%08x%08x", device(), device());
    return text;
}

journal::head_record make_head(const session::run_inputs& inputs, std::string run_id) {
    journal::head_record head;
    head.version = session::program_version;
    head.run_id = std::move(run_id);
    head.started = now_utc();
    head.dataset = {inputs.data.path.string(), inputs.data.sha256, inputs.data.entries.size()};
    head.config_hash = config::config_hash(inputs.config);
    return head;
}

} // namespace preceptron::cli
