public import SGP22

/// Every sentence that people read, in one language.
///
/// A language is one value of this type in one file; a sentence that is missing does not compile. Sentences about findings
/// begin in lower case and have no full stop, so that they fit behind `file:3:12: error:`; the ones of an explanation are
/// whole sentences.
public struct Strings: Sendable {
    // MARK: Findings

    /// What is the matter.
    public var problem: @Sendable (ActivationCode.Problem) -> String
    /// What to do about it, when there is something to do.
    public var advice: @Sendable (ActivationCode.Problem) -> String?
    /// `error`, `warning` or `note`.
    public var severity: @Sendable (Severity) -> String
    /// Gives the corrected form of an accepted code.
    public var corrected: @Sendable (_ code: String) -> String
    /// Offers a code that may have been meant.
    public var didYouMean: @Sendable (_ code: String) -> String
    /// What stands before advice.
    public var fixLabel: String

    /// Where in a picture a code is: which one, and the pixels of its corner.
    public var symbolPlace: @Sendable (_ index: Int, _ x: Int, _ y: Int) -> String
    /// Says that a QR code holds something else.
    public var isNoActivationCode: String

    // MARK: Verdicts

    /// The closing line of a validation.
    public var summary: @Sendable (Tally) -> String
    /// Says that the corrected form was drawn instead of the text as given.
    public var drewCorrected: @Sendable (_ code: String) -> String
    /// Says that the text was drawn although it is refused.
    public var drewAsGiven: String
    /// Says that nothing was drawn.
    public var refusedToDraw: @Sendable (_ input: String) -> String
    /// The title of a picture.
    public var pictureTitle: @Sendable (_ smdpAddress: String) -> String
    /// The description of a picture, which must not hold the secret.
    public var pictureDetails: String
    /// The description of a picture of an install link.
    public var linkPictureDetails: String
    /// The title and the description of a picture of an EID, which must not hold the number.
    public var eidPictureTitle: String
    public var eidPictureDetails: String
    /// Says why a text is no EID.
    public var refusedEID: @Sendable (EID.ParseError) -> String
    /// Says how many modules wide the symbol was and is with the host in upper case, and what that may cost.
    public var compacted: @Sendable (_ before: Int, _ after: Int) -> String
    /// Says that upper case would make the symbol no smaller.
    public var compactedInVain: String
    /// Warns of modules that are too small to print.
    public var smallModule: @Sendable (_ millimetres: String) -> String

    // MARK: Explanation

    /// The words of `Explanation`.
    public var explanation: ExplanationStrings

    // MARK: Voucher

    /// What a voucher says to the person who gets the eSIM.
    public var voucher: VoucherStrings

    /// How many codes got which verdict.
    public struct Tally: Hashable, Sendable {
        /// Codes that were looked at.
        public var checked = 0
        /// Codes with nothing worse than a note.
        public var valid = 0
        /// Codes that are accepted with departures.
        public var warnings = 0
        /// Codes that are refused.
        public var invalid = 0

        /// All zeros.
        public init() {}
    }
}

/// The sentences of an explanation of one code.
public struct ExplanationStrings: Sendable {
    /// The names of the fields, in the words of SGP.22 where the language has no others.
    public var fieldName: @Sendable (ActivationCode.Field) -> String
    /// What stands between a name and its value, space included.
    public var colon: String
    /// What stands for a field that is not given.
    public var absent: String
    /// What to do with the second of two entry fields when there is no matching ID.
    public var leaveEmpty: String
    /// What stands for the flag when a confirmation code is required.
    public var required: String
    /// A masked secret, and how to see it.
    public var masked: @Sendable (_ mask: String) -> String

    /// What the verdict is: by the letter, with departures, refused.
    public var isStrict: String
    public var isLenient: String
    public var isRefused: String

    public var format: String
    public var smdpAddress: String
    public var matchingID: String
    public var emptyMatchingID: String
    public var smdpOID: String
    public var noOID: String
    public var confirmationCodeRequired: String
    public var confirmationCodeNotStated: String
    public var ciPKIndicator: String
    public var deleteNotification: String
    public var extra: String

    /// Headings.
    public var atDownload: String
    public var byHand: String
    public var remarks: String

    /// What happens at download, in order; the third is one of two.
    public var needsConnection: String
    public var connects: @Sendable (_ host: String) -> String
    public var asksForConfirmationCode: String
    public var mayAskForConfirmationCode: String
    public var asksForConsent: String
    public var worksOnce: String

    /// How to type the code.
    public var oneField: @Sendable (_ code: String) -> String
    public var twoFields: @Sendable (_ address: String, _ matchingID: String) -> String
}
