import ActivationCodeLaws
internal import CLibFuzzer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Gives libFuzzer's inputs to the reader of activation codes. A trap or a broken law ends the process; libFuzzer then
// writes the input to a file.

/// libFuzzer looks for this name when it lists what is there to run.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    let broken = brokenLaws(of: input)
    guard broken.isEmpty else { fatalError("broken by \(input): \(broken.joined(separator: "; "))") }
    return 0
}

var count = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv as UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe testOneInput($0, $1) })
