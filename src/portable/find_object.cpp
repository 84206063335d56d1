#include "portable/find_object.hpp"

#include <algorithm>
#include <cstdint>

#include <link.h>

namespace preceptron::portable {

namespace {

struct search {
    std::uintptr_t address;
    found_object& found;
};

// Called for each object; 1 ends the search.
int look_into(dl_phdr_info* object, std::size_t, void* data) {
    const search& wanted = *static_cast<search*>(data);
    std::uintptr_t first = UINTPTR_MAX;
    std::uintptr_t last = 0;
    std::uintptr_t eh_frame = 0;
    bool here = false;
    for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = object->dlpi_phdr[i];
        const std::uintptr_t begin = object->dlpi_addr + part.p_vaddr;
        const std::uintptr_t end = begin + part.p_memsz;
        if (part.p_type == PT_GNU_EH_FRAME)
            eh_frame = begin;
        if (part.p_type != PT_LOAD)
            continue;
        first = std::min(first, begin);
        last = std::max(last, end);
        here = here || (begin <= wanted.address && wanted.address < end);
    }
    if (!here || eh_frame == 0)
        return 0;
    wanted.found = {.flags = 0,
                    .map_start = reinterpret_cast<void*>(first),
                    .map_end = reinterpret_cast<void*>(last),
                    .link_map = nullptr,
                    .eh_frame = reinterpret_cast<void*>(eh_frame),
                    .reserved = {}};
    return 1;
}

} // namespace

int find_object(void* address, found_object& found) noexcept {
    search wanted{reinterpret_cast<std::uintptr_t>(address), found};
    return ::dl_iterate_phdr(look_into, &wanted) == 1 ? 0 : -1;
}

} // namespace preceptron::portable
