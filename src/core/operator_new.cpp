// By way of the event loop's free blocks: 4 % of what a call costs. Sanitizers have theirs, which
// see more.
#include "core/operator_new.hpp"

#include "core/block_cache.hpp"

#include <new>

#include <malloc.h>

#if defined(__SANITIZE_ADDRESS__) // g++
#define PRECEPTRON_IS_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) // clang++
#define PRECEPTRON_IS_SANITIZED
#endif
#endif

#ifdef PRECEPTRON_IS_SANITIZED

void preceptron::keep_blocks_at_hand() noexcept {}

#else

namespace {

constinit preceptron::block_cache of_the_loop;
constinit thread_local preceptron::block_cache* blocks = nullptr; // of other threads: none

void give(void* memory, std::size_t size) noexcept {
    if (blocks)
        blocks->give(memory, size);
    else
        std::free(memory);
}

// Once memory was refused, malloc has all there is, to serve any size: a run that ends for want of
// memory shall not find some here and none there.
void keep_no_more_blocks() noexcept {
    if (blocks)
        blocks->clear();
    blocks = nullptr;
}

} // namespace

void preceptron::keep_blocks_at_hand() noexcept {
    blocks = &of_the_loop;
}

void* operator new(std::size_t size) {
    if (void* const block = blocks ? blocks->take(size) : nullptr)
        return block;
    for (;;) {
        // Never of no bytes, which would have no room for what the cache writes there.
        const std::size_t room = preceptron::block_cache::rounded(size > 0 ? size : 1);
        if (void* const memory = room >= size ? std::malloc(room) : nullptr)
            return memory;
        keep_no_more_blocks();
        if (const std::new_handler handler = std::get_new_handler())
            handler();
        else
            throw std::bad_alloc();
    }
}

void operator delete(void* memory, std::size_t size) noexcept {
    if (memory)
        give(memory, size);
}

void operator delete(void* memory) noexcept {
    // What glibc's chunk has room for, which is eight bytes more than a multiple of the step.
    constexpr std::size_t step = preceptron::block_cache::step;
    if (memory)
        give(memory, ::malloc_usable_size(memory) / step * step);
}

#endif
