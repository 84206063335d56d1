// A file system that gives all files the same mode, as vfat and drives of other systems do: loaded
// before the C library, it says so of every regular file.
#include <dlfcn.h>
#include <sys/stat.h>

extern "C" int fstat64(int descriptor, struct stat64* status) {
    using function = int (*)(int, struct stat64*);
    static const auto next = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "fstat64"));
    const int done = next(descriptor, status);
    if (done == 0 && S_ISREG(status->st_mode))
        status->st_mode |= 0777;
    return done;
}
