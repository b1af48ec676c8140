#pragma once

#include <errno.h>
#include <qrencode.h>

/// The reason of the last failure in this thread; `errno` is a macro that Swift does not see without a C library module.
static inline int CQRencode_errno(void) { return errno; }
/// The value of `errno` for a text that no symbol holds.
static inline int CQRencode_ERANGE(void) { return ERANGE; }
