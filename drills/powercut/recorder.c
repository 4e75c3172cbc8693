// Records, from inside an unchanged server, what a power cut would need to know: every write to the database's files,
// every sync that really ended, and every answer that acknowledges a save as it leaves the socket.
//
//   cc -O2 -shared -fPIC -o recorder.so recorder.c -ldl -lpthread
//   RECORD_TO=ops.bin RECORD_DB=/data/holdfast.db RECORD_MARK='location: /contacts/' LD_PRELOAD=./recorder.so holdfast serve
//
// The log is a row of records: one `struct record`, then `len` bytes for the kinds that carry any.
//   W  bytes written to `file` at offset `at`
//   T  `file` is now `at` bytes long
//   S  `file` is durable as it stood when record number `at` was about to be written
//   C  `file` was created        U  `file` was unlinked
//   D  the folder is durable as it stood when record number `at` was about to be written
//   A  an acknowledgement, the id of what it promises as bytes: logged before it is sent, so never too late
//   X  something the replay cannot follow, in words; it then refuses the whole recording
//
// An answer acknowledges by a header that begins with RECORD_MARK, such as "location: /contacts/"; what follows, as far as
// letters, digits and hyphens go, is the id of what it promises. SQLite's -shm is rebuilt after a cut and is not followed.
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { DB, WAL, JOURNAL, FOLDER, OTHER };

