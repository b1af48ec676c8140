import SGP22

private let characters = CharacterNaming(
    visible: { "«\($0)» (\($1))" },
    byte: { "byte \($0)" },
    separator: ", "
)

extension Strings {
    /// Spanish as it is read in Latin America; the reader is «tú». The Matching ID keeps its name, as shops write it.
    static let spanish = Strings(
        problem: { problem in
            switch problem {
            case .empty: "aquí no hay ningún código de activación"
            case .tooLong(let length): "el código tiene \(length) caracteres; el máximo es 255, sin contar LPA:"
            case .prefixCase: "«LPA:» no está en mayúsculas"
            case .prefixDuplicate: "«LPA:» aparece por segunda vez"
            case .formatMissing: "falta el formato, «1», antes del primer «$»"
            case .formatUnsupported(.version(let digit)):
                "el formato es «\(String(digit).escapedForDisplay)»; el único que define SGP.22 es «1»"
            case .formatUnsupported(.addressInItsPlace):
                "el código comienza con la dirección; falta el formato, «1$»"
            case .formatUnsupported(.delimiterMissing): "falta un «$» entre el formato, «1», y la dirección"
            case .formatUnsupported(.whitespace): "hay espacios en blanco junto al formato, «1»"
            case .formatUnsupported(.other): "el primer campo no es «1»"
            case .fieldMissing(.matchingID): "falta el «$» después de la dirección"
            case .fieldMissing: "falta la dirección SM-DP+"
            case .addressEmpty: "la dirección SM-DP+ está vacía"
            case .addressCharacter(let scalar):
                "la dirección SM-DP+ contiene \(characters.name(scalar)), que ningún nombre de host admite"
            case .addressAtSign:
                "hay una «@» en la dirección SM-DP+: los teléfonos podrían conectarse al host que va después"
            case .addressPath: "hay una ruta después de la dirección SM-DP+"
            case .addressLabel(.empty): "en la dirección SM-DP+ no hay nada antes de un punto"
            case .addressLabel(.tooLong(let length)):
                "una parte de la dirección SM-DP+ tiene \(length) caracteres; el máximo es 63"
            case .addressLabel(.hyphen): "una parte de la dirección SM-DP+ comienza o termina con guion"
            case .addressPort: "hay un puerto después de la dirección SM-DP+"
            case .addressURL: "la dirección SM-DP+ es una URL"
            case .addressIP: "la dirección SM-DP+ es una dirección IP"
            case .addressNotFQDN: "la dirección SM-DP+ es una sola palabra, no un nombre de dominio completo"
            case .addressTrailingDot: "la dirección SM-DP+ termina en punto"
            case .addressUserInfo: "esto es un nombre de usuario, no el servidor"
            case .tokenCharacter(let scalar):
                "el Matching ID contiene \(characters.name(scalar)); solo se admiten 0–9, A–Z y -"
            case .tokenLowercase: "el Matching ID contiene letras minúsculas"
            case .oidSyntax(.confirmationCodeFlag): "hay un «1» en el lugar del OID del SM-DP+"
            case .oidSyntax(.character): "el OID del SM-DP+ contiene un carácter que no es dígito ni punto"
            case .oidSyntax(.emptyArc): "en el OID del SM-DP+ falta un número junto a un punto"
            case .oidSyntax(.leadingZero): "un número del OID del SM-DP+ comienza con 0"
            case .oidSyntax(.firstArc): "el OID del SM-DP+ no comienza con 0, 1 ni 2"
            case .oidSyntax(.secondArc): "el segundo número del OID del SM-DP+ es mayor que 39"
            case .oidSyntax(.singleArc): "el OID del SM-DP+ es un solo número"
            case .confirmationCodeFlagZero:
                "el indicador «Confirmation Code Required Flag» es «0»; solo está definido «1»"
            case .confirmationCodeFlag: "el indicador «Confirmation Code Required Flag» no es «1» ni está vacío"
            case .confirmationCode:
                "esto puede ser un código de confirmación o un Matching ID; ninguno de los dos va aquí"
            case .ciIndicator: "el indicador de clave pública de la CI no es hexadecimal"
            case .fieldCharacter(let field): "hay espacios en blanco en el campo \(field.rawValue)"
            case .trailingDelimiter(let count):
                count == 1
                    ? "después del último «$» no hay nada"
                    : "los últimos \(count) «$» no tienen nada después"
            case .extraFields(let count):
                count == 1
                    ? "sigue un campo que los teléfonos ignoran"
                    : "siguen \(count) campos que los teléfonos ignoran"
            case .controlCharacter(let scalar): "hay un carácter de control, \(characters.name(scalar))"
            case .nonASCII(let text):
                if text.characters.isEmpty {
                    "no es ASCII: \(text.count == 1 ? "1 carácter" : "\(text.count) caracteres")"
                } else if let ascii = text.lookAlikes {
                    "no es ASCII: \(characters.names(text)), que se \(text.count == 1 ? "parece" : "parecen") a «\(ascii)»"
                } else if text.characters.allSatisfy(\.isInvisible) {
                    "no es ASCII y no se ve: \(characters.names(text))"
                } else {
                    "no es ASCII: \(characters.names(text))"
                }
            case .outerWhitespace: "hay espacios en blanco alrededor del código"
            case .byteOrderMark: "hay una marca de orden de bytes, U+FEFF, antes del código"
            case .quoted: "el código está entre comillas"
            case .quoteUnclosed: "hay una comilla antes del código y ninguna que la cierre"
            case .percentEncoded: "el código está codificado como en una URL, con «%»"
            case .percentEncodedTwice: "el código está codificado más de una vez como en una URL, con «%»"
            case .installLink(let host): "esto es un enlace de instalación de \(host.rawValue), no el código solo"
            case .installLinkWithoutCode: "este enlace no contiene un único código de activación"
            case .otherURL: "esto es una URL, no un código de activación"
            case .shellExpansion: "es probable que el shell haya tomado cada «$…» por una variable"
            case .eid(let isValid):
                isValid
                    ? "esto es un EID, el número del chip eSIM de un teléfono"
                    : "esto parece un EID, pero sus dígitos de control no son correctos"
            case .iccid: "esto parece un ICCID, el número de una SIM o de un perfil"
            case .duplicate(let place):
                "el mismo código está en \(place.escapedForDisplay); un código sirve una sola vez"
            case .inClear: "el código está a la vista en un archivo que git guarda"
            }
        },
        advice: { problem in
            switch problem {
            case .empty: "indica el código completo, como en 'LPA:1$smdp.example.com$MATCHING-ID'"
            case .tooLong: "pide al emisor un código más corto"
            case .prefixCase: "escribe LPA:"
            case .prefixDuplicate: "escribe LPA: una sola vez"
            case .formatMissing, .formatUnsupported(.addressInItsPlace): "comienza con LPA:1$"
            case .formatUnsupported(.version): "pide al emisor un código de formato 1"
            case .formatUnsupported(.delimiterMissing): "escribe LPA:1$ antes de la dirección"
            case .formatUnsupported(.whitespace): "quita los espacios en blanco"
            case .formatUnsupported(.other): "un código tiene la forma LPA:1$smdp.example.com$MATCHING-ID"
            case .fieldMissing(.matchingID):
                "agrega «$» y el Matching ID; agrega «$» sin nada más solo si no hay Matching ID"
            case .fieldMissing, .addressEmpty: "pon el nombre del servidor entre el primer «$» y el segundo"
            case .addressCharacter, .addressLabel: "compara la dirección con el texto del emisor"
            case .addressAtSign: "no uses este código; pide al emisor el nombre de host sin nada más"
            case .addressPath: "deja solo el nombre de host"
            case .addressPort: "quita el puerto; los teléfonos usan el 443"
            case .addressURL: "deja solo el nombre de host, sin https://"
            case .addressIP: "usa el nombre de dominio del servidor"
            case .addressNotFQDN: "usa el nombre completo, como en smdp.example.com"
            case .addressTrailingDot: "quita el punto"
            case .tokenCharacter: "compara el Matching ID con el texto del emisor"
            case .tokenLowercase:
                "pregunta al emisor; no las pases a mayúsculas sin más: los servidores las distinguen"
            case .oidSyntax(.confirmationCodeFlag): "el indicador va un campo más adelante: escribe $$1"
            case .oidSyntax: "escribe un OID como 1.3.6.1.4.1.31746 o deja el campo vacío"
            case .confirmationCodeFlagZero: "quita el indicador"
            case .confirmationCodeFlag: "escribe 1 si hace falta un código de confirmación; si no, nada"
            case .confirmationCode:
                "no pongas un código de confirmación en el código de activación; el teléfono lo pide en la descarga"
            case .fieldCharacter: "quita los espacios en blanco"
            case .trailingDelimiter(let count): count == 1 ? "quítalo" : "quítalos"
            case .controlCharacter: "quita el carácter o pide de nuevo el código al emisor"
            case .nonASCII: "escribe esta parte a mano, en ASCII"
            case .outerWhitespace: "quita los espacios en blanco"
            case .byteOrderMark: "guarda el texto sin marca de orden de bytes"
            case .quoted: "quita las comillas"
            case .quoteUnclosed: "quita la comilla"
            case .percentEncoded, .percentEncodedTwice: "escribe el código decodificado"
            case .installLink: "escribe solo lo que sigue a carddata="
            case .installLinkWithoutCode, .otherURL: "abre el enlace y usa el código que muestra"
            case .shellExpansion: "pon el código entre comillas simples: 'LPA:1$…'"
            case .eid: "pide un código de activación a tu operador; puede que necesite este número"
            case .iccid: "pide a tu operador el código de activación de este perfil"
            case .duplicate: "da a cada eSIM su propio código"
            case .inClear: "guarda los códigos fuera del repositorio y, si este es real, pide uno nuevo"
            case .addressUserInfo, .ciIndicator, .extraFields: nil
            }
        },
        severity: { severity in
            switch severity {
            case .error: "error"
            case .warning: "advertencia"
            case .note: "nota"
            }
        },
        corrected: { "corregido: \($0)" },
        didYouMean: { "quizá quisiste decir \($0)" },
        fixLabel: "solución",
        symbolPlace: { "código \($0) en \($1),\($2)" },
        isNoActivationCode: "no es un código de activación",
        summary: { tally in
            let codes = tally.checked == 1 ? "1 código revisado" : "\(tally.checked) códigos revisados"
            let valid = tally.valid == 1 ? "1 válido" : "\(tally.valid) válidos"
            let invalid = tally.invalid == 1 ? "1 no válido" : "\(tally.invalid) no válidos"
            return "\(codes): \(valid), \(tally.warnings) con advertencias, \(invalid)"
        },
        drewCorrected: { "se dibujó el código corregido, \($0)" },
        drewAsGiven: "se dibujó el texto tal como estaba, aunque no es un código de activación válido",
        refusedToDraw: { "no se dibujó ningún código QR para \($0)" },
        pictureTitle: { "Código de activación de eSIM para \($0)" },
        pictureDetails:
            "Código QR. Escanéalo con el teléfono que usará la eSIM: en la configuración, elige agregar una eSIM y escanea.",
        linkPictureDetails:
            "Código QR. Escanéalo con la cámara del teléfono que usará la eSIM y abre el enlace que muestra.",
        eidPictureTitle: "EID de una eSIM",
        eidPictureDetails:
            "Código QR del número que el operador necesita para preparar una eSIM para este dispositivo.",
        refusedEID: { error in
            switch error {
            case .length(let count): "un EID tiene 32 dígitos, este tiene \(count)"
            case .notADigit(let offset): "el carácter \(offset + 1) del EID no es un dígito"
            case .checkDigits(let expected):
                "los dígitos de control del EID no son correctos; deberían ser \(expected)"
            }
        },
        compacted: {
            "el servidor va en mayúsculas: \($1) módulos por lado en vez de \($0); un servidor que distinga "
                + "mayúsculas, en contra de SGP.22, rechazaría el código"
        },
        compactedInVain: "las mayúsculas no harían el símbolo más pequeño, así que el servidor queda como estaba",
        smallModule: { "los módulos de \($0) mm son difíciles de imprimir y de leer; 0.4 mm o más es seguro" },
        explanation: .spanish,
        voucher: .spanish
    )
}

