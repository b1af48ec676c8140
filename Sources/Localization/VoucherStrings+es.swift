extension VoucherStrings {
    static let spanish = VoucherStrings(
        tag: "es",
        colon: ": ",
        title: "Tu eSIM",
        forWhom: { "Para \($0)" },
        subject: { $0.map { "Tu eSIM: \($0)" } ?? "Tu eSIM" },
        carrier: "Operador",
        data: "Datos",
        coverage: "Funciona en",
        validity: "Duración",
        lasts: { days, start in
            let length = days == 1 ? "1 día" : "\(days) días"
            return switch start {
            case .install?: "\(length) desde la instalación"
            case .firstUse?: "\(length) desde la primera conexión a una red"
            case nil: length
            }
        },
        scanHeading: "Escanea este código",
        scanSteps: [
            "Conecta tu teléfono a una red Wi-Fi.",
            "En la configuración, elige agregar una eSIM y luego escanear un código QR.",
            "Apunta la cámara al código y sigue los pasos.",
        ],
        leftOut: "Esta copia no lleva el código.",
        linksHeading: "¿En este dispositivo?",
        appleButton: "Instalar en iPhone o iPad",
        appleNote: "iOS 17.4 o posterior. Si no pasa nada, escanea el código.",
        androidButton: "Instalar en Android",
        androidNote: "Puede funcionar en teléfonos recientes. Si no, escanea el código.",
        windowsButton: "Instalar en Windows",
        windowsNote: "Windows 11, versión 24H2 o posterior.",
        typedHeading: "O escríbelo a mano",
        maskedHeading: "Código de activación",
        smdpAddress: "Dirección SM-DP+",
        matchingID: "Código de activación (Matching ID)",
        wholeCode: "Si hay un solo campo",
        leaveEmpty: "déjalo vacío",
        zeroNote: "La cifra 0 lleva una marca dentro; la letra O, no.",
        secretNote: "Quien tenga este código puede quedarse con la eSIM. No lo compartas.",
        confirmationHeading: "Código de confirmación",
        confirmationAsked:
            "Tu teléfono te pedirá un código de confirmación. No está en esta página; te llega por otra vía.",
        confirmationHint: "Cómo te llega",
        datesHeading: "Fechas",
        installBy: "Fecha límite de instalación",
        starts: "Comienza",
        ends: "Termina",
        date: { year, month, day in
            let months = [
                "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
                "noviembre", "diciembre",
            ]
            return "\(day) de \(months[month - 1]) de \(year)"
        },
        moment: { date, time, zone in "\(date), \(time) (\(zone))" },
        zoneSeparator: ", ",
        renewalHeading: "Renovación",
        charge: { date, amount in
            switch (date, amount) {
            case (let date?, let amount?): "Se renueva sola. El \(date) pagas \(amount)."
            case (let date?, nil): "Se renueva sola. El próximo cobro es el \(date)."
            case (nil, let amount?): "Se renueva sola. Cada vez pagas \(amount)."
            case (nil, nil): "Se renueva sola."
            }
        },
        tax: { "Impuestos incluidos (\($0))." },
        taxIncluded: "Impuestos incluidos.",
        howToStop: "Cómo cancelarla",
        settingsHeading: "Configuración",
        apn: "Punto de acceso (APN)",
        roamingOn: "Activa los datos en roaming para esta eSIM.",
        roamingOff: "Los datos en roaming pueden quedar desactivados.",
        helpHeading: "Ayuda",
        iccid: "ICCID (el número de esta eSIM)",
        support: "Contacto",
        keepIt: "La mayoría de los códigos sirven una sola vez. No borres la eSIM, salvo que te lo indiquen."
    )
}
