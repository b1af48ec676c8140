import SGP22

private let characters = CharacterNaming(
    visible: { "“\($0)”（\($1)）" },
    byte: { "字节 \($0)" },
    separator: "、"
)

extension Strings {
    /// Chinese in simplified characters; the reader is 您. A space stands between Chinese and Latin text, none beside
    /// full-width punctuation. Matching ID keeps its name, as the trade writes it.
    static let chinese = Strings(
        problem: { problem in
            switch problem {
            case .empty: "这里没有激活码"
            case .tooLong(let length): "激活码有 \(length) 个字符，最多允许 255 个（不含 LPA:）"
            case .prefixCase: "“LPA:”没有全部大写"
            case .prefixDuplicate: "“LPA:”重复出现"
            case .formatMissing: "第一个“$”之前缺少格式“1”"
            case .formatUnsupported(.version(let digit)):
                "格式为“\(String(digit).escapedForDisplay)”，而 SGP.22 只定义了“1”"
            case .formatUnsupported(.addressInItsPlace): "激活码以地址开头，缺少格式“1$”"
            case .formatUnsupported(.delimiterMissing): "格式“1”与地址之间缺少“$”"
            case .formatUnsupported(.whitespace): "格式“1”旁边有空白字符"
            case .formatUnsupported(.other): "第一个字段不是“1”"
            case .fieldMissing(.matchingID): "地址后面缺少“$”"
            case .fieldMissing: "缺少 SM-DP+ 地址"
            case .addressEmpty: "SM-DP+ 地址为空"
            case .addressCharacter(let scalar): "SM-DP+ 地址含有主机名中不允许的字符：\(characters.name(scalar))"
            case .addressAtSign: "SM-DP+ 地址含有“@”：手机可能会连接它后面的主机"
            case .addressPath: "SM-DP+ 地址后面带有路径"
            case .addressLabel(.empty): "SM-DP+ 地址中有一个点的前面没有内容"
            case .addressLabel(.tooLong(let length)): "SM-DP+ 地址中有一段长达 \(length) 个字符，最多允许 63 个"
            case .addressLabel(.hyphen): "SM-DP+ 地址中有一段以连字符开头或结尾"
            case .addressPort: "SM-DP+ 地址后面带有端口号"
            case .addressURL: "SM-DP+ 地址写成了 URL"
            case .addressIP: "SM-DP+ 地址是 IP 地址"
            case .addressNotFQDN: "SM-DP+ 地址只有一个词，不是完整的域名"
            case .addressTrailingDot: "SM-DP+ 地址以点结尾"
            case .addressUserInfo: "这是用户名，不是服务器"
            case .tokenCharacter(let scalar): "Matching ID 含有不允许的字符：\(characters.name(scalar))；只能使用 0–9、A–Z 和 -"
            case .tokenLowercase: "Matching ID 含有小写字母"
            case .oidSyntax(.confirmationCodeFlag): "应填 SM-DP+ OID 的位置写成了“1”"
            case .oidSyntax(.character): "SM-DP+ OID 含有数字和点以外的字符"
            case .oidSyntax(.emptyArc): "SM-DP+ OID 中有一个点的旁边缺少数字"
            case .oidSyntax(.leadingZero): "SM-DP+ OID 中有一个数以 0 开头"
            case .oidSyntax(.firstArc): "SM-DP+ OID 的第一个数不是 0、1 或 2"
            case .oidSyntax(.secondArc): "SM-DP+ OID 的第二个数大于 39"
            case .oidSyntax(.singleArc): "SM-DP+ OID 只有一个数"
            case .confirmationCodeFlagZero: "确认码标志（Confirmation Code Required Flag）为“0”，规范只定义了“1”"
            case .confirmationCodeFlag: "确认码标志（Confirmation Code Required Flag）既不是“1”，也不为空"
            case .confirmationCode: "这可能是确认码或 Matching ID，两者都不应出现在这里"
            case .ciIndicator: "CI 公钥标识不是十六进制"
            case .fieldCharacter(let field): "第 \(field.rawValue) 个字段含有空白字符"
            case .trailingDelimiter(let count):
                count == 1 ? "最后一个“$”后面没有内容" : "最后 \(count) 个“$”后面没有内容"
            case .extraFields(let count): "后面还有 \(count) 个手机会忽略的字段"
            case .controlCharacter(let scalar): "含有控制字符：\(characters.name(scalar))"
            case .nonASCII(let text):
                if text.characters.isEmpty {
                    "不是 ASCII 字符：\(text.count) 个"
                } else if let ascii = text.lookAlikes {
                    "不是 ASCII 字符：\(characters.names(text))，看起来像“\(ascii)”"
                } else if text.characters.allSatisfy(\.isInvisible) {
                    "不是 ASCII 字符，而且不可见：\(characters.names(text))"
                } else {
                    "不是 ASCII 字符：\(characters.names(text))"
                }
            case .outerWhitespace: "激活码前后有空白字符"
            case .byteOrderMark: "激活码前面有字节顺序标记（U+FEFF）"
            case .quoted: "激活码带有引号"
            case .quoteUnclosed: "激活码前面有一个引号，但没有与之配对的引号"
            case .percentEncoded: "激活码经过了百分号编码"
            case .percentEncodedTwice: "激活码经过了多次百分号编码"
            case .installLink(let host): "这是 \(host.rawValue) 的安装链接，不是激活码本身"
            case .installLinkWithoutCode: "此链接不含激活码，或含有不止一个激活码"
            case .otherURL: "这是 URL，不是激活码"
            case .shellExpansion: "shell 可能已把每个“$…”当作变量替换"
            case .eid(let isValid):
                isValid ? "这是 EID，即手机 eSIM 芯片的编号" : "这看起来像 EID，但校验位不正确"
            case .iccid: "这看起来像 ICCID，即 SIM 卡或配置文件的编号"
            case .duplicate(let place): "同一个激活码已出现在“\(place.escapedForDisplay)”；一个激活码只能使用一次"
            case .inClear: "激活码以明文保存在由 git 管理的文件中"
            }
        },
        advice: { problem in
            switch problem {
            case .empty: "请提供完整的激活码，例如 'LPA:1$smdp.example.com$MATCHING-ID'"
            case .tooLong: "请向发码方索取较短的激活码"
            case .prefixCase: "请写成 LPA:"
            case .prefixDuplicate: "LPA: 只写一次"
            case .formatMissing, .formatUnsupported(.addressInItsPlace): "请以 LPA:1$ 开头"
            case .formatUnsupported(.version): "请向发码方索取格式为 1 的激活码"
            case .formatUnsupported(.delimiterMissing): "请在地址前写上 LPA:1$"
            case .formatUnsupported(.whitespace): "请删除空白字符"
            case .formatUnsupported(.other): "激活码的形式为 LPA:1$smdp.example.com$MATCHING-ID"
            case .fieldMissing(.matchingID): "请在末尾加上“$”和 Matching ID；没有 Matching ID 时才只加“$”"
            case .fieldMissing, .addressEmpty: "请在第一个和第二个“$”之间填写服务器名称"
            case .addressCharacter, .addressLabel: "请与发码方提供的地址核对"
            case .addressAtSign: "请勿使用此激活码，应向发码方索取纯主机名"
            case .addressPath: "请只保留主机名"
            case .addressPort: "请去掉端口号，手机使用 443 端口"
            case .addressURL: "请只保留主机名，不带 https://"
            case .addressIP: "请使用服务器的域名"
            case .addressNotFQDN: "请使用完整的域名，例如 smdp.example.com"
            case .addressTrailingDot: "请去掉末尾的点"
            case .tokenCharacter: "请与发码方提供的 Matching ID 核对"
            case .tokenLowercase: "请向发码方确认，不要直接改为大写，服务器会区分大小写"
            case .oidSyntax(.confirmationCodeFlag): "确认码标志应在下一个字段，请写成 $$1"
            case .oidSyntax: "请填写 1.3.6.1.4.1.31746 这样的 OID，或将此字段留空"
            case .confirmationCodeFlagZero: "请去掉此标志"
            case .confirmationCodeFlag: "需要确认码时写 1，否则留空"
            case .confirmationCode: "请勿把确认码写入激活码，手机会在下载时要求输入"
            case .fieldCharacter: "请删除空白字符"
            case .trailingDelimiter: "请删除多余的“$”"
            case .controlCharacter: "请删除此字符，或向发码方重新索取激活码"
            case .nonASCII: "请用 ASCII 字符手动输入这一部分"
            case .outerWhitespace: "请删除前后的空白字符"
            case .byteOrderMark: "请将文本保存为不带字节顺序标记的格式"
            case .quoted: "请去掉两端的引号"
            case .quoteUnclosed: "请去掉这个引号"
            case .percentEncoded, .percentEncodedTwice: "请写解码后的激活码"
            case .installLink: "请只写 carddata= 后面的内容"
            case .installLinkWithoutCode, .otherURL: "请打开链接，使用其中显示的激活码"
            case .shellExpansion: "请用单引号括住激活码：'LPA:1$…'"
            case .eid: "请向运营商索取激活码，对方可能需要此编号"
            case .iccid: "请向运营商索取此配置文件的激活码"
            case .duplicate: "请为每张 eSIM 使用不同的激活码"
            case .inClear: "请不要把激活码存放在代码仓库中；如果它真实有效，请申请新的激活码"
            case .addressUserInfo, .ciIndicator, .extraFields: nil
            }
        },
        severity: { severity in
            switch severity {
            case .error: "错误"
            case .warning: "警告"
            case .note: "提示"
            }
        },
        corrected: { "更正为：\($0)" },
        didYouMean: { "您想输入的可能是 \($0)" },
        fixLabel: "解决方法",
        symbolPlace: { "第 \($0) 个码，位于 \($1),\($2)" },
        isNoActivationCode: "不是激活码",
        summary: { tally in
            "已检查 \(tally.checked) 个激活码：\(tally.valid) 个有效，\(tally.warnings) 个有警告，\(tally.invalid) 个无效"
        },
        drewCorrected: { "已按更正后的激活码生成二维码：\($0)" },
        drewAsGiven: "已按原文生成二维码，但原文不是有效的激活码",
        refusedToDraw: { "未生成二维码：\($0)" },
        pictureTitle: { "\($0) 的 eSIM 激活码" },
        pictureDetails: "二维码。请用要使用此 eSIM 的手机扫描：在设置中选择添加 eSIM，然后扫描此码。",
        linkPictureDetails: "二维码。请用要安装 eSIM 的手机相机扫描，然后打开显示的链接。",
        eidPictureTitle: "eSIM 的 EID",
        eidPictureDetails: "二维码，内容是运营商为此设备准备 eSIM 所需的号码。",
        refusedEID: { error in
            switch error {
            case .length(let count): "EID 应有 32 位数字，这里有 \(count) 位"
            case .notADigit(let offset): "EID 的第 \(offset + 1) 个字符不是数字"
            case .checkDigits(let expected): "EID 的校验位不符，应为 \(expected)"
            }
        },
        compacted: { "主机名已改为大写：每边 \($1) 个模块，原为 \($0) 个；违反 SGP.22 而区分大小写的服务器会拒绝此激活码" },
        compactedInVain: "改为大写不会使符号变小，因此主机名保持不变",
        smallModule: { "\($0) 毫米的模块难以印刷和扫描；0.4 毫米以上才稳妥" },
        explanation: .chinese,
        voucher: .chinese
    )
}

