internal import CJPEG
internal import CPNG

/// A picture in shades of grey.
package struct LuminanceImage: Hashable, Sendable {
    /// In pixels, 1 or more.
    package let width: Int
    package let height: Int
    /// `width × height`, row-major, 0 for black.
    package internal(set) var pixels: [UInt8]

    /// Decodes a PNG or JPEG file, with white behind what is transparent.
    ///
    /// - Throws: `ImageError`, without decoding when the file or its header goes beyond `limits`.
    package init(decoding file: [UInt8], limits: ImageLimits = .standard) throws(ImageError) {
        guard file.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        let header = try ImageHeader(of: file.span)
        // libjpeg goes up to 65,500 a side and libpng to 1,000,000, so that the product is small.
        guard header.width <= limits.pixels / header.height else {
            throw .tooManyPixels(width: header.width, height: header.height, limit: limits.pixels)
        }
        var failure: ImageError?
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: header.width * header.height) { buffer, count in
            failure = unsafe decode(file, header, into: buffer)
            count = failure == nil ? buffer.count : 0
        }
        if let failure { throw failure }
        (width, height, self.pixels) = (header.width, header.height, pixels)
    }

    /// The same picture with black for white.
    var inverted: LuminanceImage {
        var inverted = self
        for index in inverted.pixels.indices { inverted.pixels[index] = ~inverted.pixels[index] }
        return inverted
    }
}

/// Fills `buffer`, which has a byte for each pixel that the header tells of.
///
/// What a damaged file leaves in it is not used. A PNG that stays within the limits and ends for want of memory counts as
/// damaged: libpng does not tell the two apart.
private func decode(
    _ file: [UInt8],
    _ header: ImageHeader,
    into buffer: UnsafeMutableBufferPointer<UInt8>
) -> ImageError? {
    let (width, height) = (UInt32(header.width), UInt32(header.height))
    return unsafe file.withUnsafeBufferPointer { file -> ImageError? in
        switch header.kind {
        case .png:
            let succeeded = unsafe CPNG_decode(file.baseAddress, file.count, width, height, buffer.baseAddress)
            return succeeded == 1 ? nil : .damaged
        case .jpeg:
            switch unsafe CJPEG_decode(file.baseAddress, file.count, width, height, buffer.baseAddress) {
            case CInt(CJPEG_ok): return nil
            case CInt(CJPEG_outOfMemory): return .outOfMemory
            default: return .damaged
            }
        }
    }
}
