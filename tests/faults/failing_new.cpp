// Preloaded into the program: the allocation number PRECEPTRON_FAIL_NEW fails, once, or with a "+"
// behind it all from there on. At the end of the process the file PRECEPTRON_NEWS holds how many
// there were.
//
// Counted are the calls of malloc from the program's own code, where its operator new is: what
// libraries allocate for themselves is their affair.
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <link.h>

extern "C" void* __libc_malloc(std::size_t size);

namespace {

std::atomic<unsigned long> count{0};
std::uintptr_t program_begin = 0, program_end = 0; // its code; until it is known nothing is counted

bool is_the_programs(const void* caller) {
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    return address >= program_begin && address < program_end;
}

bool fails(unsigned long number) {
    static const char* const text = std::getenv("PRECEPTRON_FAIL_NEW");
    if (!text)
        return false;
    char* end = nullptr;
    const unsigned long first = std::strtoul(text, &end, 10);
    return *end == '+' ? number >= first : number == first;
}

struct from_start_to_end {
    from_start_to_end() {
        ::dl_iterate_phdr(
            [](dl_phdr_info* program, std::size_t, void*) {
                for (int i = 0; i < program->dlpi_phnum; ++i) {
                    const ElfW(Phdr)& part = program->dlpi_phdr[i];
                    if (part.p_type != PT_LOAD || !(part.p_flags & PF_X))
                        continue;
                    program_begin = program->dlpi_addr + part.p_vaddr;
                    program_end = program_begin + part.p_memsz;
                }
                return 1; // the program comes first
            },
            nullptr);
    }
    ~from_start_to_end() {
        const char* const path = std::getenv("PRECEPTRON_NEWS");
        std::FILE* const file = path ? std::fopen(path, "w") : nullptr;
        if (!file)
            return;
        std::fprintf(file, "%lu", count.load());
        std::fclose(file);
    }
} teller;

} // namespace

extern "C" void* malloc(std::size_t size) {
    if (is_the_programs(__builtin_return_address(0)) && fails(++count)) {
        errno = ENOMEM;
        return nullptr;
    }
    return __libc_malloc(size);
}
