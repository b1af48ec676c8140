import Plans

extension Worker {
    /// Makes the call that `step()` asked for, unless its lease is over by then: somebody else may be at it, and what was
    /// prepared is found again by whoever comes next.
    ///
    /// - Parameters:
    ///   - call: What is to be asked of the provider; its `notBefore` has come.
    ///   - gateway: Asks it.
    ///   - clock: The engine's.
    /// - Returns: whether the call was made.
    mutating func make(_ call: GatewayCall, by gateway: any PaymentGateway, at clock: any PlanClock) -> Bool {
        guard clock.wallMilliseconds <= call.notAfter else {
            abandonCall()
            return false
        }
        answer(gateway.answer(call.request))
        return true
    }
}
