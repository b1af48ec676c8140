/// Decides which parts of an input may be shown when secrets are to stay hidden.
///
/// It errs on the hidden side: what cannot be told apart from a matching ID or a confirmation code is masked.
enum Redaction {
    /// What stands for a secret, whatever its length.
    static let mask = "****"

    /// The parts of `fields` (the code without `LPA:`, split at `$`) that must not be shown.
    static func secrets(in fields: [ArraySlice<UInt8>]) -> [Range<Int>] {
        guard fields.count > 1 else {
            return fields.filter { $0.count > 1 }.map { $0.startIndex..<$0.endIndex }
        }
        let startsWithAddress = fields[0].count > 2
        return fields.enumerated().compactMap { index, field in
            let position = startsWithAddress ? index + 2 : index + 1
            guard !field.isEmpty, !isShowable(field, at: position) else { return nil }
            return field.startIndex..<field.endIndex
        }
    }

    private static func isShowable(_ field: ArraySlice<UInt8>, at position: Int) -> Bool {
        switch ActivationCode.Field(rawValue: position) ?? .extra {
        case .format: true
        case .smdpAddress: field.contains(UInt8(ascii: ".")) && !field.contains(where: "@?#%=&".utf8.contains)
        case .matchingID: false
        case .smdpOID: ObjectIdentifier.firstFault(in: field) == nil || field.count == 1
        case .confirmationCodeRequiredFlag: field.count == 1
        case .ciPKIndicator, .deleteNotification, .extra: true
        }
    }

    /// `input` as text, with `secrets` (offsets into it) replaced by the mask.
    static func text(_ input: [UInt8], hiding secrets: [Range<Int>]) -> String {
        var text: [UInt8] = []
        var shown = input.startIndex
        for secret in secrets.sorted(by: { $0.lowerBound < $1.lowerBound }) where secret.lowerBound >= shown {
            text += input[shown..<secret.lowerBound]
            text += mask.utf8
            shown = secret.upperBound
        }
        text += input[shown...]
        return String(decoding: text, as: UTF8.self)
    }
}