struct record {
    char op, file, unused[6];
    uint64_t at, len;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static uint64_t logged;
static char paths[4][PATH_MAX];
static const char *mark;

__attribute__((constructor)) static void begin(void) {
    const char *to = getenv("RECORD_TO"), *db = getenv("RECORD_DB");
    mark = getenv("RECORD_MARK");
    if (!to || !db || !mark) return;
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", db);
    char *slash = strrchr(folder, '/');
    if (!slash) return;
    *slash = 0;
    // File descriptors are told apart by their resolved path, so the folder is resolved once here.
    if (!realpath(folder, paths[FOLDER])) return;
    static const char *endings[] = {"", "-wal", "-journal"};
    for (int i = DB; i <= JOURNAL; i++)
        if (snprintf(paths[i], PATH_MAX, "%s/%s%s", paths[FOLDER], slash + 1, endings[i]) >= PATH_MAX) return;
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// The next definition of a function, looked up at its first call: other libraries' constructors may run before ours.
#define NEXT(result, name, ...)                                 \
    static result (*next)(__VA_ARGS__);                         \
    if (!next) next = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int which_path(const char *path) {
    for (int i = DB; i <= FOLDER; i++)
        if (!strcmp(path, paths[i])) return i;
    return OTHER;
}

static int which(int fd) {
    if (log_fd < 0) return OTHER;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return OTHER;
    path[n] = 0;
    return which_path(path);
}

// The caller holds `turn`.
static void append(char op, int file, uint64_t at, const struct iovec *parts, int count, uint64_t len) {
    struct record head = {.op = op, .file = (char)file, .at = at, .len = len};
    syscall(SYS_write, log_fd, &head, sizeof head);
    for (int i = 0; i < count && len; i++) {
        uint64_t n = parts[i].iov_len < len ? parts[i].iov_len : len;
        syscall(SYS_write, log_fd, parts[i].iov_base, n);
        len -= n;
    }
    logged++;
}

static void note(char op, int file, uint64_t at) {
    pthread_mutex_lock(&turn);
    append(op, file, at, NULL, 0, 0);
    pthread_mutex_unlock(&turn);
}

static void give_up(const char *why) {
    struct iovec part = {(void *)why, strlen(why)};
    pthread_mutex_lock(&turn);
    append('X', 0, 0, &part, 1, part.iov_len);
    pthread_mutex_unlock(&turn);
}

// A write and its record share one turn, so the log has them in the order in which they happened.
#define WRITE(file, offset, parts, count, call)                                            \
    pthread_mutex_lock(&turn);                                                             \
    ssize_t done = call;                                                                   \
    if (done > 0) append('W', file, (uint64_t)(offset), parts, count, (uint64_t)done);     \
    pthread_mutex_unlock(&turn);                                                           \
    return done

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    NEXT(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    int file = which(fd);
    if (file > JOURNAL) return next(fd, bytes, n, at);
    struct iovec part = {(void *)bytes, n};
    WRITE(file, at, &part, 1, next(fd, bytes, n, at));
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return pwrite64(fd, bytes, n, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
    NEXT(ssize_t, pwritev64, int, const struct iovec *, int, off64_t);
    int file = which(fd);
    if (file > JOURNAL) return next(fd, parts, count, at);
    WRITE(file, at, parts, count, next(fd, parts, count, at));
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }

// --- Acknowledgements leaving a socket -------------------------------------------------------------------------------

static void acknowledge(const struct iovec *parts, size_t count) {
    size_t wanted = strlen(mark);
    for (size_t i = 0; i < count; i++) {
        const char *text = parts[i].iov_base, *end = text + parts[i].iov_len;
        for (const char *at = text; at + wanted < end; at++) {
            if (!strncasecmp(at, mark, wanted)) {
                const char *id = at + wanted, *stop = id;
                while (stop < end && (isalnum((unsigned char)*stop) || *stop == '-')) stop++;
                struct iovec part = {(void *)id, (size_t)(stop - id)};
                pthread_mutex_lock(&turn);
                append('A', 0, 0, &part, 1, part.iov_len);
                pthread_mutex_unlock(&turn);
                at = id;
            } else if (end - at >= 4 && !memcmp(at, "\r\n\r\n", 4)) {
                break; // The headers end here; a page that speaks of the header is no acknowledgement.
            }
        }
    }
}

static int is_socket(int fd) {
    struct stat about;
    return log_fd >= 0 && !fstat(fd, &about) && S_ISSOCK(about.st_mode);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags) {
    NEXT(ssize_t, send, int, const void *, size_t, int);
    struct iovec part = {(void *)bytes, n};
    if (log_fd >= 0) acknowledge(&part, 1);
    return next(fd, bytes, n, flags);
}
ssize_t sendto(int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t size) {
    NEXT(ssize_t, sendto, int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    struct iovec part = {(void *)bytes, n};
    if (log_fd >= 0) acknowledge(&part, 1);
    return next(fd, bytes, n, flags, to, size);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    NEXT(ssize_t, sendmsg, int, const struct msghdr *, int);
    if (log_fd >= 0) acknowledge(message->msg_iov, message->msg_iovlen);
    return next(fd, message, flags);
}

// SQLite built without pread seeks and writes, so a plain write may be either kind.
ssize_t write(int fd, const void *bytes, size_t n) {
    NEXT(ssize_t, write, int, const void *, size_t);
    struct iovec part = {(void *)bytes, n};
    if (is_socket(fd)) {
        acknowledge(&part, 1);
        return next(fd, bytes, n);
    }
    int file = which(fd);
    if (file > JOURNAL) return next(fd, bytes, n);
    off64_t at = lseek64(fd, 0, SEEK_CUR);
    WRITE(file, at, &part, 1, next(fd, bytes, n));
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    NEXT(ssize_t, writev, int, const struct iovec *, int);
    if (is_socket(fd)) {
        acknowledge(parts, (size_t)count);
        return next(fd, parts, count);
    }
    int file = which(fd);
    if (file > JOURNAL) return next(fd, parts, count);
    off64_t at = lseek64(fd, 0, SEEK_CUR);
    WRITE(file, at, parts, count, next(fd, parts, count));
}

// --- Lengths ---------------------------------------------------------------------------------------------------------

#define LENGTH(fd, call)                                                  \
    int file = which(fd);                                                 \
    if (file > JOURNAL) return call;                                      \
    pthread_mutex_lock(&turn);                                            \
    int result = call;                                                    \
    struct stat about;                                                    \
    if (!result && !fstat(fd, &about)) append('T', file, (uint64_t)about.st_size, NULL, 0, 0); \
    pthread_mutex_unlock(&turn);                                          \
    return result

int ftruncate64(int fd, off64_t size) {
    NEXT(int, ftruncate64, int, off64_t);
    LENGTH(fd, next(fd, size));
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int posix_fallocate64(int fd, off64_t at, off64_t size) {
    NEXT(int, posix_fallocate64, int, off64_t, off64_t);
    LENGTH(fd, next(fd, at, size));
}
int posix_fallocate(int fd, off_t at, off_t size) { return posix_fallocate64(fd, at, size); }
int fallocate64(int fd, int mode, off64_t at, off64_t size) {
    NEXT(int, fallocate64, int, int, off64_t, off64_t);
    if (mode && which(fd) <= JOURNAL) give_up("fallocate with a mode on a database file");
    LENGTH(fd, next(fd, mode, at, size));
}
int fallocate(int fd, int mode, off_t at, off_t size) { return fallocate64(fd, mode, at, size); }

// --- Syncs: counted from where they began, logged when they ended ----------------------------------------------------

#define SYNC(fd, call)                                       \
    int file = which(fd);                                    \
    if (file == OTHER) return call;                          \
    pthread_mutex_lock(&turn);                               \
    uint64_t from = logged;                                  \
    pthread_mutex_unlock(&turn);                             \
    int result = call;                                       \
    if (!result) note(file == FOLDER ? 'D' : 'S', file, from); \
    return result

int fsync(int fd) {
    NEXT(int, fsync, int);
    SYNC(fd, next(fd));
}
int fdatasync(int fd) {
    NEXT(int, fdatasync, int);
    SYNC(fd, next(fd));
}

// --- Names -----------------------------------------------------------------------------------------------------------

#define OPEN(path, flags, call)                                               \
    int existed = !(flags & O_CREAT) || log_fd < 0 || !access(path, F_OK);    \
    int fd = call;                                                            \
    if (fd >= 0 && (!existed || (flags & O_TRUNC))) {                         \
        int file = which(fd);                                                 \
        if (file <= JOURNAL) note(existed ? 'T' : 'C', file, 0);              \
    }                                                                         \
    return fd

int open64(const char *path, int flags, ...) {
    NEXT(int, open64, const char *, int, ...);
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    OPEN(path, flags, next(path, flags, mode));
}
int open(const char *path, int flags, ...) {
    NEXT(int, open, const char *, int, ...);
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    OPEN(path, flags, next(path, flags, mode));
}

int unlink(const char *path) {
    NEXT(int, unlink, const char *);
    char whole[PATH_MAX];
    int file = log_fd >= 0 && realpath(path, whole) ? which_path(whole) : OTHER;
    int result = next(path);
    if (!result && file <= JOURNAL) note('U', file, 0);
    return result;
}
int rename(const char *from, const char *to) {
    NEXT(int, rename, const char *, const char *);
    char whole[PATH_MAX];
    int file = log_fd >= 0 && realpath(from, whole) ? which_path(whole) : OTHER;
    int result = next(from, to);
    if (log_fd >= 0 && realpath(to, whole) && which_path(whole) <= JOURNAL) file = DB;
    if (!result && file <= JOURNAL) give_up("a database file was renamed");
    return result;
}

// A page changed through a shared map is never seen here. SQLite maps for writing only its -shm.
void *mmap64(void *at, size_t len, int protection, int flags, int fd, off64_t offset) {
    NEXT(void *, mmap64, void *, size_t, int, int, int, off64_t);
    if (fd >= 0 && (protection & PROT_WRITE) && (flags & MAP_SHARED) && which(fd) <= JOURNAL)
        give_up("a database file was mapped for writing");
    return next(at, len, protection, flags, fd, offset);
}
void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset) {
    return mmap64(at, len, protection, flags, fd, offset);
}
