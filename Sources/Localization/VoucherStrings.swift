/// Every sentence of a voucher, in one language: whole sentences for a person who may never have heard of an eSIM.
///
/// Like `Strings`: one value in one file for each language, and a sentence that is missing does not compile.
public struct VoucherStrings: Sendable {
    /// The language tag for markup (BCP 47).
    public var tag: String
    /// What stands between a name and its value, space included.
    public var colon: String

    // MARK: What it is

    /// The page's title.
    public var title: String
    /// Says for whom it is.
    public var forWhom: @Sendable (_ name: String) -> String
    /// The subject of a mail.
    public var subject: @Sendable (_ plan: String?) -> String
    /// Names of facts.
    public var carrier: String
    public var data: String
    public var coverage: String
    public var validity: String
    /// How long the plan lasts, and from when on.
    public var lasts: @Sendable (_ days: Int, _ from: ValidityStart?) -> String

    // MARK: How to install it

    public var scanHeading: String
    /// What to do, step by step.
    public var scanSteps: [String]
    /// Stands where the symbol would be in a copy without it.
    public var leftOut: String

    public var linksHeading: String
    public var appleButton: String
    public var appleNote: String
    public var androidButton: String
    public var androidNote: String
    public var windowsButton: String
    public var windowsNote: String

    public var typedHeading: String
    /// Stands in its place in a copy that no one can type a code from.
    public var maskedHeading: String
    public var smdpAddress: String
    public var matchingID: String
    public var wholeCode: String
    /// What is shown for a matching ID of no characters.
    public var leaveEmpty: String
    /// How the typed face tells zero from the letter.
    public var zeroNote: String
    /// What the code is worth to others.
    public var secretNote: String

    public var confirmationHeading: String
    public var confirmationAsked: String
    public var confirmationHint: String

    // MARK: Dates

    public var datesHeading: String
    public var installBy: String
    public var starts: String
    public var ends: String
    /// A calendar date; months count from 1.
    public var date: @Sendable (_ year: Int, _ month: Int, _ day: Int) -> String
    /// A date with a time of day, and the zone that it is told in.
    public var moment: @Sendable (_ date: String, _ time: String, _ zone: String) -> String
    /// What stands between the parts of a zone.
    public var zoneSeparator: String

    // MARK: Renewal

    public var renewalHeading: String
    /// What is charged, and when; either may be unknown.
    public var charge: @Sendable (_ date: String?, _ amount: String?) -> String
    /// How much of it is tax.
    public var tax: @Sendable (_ amount: String) -> String
    /// Says that tax is in the amount.
    public var taxIncluded: String
    public var howToStop: String

    // MARK: Settings and help

    public var settingsHeading: String
    public var apn: String
    public var roamingOn: String
    public var roamingOff: String

    public var helpHeading: String
    public var iccid: String
    public var support: String
    public var keepIt: String

    /// From when on a validity counts: the field of a plan that is misread most.
    public enum ValidityStart: String, Hashable, Sendable, CaseIterable {
        /// The moment in which the eSIM is installed.
        case install
        /// The first connection to a network of the plan.
        case firstUse = "first-use"
    }
}
