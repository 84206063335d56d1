// What the process has held at most, from the kernel. Under the address sanitizer, which keeps what
// is freed, only code that allocates little can be measured.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace preceptron::tests {

// In bytes, since the start or since forget_peak().
inline std::size_t peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:") {
            std::size_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

// From here on the peak is that of now.
inline bool forget_peak() {
    std::ofstream clear("/proc/self/clear_refs");
    clear << 5 << std::flush;
    return clear.good();
}

} // namespace preceptron::tests
