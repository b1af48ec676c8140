public import HTTPService

extension TLSOptions {
    /// Shows a leaf of a hierarchy, with the SubCAs above it, whatever is wrong with them.
    public init(_ leaf: IssuedCertificate, of hierarchy: Hierarchy) {
        self.init(Identity(leaf, of: hierarchy))
        allowsWeakness = true
    }
}

extension TLSOptions.Identity {
    /// A leaf of a hierarchy, with the SubCAs above it.
    public init(_ leaf: IssuedCertificate, of hierarchy: Hierarchy) {
        self.init(certificates: hierarchy.chain(of: leaf), privateKey: leaf.key.privateDER)
    }
}
