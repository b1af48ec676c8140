import Plans

extension Worker {
    /// Makes the call that `step()` asked for, unless its lease is over by then: somebody else may be at it, and what was
    /// prepared is found again by whoever comes next.
    ///
    /// - Parameters:
    ///   - call: What is to be asked of the provider; its `notBefore` has come.
    ///   - gateway: Asks it.
    ///   - clock: The engine's.
    /// - Returns: the answer; `nil` when the call was not made.
    mutating func make(
        _ call: GatewayCall,
        by gateway: any PaymentGateway,
        at clock: any PlanClock
    ) -> GatewayCall.Answer? {
        guard clock.wallMilliseconds <= call.notAfter else {
            abandonCall()
            return nil
        }
        let answer = gateway.answer(call.request)
        self.answer(answer)
        return answer
    }
}
