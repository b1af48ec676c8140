import Plans

extension Failure {
    /// Why the engine or the store did not do what was asked.
    init(plans error: any Error, store path: String) {
        switch error {
        case let error as PlanError: self.init(error)
        case let error as StoreError: self.init(error, store: path)
        case let error as ZoneError: self.init(error)
        default: self.init("\(path): \(error)", status: .notDone)
        }
    }

    /// Why the engine refuses.
    init(_ error: PlanError) {
        switch error {
        case .planNotAutoRenewable(let plan):
            self.init(
                "plan \(plan): does not renew by itself",
                hint: "esimctl plan list shows which plans do",
                status: .notDone
            )
        case .notRegistered(let account):
            self.init("account \(account): is not registered", hint: "only registered customers buy", status: .notDone)
        case .loginRequired(let account):
            self.init(
                "account \(account): the customer has to log in first",
                hint: "esimctl account log-in \(account), once you know that it is them",
                status: .notDone
            )
        case .chargeInFlight(let subscription):
            self.init(
                "subscription \(subscription): a charge is under way, and nobody knows yet how it ends",
                hint: "esimctl renew run finds out; then try again",
                status: .notDone
            )
        case .carrierMismatch(let plan, let line):
            self.init(
                "a plan of \(plan) cannot be put on a line of \(line)",
                hint: "esimctl plan list --carrier \(line)",
                status: .unusableInput
            )
        case .otherMandateOnLine(let line):
            self.init(
                "line \(line): another plan on it renews by itself already",
                hint: "esimctl subscription change-plan swaps plans without paying twice",
                status: .notDone
            )
        case .refundExceedsCharge(let charge, let left):
            self.init(
                "charge \(charge): no more than \(left) of it is left to give back",
                status: .unusableInput
            )
        case .samePlan(let line, let plan):
            self.init(
                "line \(line): has plan \(plan) already; it would be paid for twice",
                hint: "esimctl plan list shows the others",
                status: .unusableInput
            )
        case .referenceUsed(let reference, let amount):
            self.init(
                "reference \(reference): was used before, for \(amount)",
                hint: "another payment has another reference",
                status: .unusableInput
            )
        case .notFound(let what): self.init("\(what): there is none", status: .unusableInput)
        case .exists(let what): self.init("\(what): is there already", status: .unusableInput)
        case .wrongState(let subscription, let state):
            self.init(
                "subscription \(subscription): is \(state.rawValue), and it cannot be done then",
                hint: "esimctl subscription show \(subscription)",
                status: .notDone
            )
        case .staleConfirmation(let subscription):
            self.init(
                "subscription \(subscription): this token confirms no offer that stands",
                hint: "esimctl renew enable \(subscription) makes a new offer",
                status: .notDone
            )
        case .noPaymentMethod(let account):
            self.init(
                "account \(account): has nothing of that kind to pay with",
                hint: "esimctl account payment-method add, or --pay-with balance",
                status: .notDone
            )
        case .invalid(let what): self.init("\(what): cannot be", status: .unusableInput)
        case .noGateway(let provider): self.init(noGateway: provider)
        case .currencyNotTaken(let currency, let provider):
            self.init(
                "\(provider): takes no \(currency)",
                hint: "pay by card or from the balance",
                status: .unusableInput
            )
        case .outOfStock(let type):
            self.init(
                "no code of type \(type) is available",
                hint: "esimctl inventory import takes codes into stock",
                status: .notDone
            )
        case .noProfileType(let plan):
            self.init(
                "plan \(plan): names no profile type, so no code goes with it",
                hint: "name one in the catalog: a plan without is bought for a line that has its profile",
                status: .unusableInput
            )
        case .codeNotAvailable(let number, let state):
            self.init("code \(number): is \(state.rawValue)", status: .notDone)
        case .wrongKey(let sealedWith, let ours):
            self.init(
                "the codes in stock are sealed with key \(sealedWith); this is key \(ours)",
                hint: "--key-file, ESIMCTL_KEY_FILE or ESIMCTL_KEY names the key",
                status: .configuration
            )
        case .insufficientBalance(let account):
            self.init(
                "account \(account): the balance does not reach; nothing was changed",
                hint: "esimctl account top-up \(account)",
                status: .notDone
            )
        case .balanceLeft(let account, let amount):
            self.init(
                "account \(account): \(amount) is left in the balance",
                hint: "esimctl account pay-out \(account) '\(amount)' --cash REFERENCE gives it back",
                status: .notDone
            )
        case .profileDeleted(let subscription):
            self.init(
                "subscription \(subscription): its profile was deleted from the phone",
                hint: "esimctl provision sells a new one",
                status: .notDone
            )
        }
    }

    /// Why a store cannot be used.
    init(_ error: StoreError, store path: String) {
        switch error {
        case .uniqueViolation(let table), .constraintViolation(let table):
            self.init("\(path): refuses a row of \(table) that breaks its rules", status: .notDone)
        case .notFound(let table): self.init("\(path): a row of \(table) is missing", status: .notDone)
        case .corrupt(let table, let column):
            self.init("\(path): \(column) in \(table) cannot be read", status: .unusableInput)
        case .busy:
            self.init("\(path): another process has kept it busy for too long", hint: "try again", status: .notDone)
        case .newer(let version, let known):
            self.init(
                "\(path): was made by a newer esimctl (schema \(version), this one knows \(known))",
                hint: "update esimctl",
                status: .unusableInput
            )
        case .notAStore: self.init("\(path): is no store of plan records", status: .unusableInput)
        case .unavailable(let reason): self.init("\(path): \(reason)", status: .notDone)
        }
    }

    /// Why there are no rules for a zone.
    init(_ error: ZoneError) {
        switch error {
        case .unknownZone(let name):
            self.init(
                "\(name): no time zone has this name",
                hint: "write it as in America/Lima",
                status: .unusableInput
            )
        case .unreadable(let name): self.init("\(name): its rules cannot be read", status: .unavailable)
        case .databaseMissing:
            self.init(
                "the time zone database is not installed",
                hint: "apt-get install tzdata",
                status: .unavailable
            )
        }
    }
}
