#pragma once

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with the arguments of `main`, giving each input to `callback`; returns the exit status. It comes with
/// `-sanitize=fuzzer`. SwiftPM renames `main`, so that libFuzzer's own cannot be used.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*callback)(const uint8_t *bytes, size_t count));
