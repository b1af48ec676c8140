import QRRendering
import SystemPackage

/// A picture to look for codes in.
enum PictureFile: Hashable {
    case file(String)
    case standardInput

    /// What an argument means: `-` is standard input, anything else a path.
    init(argument: String) {
        self = argument == "-" ? .standardInput : .file(argument)
    }

    /// Whether there is a picture at `path`, whatever it is called.
    static func isPicture(_ path: String) -> Bool {
        guard let start = try? FileDescriptor.start(of: path, count: 8) else { return false }
        return ImageReader.isPicture(start.span)
    }

    /// What reports call it.
    var name: String {
        switch self {
        case .file(let path): path.redactedIfCode
        case .standardInput: "-"
        }
    }

    /// What people are told: `-` has a better name.
    var displayName: String { self == .standardInput ? "<stdin>" : name }

    /// The codes in it.
    ///
    /// - Throws: `Failure` when it cannot be read, or is no picture that can be decoded.
    func symbols(_ reader: ImageReader) throws(Failure) -> [ScannedSymbol] {
        let bytes: [UInt8]
        do {
            bytes = try contents(limit: reader.limits.bytes)
        } catch {
            throw Failure(reading: displayName, error as? Errno ?? .ioError)
        }
        guard !bytes.isEmpty else { throw Failure("\(displayName): is empty", status: .unusableInput) }
        do {
            return try reader.symbols(in: bytes)
        } catch {
            throw Failure(in: displayName, error)
        }
    }

    /// All bytes, or one more than the limit: enough to refuse the file.
    private func contents(limit: Int) throws -> [UInt8] {
        let descriptor =
            switch self {
            case .file(let path): try FileDescriptor.open(FilePath(path), .readOnly)
            case .standardInput: FileDescriptor.standardInput
            }
        defer { if self != .standardInput { try? descriptor.close() } }
        return try descriptor.readAll(upTo: limit + 1)
    }
}

extension FileDescriptor {
    /// The first bytes of a file, or all of them.
    fileprivate static func start(of path: String, count: Int) throws -> [UInt8] {
        let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { try? descriptor.close() }
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try descriptor.read(into: &bytes, from: 0)
        return Array(bytes[..<read])
    }
}

extension Failure {
    fileprivate init(in picture: String, _ error: ImageError) {
        switch error {
        case .unknownKind:
            self.init(
                "\(picture): is neither PNG nor JPEG",
                hint: "make a PNG of it; of a PDF: pdftoppm -r 300 -png FILE.pdf page",
                status: .unusableInput
            )
        case .tooManyBytes(let limit):
            self.init(
                "\(picture): the file is larger than \(limit >> 20) MiB, the most that is read",
                status: .unusableInput
            )
        case .tooManyPixels(let width, let height, let limit):
            self.init(
                "\(picture): \(width) × \(height) pixels are more than \(limit / 1_000_000) megapixels, "
                    + "the most that is decoded",
                hint: "make it smaller, or cut out the part with the code",
                status: .unusableInput
            )
        case .damaged:
            self.init("\(picture): the picture is damaged or cut off", status: .unusableInput)
        case .outOfMemory:
            self.init("\(picture): not enough memory for the picture", status: .unavailable)
        case .readerNotInstalled:
            self.init(
                "zxing-cpp, which finds codes in pictures, is not installed",
                hint: "apt-get install libzxing2 (Debian 12), libzxing3 (Ubuntu 24.04)",
                status: .unavailable
            )
        }
    }
}