extension ExplanationStrings {
    fileprivate static let spanish = ExplanationStrings(
        fieldName: { field in
            switch field {
            case .format: "Formato"
            case .smdpAddress: "Dirección SM-DP+"
            case .matchingID: "Matching ID"
            case .smdpOID: "OID del SM-DP+"
            case .confirmationCodeRequiredFlag: "Código de confirmación"
            case .ciPKIndicator: "Indicador de clave pública de la CI"
            case .deleteNotification: "Notificación de eliminación"
            case .extra: "Otros campos"
            }
        },
        colon: ": ",
        absent: "sin indicar",
        leaveEmpty: "déjalo vacío",
        required: "obligatorio",
        masked: { "\($0) (oculto; para verlo, usa --show-secrets)" },
        isStrict: "El código de activación es válido y cumple SGP.22 al pie de la letra.",
        isLenient: "Los teléfonos aceptan este código, aunque se aparta de SGP.22:",
        isRefused: "Este no es un código de activación válido:",
        format: "El único formato que define SGP.22.",
        smdpAddress: "El servidor del que tu teléfono descarga la eSIM. Es de tu operador o trabaja para él.",
        matchingID:
            "El dato secreto que indica cuál es tu eSIM. Quien lo tenga puede quedarse con ella; no se lo envíes a nadie más.",
        emptyMatchingID:
            "No se indica ninguna eSIM: el servidor reconoce tu teléfono por su EID. El operador debe conocer antes ese número.",
        smdpOID: "Tu teléfono se detiene si el certificado del servidor lleva otro número.",
        noOID: "Tu teléfono comprueba de todos modos el certificado del servidor.",
        confirmationCodeRequired:
            "Tu teléfono te pedirá un código que no está aquí. El operador te lo da por separado.",
        confirmationCodeNotStated:
            "El código de activación no dice que haga falta. Aun así, el servidor puede pedirlo.",
        ciPKIndicator:
            "Solo se aceptan certificados de esta clave raíz. Los teléfonos anteriores a SGP.22 v3 lo ignoran.",
        deleteNotification:
            "Avisa al operador que tu teléfono anterior borró la eSIM. Los teléfonos anteriores a SGP.22 v3 la ignoran.",
        extra: "Los teléfonos los ignoran.",
        atDownload: "Durante la descarga",
        byHand: "Para escribirlo a mano",
        remarks: "Observaciones",
        needsConnection: "Tu teléfono necesita conexión a internet: lo mejor es Wi-Fi.",
        connects: { "Se conecta a \($0) y comprueba el certificado de ese servidor." },
        asksForConfirmationCode: "Te pide el código de confirmación. Tenlo a la mano.",
        mayAskForConfirmationCode:
            "Es posible que te pida un código de confirmación; en ese caso, solicítalo a tu operador.",
        asksForConsent: "Muestra el nombre del operador y pregunta si quieres agregar la eSIM. Acepta.",
        worksOnce:
            "La mayoría de los códigos sirven una sola vez. No borres la eSIM más adelante, salvo que el operador lo indique.",
        oneField: { "Donde el teléfono pide un código de activación: \($0)" },
        twoFields: { "Donde pide dos datos, dirección SM-DP+: \($0) — código de activación: \($1)" }
    )
}
