import Plans

/// `a las 08:00`, `a la 01:30`.
private func clock(_ wall: CivilDateTime) -> String {
    let time = wall.description.dropFirst(11).prefix(5)
    return time.hasPrefix("01") ? "a la \(time)" : "a las \(time)"
}

/// The clock by which a time is given, as people call it where they do.
private func clockName(_ zone: String) -> String {
    switch zone {
    case "America/Lima": ", hora de Lima"
    case "Asia/Shanghai": ", hora de Pekín"
    default: " (\(zone))"
    }
}

/// `1`, `1 y 3`, `1, 2 y 3`.
private func listed(_ numbers: [Int]) -> String {
    let words = numbers.map { "\($0)" }
    return words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " y " + words[words.count - 1]
}

private func written(_ date: CivilDate) -> String {
    VoucherStrings.spanish.date(date.year, date.month, date.day)
}

private func days(_ count: Int) -> String { count == 1 ? "1 día" : "\(count) días" }

/// Spanish of Peru: saldo, recarga, renovación automática, baja, vigencia; the reader is «tú».
extension PlanStrings {
    static let spanish = PlanStrings(
        moment: { wall, zone in "\(written(wall.date)) \(clock(wall))\(clockName(zone))" },
        date: { written($0) },
        month: { year, month in
            let text = VoucherStrings.spanish.date(year, month, 1)
            return String(text.dropFirst(5))
        },
        money: { $0.currency == .pen ? "S/ \($0.decimalText)" : "\($0)" },
        interval: { interval in
            switch (interval.unit, interval.count) {
            case (.day, let count): days(count)
            case (.month, 1): "1 mes"
            case (.month, let count): "\(count) meses"
            case (.year, 1): "1 año"
            case (.year, let count): "\(count) años"
            }
        },
        source: { source in
            switch source {
            case .balance: "tu saldo"
            case .card(let lastFour?): "la tarjeta terminada en \(lastFour)"
            case .card(nil): "la tarjeta"
            case .payPal: "tu cuenta de PayPal"
            case .method(let name): "el medio de pago \(name)"
            }
        },
        state: { state in
            switch state {
            case .scheduled: "programado"
            case .incomplete: "pendiente de pago"
            case .active: "activo"
            case .pastDue: "con pago atrasado"
            case .suspended: "suspendido"
            case .paused: "en pausa"
            case .canceled: "dado de baja"
            case .expired: "vencido"
            }
        },
        autoRenew: { autoRenew in
            switch autoRenew {
            case .off: "desactivada"
            case .pendingConfirmation: "espera tu confirmación"
            case .on: "activada"
            }
        },
        label: { label in
            switch label {
            case .subscription: "Suscripción"
            case .plan: "Plan"
            case .line: "Línea"
            case .state: "Estado"
            case .paidUntil: "Vigencia hasta"
            case .autoRenew: "Renovación automática"
            case .amount: "Importe"
            case .nextCharge: "Próximo cobro"
            case .source: "Se paga con"
            case .howToStop: "Para dar de baja la renovación"
            case .iccid: "ICCID"
            case .code: "Código de activación"
            case .confirmationCode: "Código de confirmación"
            }
        },
        colon: ": ",
        nothingWillBeCharged: "no se cobrará nada",
        toConfirm: { "Nada se renueva ni se cobra antes de que confirmes: \($0)" },
        isOnNow: "Desde ahora el plan se renueva automáticamente.",
        isOffNow: { until in
            until.map { "El plan no se renueva. Lo pagado sigue vigente hasta el \($0)." } ?? "El plan no se renueva."
        },
        explanation: .spanish,
        notice: { kind, words in
            switch kind {
            case .renewalUpcoming:
                NoticeText(
                    "Tu plan \(words.plan) se renueva pronto",
                    [
                        "Tu plan \(words.plan) en la línea \(words.line) tiene renovación automática.",
                        "Cobraremos \(words.amount ?? "su precio") con cargo a \(words.source ?? "tu medio de pago") el "
                            + "\(words.chargeAt ?? "último día").",
                        words.howToCancel.map {
                            "Si no la quieres, da de baja la renovación antes de esa fecha: \($0)"
                        },
                    ]
                )
            case .renewalSucceeded:
                NoticeText(
                    "Tu plan \(words.plan) se renovó",
                    [
                        "Tu plan \(words.plan) en la línea \(words.line) se renovó.",
                        words.amount.map {
                            "Cobramos \($0) con cargo a \(words.source ?? "tu medio de pago") el "
                                + "\(words.chargeAt ?? "día previsto")."
                        },
                        words.howToCancel.map { "Para dar de baja la renovación automática: \($0)" },
                    ]
                )
            case .renewalFailed:
                NoticeText(
                    "No pudimos cobrar tu plan \(words.plan)",
                    [
                        "El pago de \(words.amount ?? "tu plan") por el plan \(words.plan) en la línea \(words.line) no se "
                            + "realizó: \(words.reason).",
                        "Haz una recarga o elige otro medio de pago para que tu servicio continúe.",
                    ]
                )
            case .serviceSuspended:
                NoticeText(
                    "El servicio de tu línea \(words.line) está suspendido",
                    [
                        "Todavía falta el pago de tu plan \(words.plan), por eso su servicio se detuvo. Tu número sigue siendo "
                            + "tuyo.",
                        "El servicio vuelve en cuanto se realice el pago: haz una recarga o elige otro medio de pago.",
                    ]
                )
            case .paymentMethodExpiring:
                NoticeText(
                    "Tu tarjeta está por vencer",
                    [
                        "\(words.paymentMethod.capitalizedFirst) vence a fines de \(words.expires), y con ella se paga tu "
                            + "plan.",
                        "Registra otra a tiempo para que tu plan continúe.",
                    ]
                )
            case .autoRenewPending:
                NoticeText(
                    "Confirma la renovación automática de \(words.plan)",
                    [
                        "Pediste la renovación automática de tu plan \(words.plan) en la línea \(words.line).",
                        "Si la confirmas, cobraremos \(words.amount ?? "su precio") con cargo a "
                            + "\(words.source ?? "tu medio de pago"), por primera vez el "
                            + "\(words.chargeAt ?? "último día").",
                        "Antes de que confirmes no se cobra nada. Si no fuiste tú, no hagas nada.",
                        words.howToConfirm.map { "Para confirmar: \($0)" },
                    ]
                )
            case .autoRenewOn:
                NoticeText(
                    "La renovación automática de \(words.plan) está activada",
                    [
                        "Desde ahora tu plan \(words.plan) en la línea \(words.line) se renueva automáticamente.",
                        "El próximo cobro es de \(words.amount ?? "su precio"), el \(words.chargeAt ?? "último día"), con "
                            + "\(words.source ?? "tu medio de pago").",
                        words.howToCancel.map { "Para dar de baja la renovación automática: \($0)" },
                    ]
                )
            case .autoRenewOff:
                NoticeText(
                    "La renovación automática de \(words.plan) está desactivada",
                    [
                        "Tu plan \(words.plan) en la línea \(words.line) ya no se renueva. Lo pagado sigue vigente hasta "
                            + "que venza."
                    ]
                )
            case .autoRenewNotConfirmed:
                NoticeText(
                    "Tu plan \(words.plan) no se renovó",
                    [
                        "Pediste la renovación automática de tu plan \(words.plan) en la línea \(words.line), pero no la "
                            + "confirmaste. No se cobró nada y la vigencia del plan terminó."
                    ]
                )
            case .planChanged:
                NoticeText(
                    "Tu plan cambia a \(words.plan)",
                    [
                        words.chargeAt.map {
                            "El plan \(words.plan) comienza en la línea \(words.line) el \($0). Cuesta "
                                + "\(words.amount ?? "su precio") y se paga con \(words.source ?? "tu medio de pago")."
                        }
                            ?? "El plan \(words.plan) comenzó en la línea \(words.line)\(words.amount.map { " por \($0)" } ?? "").",
                        words.renews
                            ? "Se renueva automáticamente, como tu plan anterior."
                                + (words.nextChargeAt.map {
                                    " El próximo cobro es el \($0), con \(words.source ?? "tu medio de pago")."
                                } ?? "") : "No se renueva automáticamente.",
                        words.renews
                            ? words.howToCancel.map { "Para dar de baja la renovación automática: \($0)" } : nil,
                        "Tu plan anterior no sigue junto a este: no pagas dos veces.",
                    ]
                )
            case .planExpired:
                NoticeText(
                    "Terminó la vigencia de tu plan \(words.plan)",
                    [
                        "Terminó la vigencia de tu plan \(words.plan) en la línea \(words.line). Tu número sigue siendo tuyo."
                    ]
                )
            case .lineReleaseWarning:
                NoticeText(
                    "Estás por perder el número \(words.line)",
                    [
                        "La línea \(words.line) no recibe recargas desde hace mucho. Si no haces una recarga antes del "
                            + "\(words.date ?? "fin de su plazo"), pierdes el número."
                    ]
                )
            case .stockLow:
                NoticeText(
                    "Quedan pocos códigos del tipo \(words.profileType)",
                    [
                        "Códigos de activación del tipo \(words.profileType) que quedan: \(words.left). "
                            + "Debería haber al menos \(words.threshold). Pide más al operador e impórtalos."
                    ]
                )
            }
        },
        declineReason: { reason in
            switch reason {
            case .notEnoughBalance: "tu saldo no alcanza"
            case .notEnoughFunds: "no hay fondos suficientes"
            case .cardExpired: "la tarjeta venció"
            case .cardRefused: "la tarjeta ya no se puede usar"
            case .confirmationNeeded: "tu banco pide que lo confirmes"
            case .other: "el pago fue rechazado"
            }
        },
        closing: "Este mensaje es automático; nadie lee las respuestas."
    )
}

