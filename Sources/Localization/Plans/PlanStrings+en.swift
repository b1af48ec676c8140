import Plans

private func clock(_ wall: CivilDateTime) -> String {
    String(wall.description.dropFirst(11).prefix(5))
}

private func written(_ date: CivilDate) -> String {
    VoucherStrings.english.date(date.year, date.month, date.day)
}

/// `1`, `1 and 3`, `1, 2 and 3`.
private func listed(_ numbers: [Int]) -> String {
    let words = numbers.map { "\($0)" }
    return words.count < 2
        ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
}

private func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

extension PlanStrings {
    static let english = PlanStrings(
        moment: { wall, zone in "\(written(wall.date)), \(clock(wall)) (\(zone))" },
        date: { written($0) },
        month: { year, month in
            let text = VoucherStrings.english.date(year, month, 1)
            return String(text.dropFirst(2))
        },
        money: { "\($0)" },
        interval: { interval in
            "\(interval.count) \(interval.unit.rawValue)\(interval.count == 1 ? "" : "s")"
        },
        source: { source in
            switch source {
            case .balance: "the balance"
            case .card(let lastFour?): "the card ending in \(lastFour)"
            case .card(nil): "the card"
            case .payPal: "PayPal"
            case .method(let name): "the payment method \(name)"
            }
        },
        state: { state in
            switch state {
            case .scheduled: "scheduled"
            case .incomplete: "not paid yet"
            case .active: "active"
            case .pastDue: "payment overdue"
            case .suspended: "suspended"
            case .paused: "paused"
            case .canceled: "canceled"
            case .expired: "expired"
            }
        },
        autoRenew: { autoRenew in
            switch autoRenew {
            case .off: "off"
            case .pendingConfirmation: "waits for your confirmation"
            case .on: "on"
            }
        },
        label: { label in
            switch label {
            case .subscription: "Subscription"
            case .plan: "Plan"
            case .line: "Line"
            case .state: "State"
            case .paidUntil: "Paid until"
            case .autoRenew: "Auto-renewal"
            case .amount: "Amount"
            case .nextCharge: "Next charge"
            case .source: "Paid from"
            case .howToStop: "To stop it"
            case .iccid: "ICCID"
            case .code: "Activation code"
            case .confirmationCode: "Confirmation code"
            }
        },
        colon: ": ",
        nothingWillBeCharged: "nothing will be charged",
        toConfirm: { "Nothing renews, and nothing is charged for it, before you confirm: \($0)" },
        isOnNow: "The plan renews by itself from now on.",
        isOffNow: { until in
            until.map { "The plan does not renew. What is paid lasts until \($0)." }
                ?? "The plan does not renew."
        },
        explanation: .english,
        notice: { kind, words in
            switch kind {
            case .renewalUpcoming:
                NoticeText(
                    "Your plan \(words.plan) renews soon",
                    [
                        "Your plan \(words.plan) on line \(words.line) renews by itself.",
                        "We will charge \(words.amount ?? "its price") on \(words.chargeAt ?? "its last day") from "
                            + "\(words.source ?? "your payment method").",
                        words.howToCancel.map { "If you do not want that, stop the renewal before then: \($0)" },
                    ]
                )
            case .renewalSucceeded:
                NoticeText(
                    "Your plan \(words.plan) was renewed",
                    [
                        "Your plan \(words.plan) on line \(words.line) was renewed.",
                        words.amount.map {
                            "We charged \($0) on \(words.chargeAt ?? "the due date") from "
                                + "\(words.source ?? "your payment method")."
                        },
                        words.howToCancel.map { "To stop further renewals: \($0)" },
                    ]
                )
            case .renewalFailed:
                NoticeText(
                    "We could not charge for your plan \(words.plan)",
                    [
                        "The payment of \(words.amount ?? "the price") for \(words.plan) on line \(words.line) did not go "
                            + "through: \(words.reason).",
                        "Top up your balance, or choose another way to pay, so that your service goes on.",
                    ]
                )
            case .serviceSuspended:
                NoticeText(
                    "Your service on line \(words.line) is suspended",
                    [
                        "The payment for your plan \(words.plan) is still missing, so its service has stopped. Your number is "
                            + "still yours.",
                        "It comes back as soon as the payment goes through: top up your balance, or choose another way "
                            + "to pay.",
                    ]
                )
            case .paymentMethodExpiring:
                NoticeText(
                    "Your card is about to expire",
                    [
                        "\(words.paymentMethod.capitalizedFirst) is valid until the end of \(words.expires), and your plan is "
                            + "paid with it.",
                        "Give us another one in time, so that your plan goes on.",
                    ]
                )
            case .autoRenewPending:
                NoticeText(
                    "Confirm the auto-renewal of \(words.plan)",
                    [
                        "You have asked that your plan \(words.plan) on line \(words.line) renews by itself.",
                        "If you confirm, we will charge \(words.amount ?? "its price") from "
                            + "\(words.source ?? "your payment method"), for the first time on "
                            + "\(words.chargeAt ?? "its last day").",
                        "Before you confirm, nothing is charged. If it was not you, do nothing.",
                        words.howToConfirm.map { "To confirm: \($0)" },
                    ]
                )
            case .autoRenewOn:
                NoticeText(
                    "Auto-renewal of \(words.plan) is on",
                    [
                        "Your plan \(words.plan) on line \(words.line) renews by itself from now on.",
                        "The next charge is \(words.amount ?? "its price") on \(words.chargeAt ?? "its last day"), from "
                            + "\(words.source ?? "your payment method").",
                        words.howToCancel.map { "To stop it: \($0)" },
                    ]
                )
            case .autoRenewOff:
                NoticeText(
                    "Auto-renewal of \(words.plan) is off",
                    [
                        "Your plan \(words.plan) on line \(words.line) does not renew any more. What is paid lasts to its end."
                    ]
                )
            case .autoRenewNotConfirmed:
                NoticeText(
                    "Your plan \(words.plan) was not renewed",
                    [
                        "You had asked that your plan \(words.plan) on line \(words.line) renews by itself, but did not "
                            + "confirm it. Nothing was charged, and the plan has ended."
                    ]
                )
            case .planChanged:
                NoticeText(
                    "Your plan changes to \(words.plan)",
                    [
                        words.chargeAt.map {
                            "The plan \(words.plan) begins on line \(words.line) on \($0). It costs "
                                + "\(words.amount ?? "its price"), paid from \(words.source ?? "your payment method")."
                        }
                            ?? "The plan \(words.plan) has begun on line \(words.line)\(words.amount.map { " for \($0)" } ?? "").",
                        words.renews
                            ? "It renews by itself, as your earlier plan did."
                                + (words.nextChargeAt.map {
                                    " The next charge is on \($0), from \(words.source ?? "your payment method")."
                                } ?? "") : "It does not renew by itself.",
                        words.renews ? words.howToCancel.map { "To stop that: \($0)" } : nil,
                        "Your earlier plan does not go on beside it: you do not pay twice.",
                    ]
                )
            case .planExpired:
                NoticeText(
                    "Your plan \(words.plan) has ended",
                    ["Your plan \(words.plan) on line \(words.line) has ended. Your number is still yours."]
                )
            case .lineReleaseWarning:
                NoticeText(
                    "You are about to lose the number \(words.line)",
                    [
                        "The line \(words.line) has not been topped up for a long time. If it is not topped up before "
                            + "\(words.date ?? "its end"), you lose the number."
                    ]
                )
            case .stockLow:
                NoticeText(
                    "Few codes of type \(words.profileType) are left",
                    [
                        "Activation codes of type \(words.profileType) that are left: \(words.left). "
                            + "There should be at least \(words.threshold). Order more from the carrier and import them."
                    ]
                )
            }
        },
        declineReason: { reason in
            switch reason {
            case .notEnoughBalance: "there is not enough in your balance"
            case .notEnoughFunds: "there is not enough money in the account behind it"
            case .cardExpired: "the card has expired"
            case .cardRefused: "the card can no longer be used"
            case .confirmationNeeded: "your bank wants you to confirm it"
            case .other: "the payment was declined"
            }
        },
        closing: "This message was sent by a machine; nobody reads answers to it."
    )
}

