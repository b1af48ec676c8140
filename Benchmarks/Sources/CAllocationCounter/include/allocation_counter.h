#pragma once

#include <stdint.h>

/// How often this process has asked for memory so far (malloc, calloc, realloc, aligned allocations), or -1 where that is
/// not counted: only on Linux with glibc.
int64_t allocation_count(void);
