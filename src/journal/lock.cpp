#include "journal/lock.hpp"

#include "benchmark/object_members.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "journal/json_values.hpp"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace preceptron::journal {

namespace {

// "process 17 on host"; nothing while the holder has not yet written its name.
std::optional<std::string> holder(int fd) {
    char text[512];
    const ssize_t n = ::pread(fd, text, sizeof text, 0);
    std::string host, pid;
    object_members members({text, n > 0 ? static_cast<std::size_t>(n) : 0});
    for (json_member m; members.next(m);) {
        if (m.name == "host")
            host = string_value(m.value).value_or("");
        else if (m.name == "pid")
            pid = m.value;
    }
    if (pid.empty())
        return {};
    return "process " + printable(pid) + " on " + printable(host);
}

int try_lock(int fd, int how = LOCK_EX) noexcept {
    while (::flock(fd, how | LOCK_NB) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

// Who only looks shares the lock for a moment. What the file says is of a holder that has gone.
bool is_only_looked_at(int fd) noexcept {
    if (try_lock(fd, LOCK_SH) != 0)
        return false;
    ::flock(fd, LOCK_UN); // or two that want it would keep each other away
    return true;
}

failure in_use(const std::filesystem::path& checkpoint, const std::optional<std::string>& who) {
    return fail(errc::folder_in_use,
                checkpoint.parent_path().string() + " is in use by " +
                    (who ? *who + ": wait for it, or stop it" : "another process: wait for it"));
}

// None for a moment's lock: whoever comes meanwhile is to wait.
int write_name(int fd, folder_lock::tenure held_for) {
    std::string text;
    if (held_for == folder_lock::tenure::run) {
        json_writer(text)
            .begin_object()
            .member("host", host_name())
            .member("pid", static_cast<std::int64_t>(::getpid()))
            .end_object();
        text += '\n';
    }
    return ::ftruncate(fd, 0) != 0 ? errno : write_all(fd, text);
}

} // namespace

std::string host_name() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

result<folder_lock> folder_lock::acquire(const std::filesystem::path& checkpoint,
                                         file_access access, tenure held_for) {
    const auto path = checkpoint / "lock";
    folder_lock lock;
    lock.file_ = open_file(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode_of(access));
    if (!lock.file_)
        return system_failure(errc::cannot_create, "create", path, errno);
    int error = try_lock(lock.file_.get());
    for (int tries = 0; error == EWOULDBLOCK && tries < 10; ++tries) {
        if (!is_only_looked_at(lock.file_.get()))
            if (const auto who = holder(lock.file_.get()))
                return in_use(checkpoint, who);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        error = try_lock(lock.file_.get());
    }
    if (error == EWOULDBLOCK)
        return in_use(checkpoint, {});
    if (error != 0)
        lock.warning_ = "cannot lock " + path.string() + ": " +
                        std::generic_category().message(error) +
                        "; make sure that no second run uses this folder";
    if (const int unwritten = write_name(lock.file_.get(), held_for); unwritten != 0 && error == 0)
        return system_failure(errc::cannot_create, "write", path, unwritten);
    lock.path_ = path;
    lock.name_.emplace(lock.file_.get(), path);
    return lock;
}

std::optional<failure> folder_lock::refusal(const std::filesystem::path& checkpoint) {
    const descriptor file = open_file(checkpoint / "lock", O_RDONLY);
    if (!file || try_lock(file.get(), LOCK_SH) != EWOULDBLOCK)
        return {};
    const auto who = holder(file.get());
    return who ? std::optional(in_use(checkpoint, who)) : std::nullopt;
}

std::optional<std::string> folder_lock::out_of_place() {
    if (!name_ || warning_)
        return {};
    return name_->look(file_.get(), path_, 0);
}

} // namespace preceptron::journal
