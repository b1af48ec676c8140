import Localization
import QRRendering
import SystemPackage

/// The codes that a scan found, one per line.
struct ScanText {
    /// Whether texts that are no activation codes are printed too.
    var printsAll: Bool

    func write(_ scan: Scanning) throws(Failure) {
        var output = OutputBuffer(.standardOutput)
        for code in scan.codes {
            // A text from a picture may hold anything; a line stays a line.
            if let text = code.activationCode ?? (printsAll ? code.symbol.text : nil) {
                output.write(text.escapedForDisplay + "\n")
            }
        }
        try output.flush()
    }
}
