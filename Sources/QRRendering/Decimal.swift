/// The decimal number `numerator` / `denominator`, rounded to at most `digits` places, without zeros at its end.
///
/// Whole numbers all the way: sums of floating-point numbers would show their rounding. Both are positive or zero.
func decimal(_ numerator: Int, over denominator: Int, digits: Int) -> String {
    let unit = (0..<digits).reduce(1) { unit, _ in 10 * unit }
    let scaled = (numerator * unit + denominator / 2) / denominator
    var fraction = String(unit + scaled % unit).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(scaled / unit)" : "\(scaled / unit).\(fraction)"
}

/// A length in points of 1/72 inch.
func points(fromMicrometres micrometres: Int) -> String {
    decimal(72 * micrometres, over: 25_400, digits: 6)
}
