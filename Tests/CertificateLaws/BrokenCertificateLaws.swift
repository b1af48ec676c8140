internal import COpenSSL
public import SGP22
public import ServerTrust

/// Reads any bytes as a file of certificates and as CRLs, checks what comes out as a chain, and says which laws do not hold.
///
/// The laws: nothing traps; what we take out of a certificate is what OpenSSL, which checks the path, takes out of it; a
/// path begins with the leaf and ends in an anchor or with a problem.
///
/// - Parameters:
///   - bytes: Any bytes.
///   - anchors: What the path may end in; by default those certificates of the file that name themselves as their issuers.
///   - moment: When the chain has to be good.
/// - Returns: the laws that are broken, in a few words each.
public func brokenCertificateLaws(
    of bytes: [UInt8],
    anchors: TrustAnchors? = nil,
    at moment: CertificateDate
) -> [String] {
    var broken: [String] = []
    let lists = (try? RevocationList.lists(in: bytes)) ?? []
    guard let file = try? CertificateFile(bytes, limits: .init(bytes: 1 << 24, certificates: 200)) else { return [] }
    for certificate in file.certificates.compactMap(\.certificate) {
        broken += disagreements(certificate)
    }
    let selfIssued = file.certificates.filter { $0.certificate?.isSelfIssued == true }
    let anchors = anchors ?? TrustAnchors(selfIssued.compactMap { TrustAnchor($0, domain: .custom) })
    let chain = ChainVerifier(anchors: anchors, revocationLists: lists).check(file.certificates, at: moment)
    if chain.served.first?.certificate != nil, chain.path.links.first?.servedPosition != 0 {
        broken.append("the path does not begin with the leaf")
    }
    if chain.path.endsInAnchor != (chain.path.links.last?.isAnchor == true) { broken.append("the end of the path") }
    if !chain.path.endsInAnchor, chain.path.problems.isEmpty, !chain.path.links.isEmpty {
        broken.append("a path without an anchor and without a problem")
    }
    for expectation in [CertificateExpectations(at: moment, host: "rsp.example.org")] where chain.path.endsInAnchor {
        _ = CertificateRule.findings(in: chain, expecting: expectation)
    }
    return broken
}

/// The parts of a certificate that OpenSSL reads otherwise.
private func disagreements(_ certificate: Certificate) -> [String] {
    let read = unsafe certificate.der.withUnsafeBufferPointer { buffer in
        var position = buffer.baseAddress
        return unsafe d2i_X509(nil, &position, buffer.count)
    }
    guard let read = unsafe read else { return ["OpenSSL reads no certificate"] }
    defer {
        unsafe X509_free(read)
        ERR_clear_error()
    }
    var broken: [String] = []
    if unsafe Int(X509_get_version(read)) + 1 != certificate.version { broken.append("version") }
    if unsafe name(X509_get_subject_name(read)) != certificate.subject.der { broken.append("subject") }
    if unsafe name(X509_get_issuer_name(read)) != certificate.issuer.der { broken.append("issuer") }
    if unsafe magnitude(X509_get0_serialNumber(read)) != certificate.serialNumber.magnitude { broken.append("serial") }
    let count = unsafe Int(max(0, X509_get_ext_count(read)))
    if count != certificate.extensions.count {
        broken.append("number of extensions")
    } else {
        for (index, field) in certificate.extensions.enumerated() {
            let raw = unsafe X509_get_ext(read, CInt(index))
            if unsafe (X509_EXTENSION_get_critical(raw) != 0) != field.isCritical { broken.append("critical") }
            if unsafe text(X509_EXTENSION_get_object(raw)) != field.id.description { broken.append("extension") }
            if unsafe (X509_supported_extension(raw) != 0) != field.isUnderstood {
                broken.append("understood \(field.id)")
            }
        }
    }
    var digest = [UInt8](repeating: 0, count: 20)
    // OpenSSL clears unused bits of the key that are set against DER.
    if certificate.encoding.isCanonical, unsafe X509_pubkey_digest(read, EVP_sha1(), &digest, nil) == 1,
        digest != certificate.publicKey.sha1.bytes
    {
        broken.append("key digest")
    }
    if unsafe seconds(X509_get0_notBefore(read)) ?? certificate.notBefore.date.secondsSince1970
        != certificate.notBefore.date.secondsSince1970
    {
        broken.append("notBefore")
    }
    return broken
}

@unsafe private func name(_ name: OpaquePointer?) -> [UInt8] {
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard unsafe X509_NAME_get0_der(name, &bytes, &count) == 1 else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
}

@unsafe private func magnitude(_ number: UnsafePointer<ASN1_INTEGER>?) -> [UInt8] {
    guard let number = unsafe number else { return [] }
    return unsafe Array(
        UnsafeBufferPointer(start: ASN1_STRING_get0_data(number), count: Int(ASN1_STRING_length(number)))
    )
    .withoutLeadingZeros
}

@unsafe private func text(_ id: OpaquePointer?) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe OBJ_obj2txt(&buffer, CInt(buffer.count), id, 1)
    return String(decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

@unsafe private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    var day: CInt = 0
    var second: CInt = 0
    let epoch = unsafe ASN1_TIME_set(nil, 0)
    defer { unsafe ASN1_STRING_free(epoch) }
    guard unsafe ASN1_TIME_diff(&day, &second, epoch, time) == 1 else { return nil }
    return Int64(day) * 86_400 + Int64(second)
}

extension [UInt8] {
    fileprivate var withoutLeadingZeros: [UInt8] { Array(drop { $0 == 0 }) }

    /// The absolute value of a two's complement number.
    fileprivate var magnitude: [UInt8] {
        guard let first, first >= 0x80 else { return withoutLeadingZeros }
        var negated = map { ~$0 }
        for index in negated.indices.reversed() {
            negated[index] &+= 1
            if negated[index] != 0 { break }
        }
        return negated.withoutLeadingZeros
    }
}
