public import SGP22

/// A CRL (RFC 5280 5): who has made it, and for how long it is good. Nothing in it has been verified; the path check does that.
public struct RevocationList: Sendable {
    public let issuer: DistinguishedName
    public let thisUpdate: CertificateDate
    /// `nil` when it does not say until when it is good.
    public let nextUpdate: CertificateDate?
    /// How many certificates it takes back.
    public let entryCount: Int
    /// The SHA-256 digest of its bytes: 32 bytes.
    public let sha256: [UInt8]
    let object: CRLObject

    /// Why a file gives no CRLs.
    public enum ReadError: Error, Hashable, Sendable {
        case tooManyBytes(limit: Int)
        /// No CRL is in it, or what is in it is none; in a few words why.
        case unreadable(reason: String)
    }

    /// The most bytes of a file, unless the caller says otherwise: 2 MiB, as the largest CRLs of live CIs are below 100 kB.
    public static let byteLimit = 2 << 20

    /// Reads a file of CRLs: PEM with any text around the blocks, or DER, several of which may follow each other.
    ///
    /// - Returns: one or more, in their order.
    /// - Throws: `ReadError`; one CRL that cannot be read spoils the file.
    public static func lists(in bytes: [UInt8], byteLimit: Int = byteLimit) throws(ReadError) -> [RevocationList] {
        guard bytes.count <= byteLimit else { throw .tooManyBytes(limit: byteLimit) }
        var lists: [RevocationList] = []
        if bytes.first != DERTag.sequence || !(bytes.count > 1 && bytes[1] >= 0x80), PEMBlock.isIn(bytes) {
            for block in PEMBlock.blocks(in: bytes) where block.label == "X509 CRL" {
                guard let content = block.content else {
                    throw .unreadable(reason: "the PEM block is not closed, or not base64")
                }
                var rest = content[...]
                lists.append(try RevocationList(first: &rest))
            }
        } else {
            var rest = bytes[...]
            while !rest.isEmpty { lists.append(try RevocationList(first: &rest)) }
        }
        guard !lists.isEmpty else { throw .unreadable(reason: "no CRL in it") }
        return lists
    }

    /// Takes the CRL that `bytes` begin with.
    private init(first bytes: inout ArraySlice<UInt8>) throws(ReadError) {
        let length: Int
        do {
            (object, length) = try CRLObject.reading(bytes)
        } catch {
            throw .unreadable(reason: error.reasons.last ?? "no CRL")
        }
        let der = Array(bytes.prefix(length))
        bytes = bytes.dropFirst(length)
        do {
            (issuer, thisUpdate, nextUpdate) = try Self.facts(der)
        } catch {
            throw .unreadable(reason: "its encoding is not DER")
        }
        entryCount = object.entryCount
        sha256 = Digest.sha256(der[...])
    }

    private static func facts(
        _ der: [UInt8]
    ) throws(DERReader.Fault) -> (DistinguishedName, CertificateDate, CertificateDate?) {
        var whole = DERReader(der)
        var outer = try whole.enter(DERTag.sequence)
        var inner = try outer.enter(DERTag.sequence)
        _ = try inner.nextIfPresent(DERTag.integer)
        _ = try inner.next(DERTag.sequence)
        let issuer = try DistinguishedName(inner.next(DERTag.sequence), in: inner)
        let thisUpdate = try inner.time().date
        let isTime = inner.nextTag == DERTag.utcTime || inner.nextTag == DERTag.generalizedTime
        return (issuer, thisUpdate, isTime ? try inner.time().date : nil)
    }
}
