// libFuzzer's way in. PRECEPTRON_FUZZ names the target.
#include "fuzz/targets.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto* const target = [] {
        const char* const name = std::getenv("PRECEPTRON_FUZZ");
        const auto* found = preceptron::fuzz::find_target(name ? name : "");
        preceptron::fuzz::expect(found != nullptr, "PRECEPTRON_FUZZ names a target");
        return found;
    }();
    target->run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
