// peak-memory PROGRAM ARGUMENTS…: runs the program, without its output, and prints the most memory it had at once, in KiB.
//
// In C, because the figure of a child is never below that of the process it was started from.

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count < 2) {
        fputs("usage: peak-memory PROGRAM ARGUMENTS...\n", stderr);
        return 64;
    }
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL) _exit(127);
        execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "peak-memory: %s did not end well\n", arguments[1]);
        return EXIT_FAILURE;
    }
#ifdef __APPLE__
    printf("%ld\n", usage.ru_maxrss / 1024);
#else
    printf("%ld\n", usage.ru_maxrss);
#endif
    return EXIT_SUCCESS;
}
