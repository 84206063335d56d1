// Symbols of newer glibcs that the static halves of g++ 12 ask for, so that a program linked with
// them runs on an older one. Only in the program that tools/package makes.
//
// Another compiler may want another symbol: the linker names it, or
// tools/packaging/needed_glibc.py.
#include "portable/find_object.hpp"

#include <exception>

#include <sys/random.h>

#if !defined(__x86_64__) || !defined(__GLIBC__)
#error "found_object has the layout of glibc on x86-64"
#endif

namespace preceptron::portable {

// By their labels, not by their names: a newer glibc declares these with types of its own. Hidden:
// its libraries shall go on using theirs.
extern "C" {

// glibc 2.35, for libgcc's unwinder. Without an answer, every exception would end the program.
[[gnu::visibility("hidden")]] int glibc_find_object(void*,
                                                    found_object*) __asm__("_dl_find_object");
int glibc_find_object(void* address, found_object* found) {
    return find_object(address, *found);
}

// glibc 2.32, for libstdc++: may counters do without atomic operations? No is always right.
[[gnu::visibility("hidden")]] extern char glibc_single_threaded __asm__("__libc_single_threaded");
char glibc_single_threaded = 0;

// glibc 2.36, for std::random_device. No number means failure.
[[gnu::visibility("hidden")]] unsigned glibc_random() __asm__("arc4random");
unsigned glibc_random() {
    unsigned number = 0;
    if (::getentropy(&number, sizeof number) != 0)
        std::terminate();
    return number;
}
}

} // namespace preceptron::portable
