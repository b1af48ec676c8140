extension ActivationCode {
    /// The same code with the address in upper case, which a QR symbol holds in fewer modules.
    ///
    /// Names compare without regard to case, yet a server that does not obey would not find itself in it.
    public var withUppercaseAddress: ActivationCode {
        with(SMDPAddress(unchecked: smdpAddress.description.uppercased()))
    }
}
