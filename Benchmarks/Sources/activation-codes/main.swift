import CAllocationCounter
import Foundation

// activation-codes generate COUNT    writes that many codes, one per line
// activation-codes check FILE        prints what the checking pass over the lines of the file takes

extension Double {
    /// Rounded to one digit behind the point.
    fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("generate", 2):
    try FileHandle.standardOutput.write(contentsOf: Data(CodeList(count: Int(arguments[2]) ?? 0).text))
case ("check", 2):
    let pass = CheckingPass(Array(try Data(contentsOf: URL(filePath: arguments[2]))))
    precondition(allocation_count() != 0, "reading a file takes memory: the count is broken")
    let rounds = (0..<21).map { _ in pass.round() }.sorted { $0.nanosecondsPerCode < $1.nanosecondsPerCode }
    print("faultless=\(rounds[0].faultless)")
    print("bytes=\(pass.bytesPerCode.tenths)")
    print("min=\(rounds[0].nanosecondsPerCode.tenths)")
    print("median=\(rounds[rounds.count / 2].nanosecondsPerCode.tenths)")
    print("allocations=\(rounds.compactMap(\.allocations).max().map(String.init) ?? "uncounted")")
default:
    FileHandle.standardError.write(Data("usage: activation-codes generate COUNT | check FILE\n".utf8))
    exit(64)
}
