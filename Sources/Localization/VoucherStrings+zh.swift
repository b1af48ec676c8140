extension VoucherStrings {
    static let chinese = VoucherStrings(
        tag: "zh-Hans",
        colon: "：",
        title: "您的 eSIM",
        forWhom: { "用户：\($0)" },
        subject: { $0.map { "您的 eSIM：\($0)" } ?? "您的 eSIM" },
        carrier: "运营商",
        data: "流量",
        coverage: "适用地区",
        validity: "有效期",
        lasts: { days, start in
            switch start {
            case .install?: "自安装起 \(days) 天"
            case .firstUse?: "自首次连接网络起 \(days) 天"
            case nil: "\(days) 天"
            }
        },
        scanHeading: "扫描此二维码",
        scanSteps: [
            "将手机连接到 Wi-Fi。",
            "在手机设置中选择添加 eSIM，再选择扫描二维码。",
            "将摄像头对准二维码，然后按提示操作。",
        ],
        leftOut: "此副本不含二维码。",
        linksHeading: "就在这台设备上安装？",
        appleButton: "在 iPhone 或 iPad 上安装",
        appleNote: "需要 iOS 17.4 或更高版本。如无反应，请扫描二维码。",
        androidButton: "在安卓手机上安装",
        androidNote: "较新的手机可能支持。如不支持，请扫描二维码。",
        windowsButton: "在 Windows 上安装",
        windowsNote: "需要 Windows 11 24H2 或更高版本。",
        typedHeading: "或手动输入",
        maskedHeading: "激活码",
        smdpAddress: "SM-DP+ 地址",
        matchingID: "激活码（Matching ID）",
        wholeCode: "如果只有一个输入框",
        leaveEmpty: "留空",
        zeroNote: "数字 0 中间有标记，字母 O 中间没有。",
        secretNote: "任何人拿到此码都可以占用这张 eSIM，请勿转发。",
        confirmationHeading: "确认码",
        confirmationAsked: "手机会要求输入确认码。确认码不在本页上，会通过其他方式发给您。",
        confirmationHint: "发送方式",
        datesHeading: "日期",
        installBy: "安装截止",
        starts: "开始",
        ends: "结束",
        date: { year, month, day in "\(year)年\(month)月\(day)日" },
        moment: { date, time, zone in "\(date) \(time)（\(zone)）" },
        zoneSeparator: "，",
        renewalHeading: "续费",
        charge: { date, amount in
            switch (date, amount) {
            case (let date?, let amount?): "套餐会自动续费。\(date)将扣款 \(amount)。"
            case (let date?, nil): "套餐会自动续费。下次扣款日为\(date)。"
            case (nil, let amount?): "套餐会自动续费。每次扣款 \(amount)。"
            case (nil, nil): "套餐会自动续费。"
            }
        },
        tax: { "已含税（\($0)）。" },
        taxIncluded: "已含税。",
        howToStop: "如何取消续费",
        settingsHeading: "设置",
        apn: "接入点（APN）",
        roamingOn: "请为这张 eSIM 打开数据漫游。",
        roamingOff: "数据漫游可以保持关闭。",
        helpHeading: "帮助",
        iccid: "ICCID（这张 eSIM 的号码）",
        support: "联系方式",
        keepIt: "大多数激活码只能使用一次。除非得到指示，请勿删除 eSIM。"
    )
}
