// The program's operator new and delete, by way of a thread's free blocks: 4 % of what a call
// costs. Sanitizers have theirs, which see more.
#include "core/block_cache.hpp"

#include <new>

#include <malloc.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__
#endif
#endif

#ifndef __SANITIZE_ADDRESS__

namespace {

constinit thread_local preceptron::block_cache blocks;

} // namespace

void* operator new(std::size_t size) {
    if (void* const block = blocks.take(size))
        return block;
    for (;;) {
        // Never of no bytes, which would have no room for what the cache writes there.
        const std::size_t room = preceptron::block_cache::rounded(size > 0 ? size : 1);
        if (void* const memory = room >= size ? std::malloc(room) : nullptr)
            return memory;
        if (const std::new_handler handler = std::get_new_handler())
            handler();
        else
            throw std::bad_alloc();
    }
}

void operator delete(void* memory, std::size_t size) noexcept {
    if (memory)
        blocks.give(memory, size);
}

void operator delete(void* memory) noexcept {
    // What glibc's chunk has room for, which is eight bytes more than a multiple of the step.
    constexpr std::size_t step = preceptron::block_cache::step;
    if (memory)
        blocks.give(memory, ::malloc_usable_size(memory) / step * step);
}

#endif
