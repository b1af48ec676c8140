internal import CLibFuzzer

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What is done with each input, and says which laws it breaks. libFuzzer calls a C function that takes nothing along, so it is a
/// global; safe because it is set once, before libFuzzer starts, which has one thread.
nonisolated(unsafe) private var brokenLaws: ([UInt8]) -> [String] = { _ in [] }

/// Gives libFuzzer's inputs to `laws`. A trap or a broken law ends the process; libFuzzer then writes the input to a file.
public func fuzz(_ laws: @escaping ([UInt8]) -> [String]) -> Never {
    unsafe brokenLaws = laws
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv as UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe testOneInput($0, $1) })
}

/// libFuzzer looks for this name when it lists what is there to run.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    let broken = unsafe brokenLaws(input)
    guard broken.isEmpty else { fatalError("broken by \(input): \(broken.joined(separator: "; "))") }
    return 0
}