extension ExplanationStrings {
    fileprivate static let chinese = ExplanationStrings(
        fieldName: { field in
            switch field {
            case .format: "格式"
            case .smdpAddress: "SM-DP+ 地址"
            case .matchingID: "Matching ID"
            case .smdpOID: "SM-DP+ OID"
            case .confirmationCodeRequiredFlag: "确认码"
            case .ciPKIndicator: "CI 公钥标识"
            case .deleteNotification: "删除通知"
            case .extra: "其他字段"
            }
        },
        colon: "：",
        absent: "未提供",
        leaveEmpty: "留空",
        required: "需要",
        masked: { "\($0)（已隐藏；使用 --show-secrets 可显示）" },
        isStrict: "激活码有效，完全符合 SGP.22 的规定。",
        isLenient: "手机会接受此激活码，但它与 SGP.22 的规定有出入：",
        isRefused: "这不是有效的激活码：",
        format: "SGP.22 只定义了这一种格式。",
        smdpAddress: "手机从这台服务器下载 eSIM。服务器属于您的运营商，或为运营商提供服务。",
        matchingID: "这是指明哪个 eSIM 属于您的机密信息。任何人得到它都能抢先下载该 eSIM，请勿发给他人。",
        emptyMatchingID: "没有指明 eSIM：服务器通过 EID 识别您的手机。运营商必须事先知道该编号。",
        smdpOID: "如果服务器证书中的编号与此不同，手机会停止下载。",
        noOID: "手机仍会检查服务器的证书。",
        confirmationCodeRequired: "手机会要求输入一个不在激活码中的代码。运营商会另行提供给您。",
        confirmationCodeNotStated: "激活码没有注明需要确认码，但服务器仍可能要求输入。",
        ciPKIndicator: "只接受此根密钥之下的证书。仅支持 SGP.22 v3 之前版本的手机会忽略此项。",
        deleteNotification: "告知运营商您的旧手机已删除该 eSIM。仅支持 SGP.22 v3 之前版本的手机会忽略此项。",
        extra: "手机会忽略这些字段。",
        atDownload: "下载过程",
        byHand: "手动输入",
        remarks: "备注",
        needsConnection: "手机需要连接互联网，最好使用 Wi-Fi。",
        connects: { "手机会连接 \($0)，并检查该服务器的证书。" },
        asksForConfirmationCode: "手机会要求输入确认码，请提前准备好。",
        mayAskForConfirmationCode: "手机可能会要求输入确认码；如有需要，请向运营商索取。",
        asksForConsent: "手机会显示运营商名称，并询问是否添加 eSIM。请选择同意。",
        worksOnce: "大多数激活码只能使用一次。以后不要删除该 eSIM，除非运营商要求这样做。",
        oneField: { "手机要求输入激活码时：\($0)" },
        twoFields: { "手机要求分两项输入时，SM-DP+ 地址：\($0) — 激活码：\($1)" }
    )
}