extension RenewalStrings {
    static let spanish = RenewalStrings(
        title: { plan, line in "\(plan), en la línea \(line)" },
        state: { state in
            switch state {
            case .scheduled: "Comienza cuando termina el plan anterior."
            case .incomplete: "Está comprado y todavía no está pagado."
            case .active: "Está activo."
            case .pastDue: "El pago está atrasado; por ahora el servicio continúa."
            case .suspended: "Falta el pago, por eso no hay servicio."
            case .paused: "Está en pausa; se conserva el tiempo pagado que queda."
            case .canceled: "Fue dado de baja."
            case .expired: "Terminó su vigencia."
            }
        },
        when: "Cuándo",
        howMuch: "Cuánto",
        from: "Con qué se paga",
        whatNext: "Qué sigue",
        ifUnpaid: "Si el pago no llega",
        howToStop: "Cómo dar de baja la renovación automática",
        nextCharge: { "El próximo cobro es el \($0)." },
        noCharge: { reason in
            switch reason {
            case .off: "No se cobrará nada: la renovación automática está desactivada."
            case .notConfirmed: "No se cobrará nada: la renovación automática no está confirmada."
            case .ended: "No se cobrará nada: ya terminó."
            case .paused: "No se cobra nada mientras está en pausa."
            case .waitsForMethod: "No se cobrará nada hasta que haya otro medio de pago: el último fue rechazado."
            case .waitsForCustomer: "No se cobrará nada hasta que confirmes el pago en tu banco."
            case .waitsForOperator: "Aún no se sabe si el último cobro se hizo: primero tenemos que averiguarlo."
            case .parked: "Quedó en espera por un error: primero tenemos que revisarlo."
            case .underWay: "Hay un cobro en curso; aún no llega la respuesta."
            case .unpaid: "Se intenta otra vez cuando haya una recarga u otro medio de pago."
            }
        },
        counted: { interval, anchor, boundary in
            "Los periodos de \(interval) se cuentan desde el \(anchor); este es el fin del periodo \(boundary)."
        },
        lastDayOfMonth: { "Ese mes no tiene día \($0), por eso se toma el último día del mes." },
        anchorMoved:
            "No se cuentan desde la compra: un pago tardío, una pausa o un cambio movió el comienzo.",
        isRetry: "Es un nuevo intento: uno anterior no logró el cobro.",
        charged: { "El plan se cobra \($0) segundos antes de que venza." },
        amount: { "\($0), de los cuales \($1) son impuestos (\($2))." },
        version: { "Es el precio de la versión \($0) del plan, que se vende desde el \($1)." },
        newPrice: { "Aceptaste \($0); el nuevo precio se anunció a tiempo." },
        skipped: {
            $0 == 1 ? "Un periodo que ya pasó no se cobra." : "\($0) periodos que ya pasaron no se cobran."
        },
        paidFrom: { "Se paga con \($0)." },
        balance: { "Ahora tiene \($0)." },
        missing: { "Faltan \($0): haz una recarga antes de esa fecha." },
        step: { step in
            switch step {
            case .recover: "averiguamos cómo terminó el cobro"
            case .collect: "cobramos"
            case .suspend: "se detiene el servicio si no está pagado"
            case .expire: "termina"
            case .cancel: "se anula la compra si no está pagada"
            case .announce: "recibes un aviso del cobro"
            }
        },
        nothingNext: "No pasa nada por sí solo.",
        grace: { $0 == 0 ? "El servicio se detiene de inmediato." : "El servicio continúa \(days($0))." },
        retries: { list, isFromBalance in
            "Lo intentamos otra vez \(listed(list)) día\(list == [1] ? "" : "s") después del vencimiento, y "
                + (isFromBalance ? "con cada recarga." : "cuando registres otro medio de pago.")
        },
        stopCommand: { $0 }
    )
}
