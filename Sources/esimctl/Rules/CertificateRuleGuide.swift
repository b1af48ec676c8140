import SGP22

/// What there is to read about one rule for certificates: all of it is the rule's own.
struct CertificateRuleGuide: RuleDocument {
    let rule: CertificateRule

    init(_ rule: CertificateRule) {
        self.rule = rule
    }

    var id: String { rule.id }
    var title: String { rule.title }
    var text: String { rule.explanation }
    var severity: Severity { rule.severity }

    var page: String {
        """
        # \(id)

        \(title). Severity: \(severity.rawValue). Reference: \(rule.reference).

        \(text)

        ## What to do

        \(rule.advice)

        ## Where it is looked for

        \(scope)

        """
    }

    /// Which certificates the rule is about, as a sentence.
    private var scope: String {
        switch (rule.scope.isGSMAOnly, rule.scope.isTLSOnly) {
        case (false, false): "In all certificates, those of the public web included (`--profile web`)."
        case (false, true):
            "In certificates for TLS (`--role tls`), those of the public web included (`--profile web`)."
        case (true, false): "In the certificates of the GSMA's PKI; not with `--profile web`."
        case (true, true): "In the certificates for TLS (`--role tls`) of the GSMA's PKI; not with `--profile web`."
        }
    }
}
