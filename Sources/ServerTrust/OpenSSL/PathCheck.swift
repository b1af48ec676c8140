internal import COpenSSL
internal import SGP22

/// One run of OpenSSL's path check (`X509_verify_cert`), which goes on behind every objection and collects them all.
struct PathCheck {
    var leaf: X509Object
    /// Certificates that the path may lead through.
    var untrusted: [X509Object]
    var anchors: AnchorStore
    /// Whether a path may end in an anchor that has not signed itself.
    var acceptsPartialChain = false
    /// Without any, revocation is not looked at.
    var revocationLists: [CRLObject] = []
    var checksRevocation = false
    var at: CertificateDate

    /// One objection as OpenSSL makes it.
    struct Objection: Hashable {
        /// One of `X509_V_ERR_…`.
        var code: Int
        /// The place in the path.
        var depth: Int
        var revocation: ServedChain.Revocation?
    }

    struct Outcome {
        /// The addresses of the certificates of the path, the leaf first (`X509Object.address`). Empty when the check could
        /// not be done, for want of memory.
        var path: [UInt] = []
        var objections: [Objection] = []
        /// Whether it went on to the end. It breaks off without an objection at a certificate whose key OpenSSL cannot use.
        var isComplete = true
    }

    /// The most certificates between leaf and anchor. The GSMA's longest path has two (SGP.22 4.5.2.1).
    static let depthLimit = 10

    func run() -> Outcome {
        let collector = Collector()
        let context = Context(self)
        let (path, isComplete) = context.verify(collector)
        ERR_clear_error()
        return Outcome(path: path, objections: collector.objections, isComplete: isComplete)
    }

    /// OpenSSL's own words for an objection.
    static func text(_ code: Int) -> String {
        unsafe String(cString: X509_verify_cert_error_string(code))
    }
}

/// What the callback writes to. One thread uses it, for as long as `verify` runs.
private final class Collector {
    var objections: [PathCheck.Objection] = []
    /// A path of ten has no more to say; names that are made to object without end stop here.
    static let limit = 1000
}

/// Where a context keeps its collector.
private let collectorIndex = COpenSSL_newStoreContextIndex()

/// The one owner of a context, and of what it borrows while it runs.
@safe private struct Context: ~Copyable {
    private let pointer: OpaquePointer?
    private let untrusted: OpaquePointer?
    private let revocationLists: OpaquePointer?
    private let check: PathCheck
    /// Whether there was memory for all of it.
    private let isReady: Bool

    init(_ check: PathCheck) {
        self.check = check
        unsafe pointer = X509_STORE_CTX_new()
        unsafe untrusted = COpenSSL_newX509Stack()
        unsafe revocationLists = COpenSSL_newCRLStack()
        guard
            let pointer = unsafe pointer, let untrusted = unsafe untrusted, let revocationLists = unsafe revocationLists
        else {
            isReady = false
            return
        }
        for object in check.untrusted {
            unsafe object.withPointer { _ = unsafe COpenSSL_pushX509(untrusted, $0) }
        }
        for object in check.revocationLists {
            unsafe object.withPointer { _ = unsafe COpenSSL_pushCRL(revocationLists, $0) }
        }
        let isPrepared = unsafe check.anchors.withPointer { store in
            unsafe check.leaf.withPointer { unsafe X509_STORE_CTX_init(pointer, store, $0, untrusted) }
        }
        guard isPrepared == 1, let parameters = unsafe X509_STORE_CTX_get0_param(pointer) else {
            isReady = false
            return
        }
        var flags = X509_V_FLAG_X509_STRICT
        if check.acceptsPartialChain { flags |= X509_V_FLAG_PARTIAL_CHAIN }
        if check.checksRevocation { flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL }
        unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(flags))
        unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(check.at.secondsSince1970))
        unsafe X509_VERIFY_PARAM_set_depth(parameters, CInt(PathCheck.depthLimit))
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        unsafe X509_STORE_CTX_set0_crls(pointer, revocationLists)
        isReady = true
    }

    deinit {
        unsafe X509_STORE_CTX_free(pointer)
        // The certificates and CRLs in them were only lent.
        unsafe COpenSSL_freeX509StackOnly(untrusted)
        unsafe COpenSSL_freeCRLStackOnly(revocationLists)
    }

    /// Runs the check and gives the path that it has taken, and whether it went on to the end.
    func verify(_ collector: Collector) -> (path: [UInt], isComplete: Bool) {
        guard isReady, let pointer = unsafe pointer else { return ([], false) }
        let context = unsafe pointer
        return withExtendedLifetime(collector) {
            let box = unsafe Unmanaged.passUnretained(collector).toOpaque()
            guard unsafe X509_STORE_CTX_set_ex_data(context, collectorIndex, box) == 1 else { return ([], false) }
            unsafe X509_STORE_CTX_set_verify_cb(context) { isGood, context in
                if isGood == 0, let context = unsafe context { unsafe collect(context) }
                return 1
            }
            let isComplete = unsafe X509_verify_cert(context) == 1
            let chain = unsafe X509_STORE_CTX_get0_chain(context)
            let count = unsafe COpenSSL_numX509(chain)
            return ((0..<count).map { unsafe UInt(bitPattern: COpenSSL_X509(chain, $0)) }, isComplete)
        }
    }
}

/// Notes an objection. The context is lent for the length of the call, and what it points to is not kept.
@unsafe private func collect(_ context: OpaquePointer) {
    guard let box = unsafe X509_STORE_CTX_get_ex_data(context, collectorIndex) else { return }
    let collector = unsafe Unmanaged<Collector>.fromOpaque(box).takeUnretainedValue()
    guard collector.objections.count < Collector.limit else { return }
    let code = unsafe X509_STORE_CTX_get_error(context)
    var objection = PathCheck.Objection(code: Int(code), depth: Int(unsafe X509_STORE_CTX_get_error_depth(context)))
    if code == X509_V_ERR_CERT_REVOKED { objection.revocation = unsafe revocation(context) }
    collector.objections.append(objection)
}

/// What the CRL says about the certificate that the check is at.
@unsafe private func revocation(_ context: OpaquePointer) -> ServedChain.Revocation {
    var entry: OpaquePointer?
    guard
        let list = unsafe X509_STORE_CTX_get0_current_crl(context),
        let certificate = unsafe X509_STORE_CTX_get_current_cert(context),
        unsafe X509_CRL_get0_by_cert(list, &entry, certificate) > 0, let entry = unsafe entry
    else { return ServedChain.Revocation() }
    return ServedChain.Revocation(
        date: unsafe CertificateDate(X509_REVOKED_get0_revocationDate(entry)),
        reason: RevocationReason.name(unsafe COpenSSL_revocationReason(entry))
    )
}

extension CertificateDate {
    /// Reads a time of OpenSSL's.
    fileprivate init?(_ time: UnsafePointer<ASN1_TIME>?) {
        guard let time = unsafe time, let bytes = unsafe ASN1_STRING_get0_data(time) else { return nil }
        let content = unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(time))))
        self.init(asn1: content[...], isGeneralized: unsafe ASN1_STRING_type(time) == V_ASN1_GENERALIZEDTIME)
    }
}
