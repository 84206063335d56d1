// What the process has held at most, from the kernel. Under the address sanitizer, which keeps what
// is freed, only code that allocates little can be measured.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace preceptron::tests {

// Each compiler has a way of its own to say that its address sanitizer is on.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool keeps_freed_memory = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool keeps_freed_memory = true;
#else
inline constexpr bool keeps_freed_memory = false;
#endif
#else
inline constexpr bool keeps_freed_memory = false;
#endif

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
