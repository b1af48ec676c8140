// The functions come with -sanitize=fuzzer; SwiftPM wants a source file.
