// Preloaded into the program: the allocation number PRECEPTRON_FAIL_NEW fails, once, or with a "+"
// behind it all from there on. At the end of the process the file PRECEPTRON_NEWS holds how many
// there were.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

std::atomic<unsigned long> count{0};

bool fails(unsigned long number) {
    static const char* const text = std::getenv("PRECEPTRON_FAIL_NEW");
    if (!text)
        return false;
    char* end = nullptr;
    const unsigned long first = std::strtoul(text, &end, 10);
    return *end == '+' ? number >= first : number == first;
}

struct at_the_end {
    ~at_the_end() {
        const char* const path = std::getenv("PRECEPTRON_NEWS");
        std::FILE* const file = path ? std::fopen(path, "w") : nullptr;
        if (!file)
            return;
        std::fprintf(file, "%lu", count.load());
        std::fclose(file);
    }
} teller;

} // namespace

void* operator new(std::size_t size) {
    if (fails(++count))
        throw std::bad_alloc();
    if (void* const memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