extension RenewalStrings {
    static let english = RenewalStrings(
        title: { plan, line in "\(plan), on line \(line)" },
        state: { state in
            switch state {
            case .scheduled: "It begins when the plan before it ends."
            case .incomplete: "It has been bought and is not paid yet."
            case .active: "It is active."
            case .pastDue: "Its payment is overdue; the service goes on for now."
            case .suspended: "Its payment is missing, so the service is off."
            case .paused: "It is paused; what is left of the paid time is kept."
            case .canceled: "It was canceled."
            case .expired: "It has ended."
            }
        },
        when: "When",
        howMuch: "How much",
        from: "From what",
        whatNext: "What comes next",
        ifUnpaid: "If the money does not come",
        howToStop: "How to stop it",
        nextCharge: { "The next charge is on \($0)." },
        noCharge: { reason in
            switch reason {
            case .off: "Nothing will be charged: auto-renewal is off."
            case .notConfirmed: "Nothing will be charged: auto-renewal has not been confirmed."
            case .ended: "Nothing will be charged: it is over."
            case .paused: "Nothing is charged while it is paused."
            case .waitsForMethod:
                "Nothing will be charged before there is another way to pay: the last one was refused."
            case .waitsForCustomer: "Nothing will be charged before you have confirmed the payment at your bank."
            case .waitsForOperator: "Nobody knows whether the last charge was made: we have to find out first."
            case .parked: "It was put aside after errors: we have to look at it first."
            case .underWay: "A charge is under way; its answer has not come yet."
            case .unpaid: "It is tried again when the balance is topped up or another way to pay is given."
            }
        },
        counted: { interval, anchor, boundary in
            "Periods of \(interval) are counted from \(anchor); this is the end of number \(boundary)."
        },
        lastDayOfMonth: { "That month has no day \($0), so it is its last day." },
        anchorMoved: "They are not counted from the purchase: a late payment, a pause or a change has moved the start.",
        isRetry: "It is a further try: an earlier one did not bring the money.",
        charged: { "The plan is charged \($0) seconds before its end." },
        amount: { "\($0), of which \($1) is tax (\($2))." },
        version: { "It is the price of version \($0) of the plan, which is sold since \($1)." },
        newPrice: { "You agreed to \($0); the new price was announced in time." },
        skipped: {
            $0 == 1 ? "One period that went by is not charged." : "\($0) periods that went by are not charged."
        },
        paidFrom: { "It is paid from \($0)." },
        balance: { "There is \($0) in it now." },
        missing: { "\($0) is missing: top up before then." },
        step: { step in
            switch step {
            case .recover: "we find out how the charge ended"
            case .collect: "we charge"
            case .suspend: "the service stops if it is not paid"
            case .expire: "it ends"
            case .cancel: "the purchase is canceled if it is not paid"
            case .announce: "you get a message about the charge"
            }
        },
        nothingNext: "Nothing happens by itself.",
        grace: { $0 == 0 ? "The service stops at once." : "The service goes on for \(days($0))." },
        retries: { list, isFromBalance in
            "We try again \(listed(list)) day\(list == [1] ? "" : "s") after the due date, and "
                + (isFromBalance ? "on each top-up." : "when you give another way to pay.")
        },
        stopCommand: { $0 }
    )
}
