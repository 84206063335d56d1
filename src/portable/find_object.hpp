// Which of the program and its shared libraries an address is in: `_dl_find_object` of glibc 2.35,
// for older ones.
#pragma once

namespace preceptron::portable {

// `struct dl_find_object` of glibc's <dlfcn.h>, as it is on x86-64.
struct found_object {
    unsigned long long flags;
    void* map_start;
    void* map_end;
    void* link_map; // always null here: libgcc does not look at it
    void* eh_frame;
    unsigned long long reserved[7];
};

// 0, or -1 when there is none with tables for the unwinder.
int find_object(void* address, found_object& found) noexcept;

} // namespace preceptron::portable
