/// Takes the results of `verify` one after the other.
protocol VerificationReport {
    mutating func add(_ target: VerifiedTarget)
    /// Takes the numbers, after the last result.
    mutating func finish(_ tally: VerificationTally) throws
}
