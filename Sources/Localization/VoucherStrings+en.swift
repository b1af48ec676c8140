extension VoucherStrings {
    static let english = VoucherStrings(
        tag: "en",
        colon: ": ",
        title: "Your eSIM",
        forWhom: { "For \($0)" },
        subject: { $0.map { "Your eSIM: \($0)" } ?? "Your eSIM" },
        carrier: "Carrier",
        data: "Data",
        coverage: "Works in",
        validity: "Lasts",
        lasts: { days, start in
            let length = days == 1 ? "1 day" : "\(days) days"
            return switch start {
            case .install?: "\(length), counted from installation"
            case .firstUse?: "\(length), counted from the first connection to a network"
            case nil: length
            }
        },
        scanHeading: "Scan this code",
        scanSteps: [
            "Connect your phone to Wi-Fi.",
            "In its settings choose to add an eSIM, then to scan a QR code.",
            "Point the camera at the code and follow the steps.",
        ],
        leftOut: "The code is left out of this copy.",
        linksHeading: "On this device?",
        appleButton: "Install on iPhone or iPad",
        appleNote: "iOS 17.4 or later. If nothing happens, scan the code.",
        androidButton: "Install on Android",
        androidNote: "May work on newer phones. If not, scan the code.",
        windowsButton: "Install on Windows",
        windowsNote: "Windows 11, version 24H2 or later.",
        typedHeading: "Or type it in",
        maskedHeading: "Activation code",
        smdpAddress: "SM-DP+ address",
        matchingID: "Activation code (matching ID)",
        wholeCode: "If there is only one field",
        leaveEmpty: "leave it empty",
        zeroNote: "The digit 0 has a mark inside; the letter O has none.",
        secretNote: "Whoever has this code can take the eSIM. Do not pass it on.",
        confirmationHeading: "Confirmation code",
        confirmationAsked:
            "Your phone will ask for a confirmation code. It is not on this page; it reaches you another way.",
        confirmationHint: "How it reaches you",
        datesHeading: "Dates",
        installBy: "Install by",
        starts: "Starts",
        ends: "Ends",
        date: { year, month, day in
            let months = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
            return "\(day) \(months[month - 1]) \(year)"
        },
        moment: { date, time, zone in "\(date), \(time) (\(zone))" },
        zoneSeparator: ", ",
        renewalHeading: "Renewal",
        charge: { date, amount in
            switch (date, amount) {
            case (let date?, let amount?): "It renews by itself. On \(date) you pay \(amount)."
            case (let date?, nil): "It renews by itself. The next charge is on \(date)."
            case (nil, let amount?): "It renews by itself. You pay \(amount) each time."
            case (nil, nil): "It renews by itself."
            }
        },
        tax: { "Tax is included (\($0))." },
        taxIncluded: "Tax is included.",
        howToStop: "How to stop",
        settingsHeading: "Settings",
        apn: "Access point (APN)",
        roamingOn: "Turn data roaming on for this eSIM.",
        roamingOff: "Data roaming can stay off.",
        helpHeading: "Help",
        iccid: "ICCID (the number of this eSIM)",
        support: "Contact",
        keepIt: "Most codes work once. Do not delete the eSIM unless you are told to."
    )
}
