import Plans

private func clock(_ wall: CivilDateTime) -> String {
    String(wall.description.dropFirst(11).prefix(5))
}

private func written(_ date: CivilDate) -> String {
    VoucherStrings.chinese.date(date.year, date.month, date.day)
}

/// The clock by which a time is given, as people call it where they do.
private func clockName(_ zone: String) -> String {
    switch zone {
    case "America/Lima": "利马时间"
    case "Asia/Shanghai": "北京时间"
    default: zone
    }
}

/// A name among Chinese characters: a space stands between them and Latin letters or digits.
private func spaced(_ name: String) -> String {
    (name.first?.isASCII == true ? " " : "") + name + (name.last?.isASCII == true ? " " : "")
}

extension PlanStrings {
    static let chinese = PlanStrings(
        moment: { wall, zone in "\(written(wall.date)) \(clock(wall))（\(clockName(zone))）" },
        date: { written($0) },
        month: { year, month in "\(year)年\(month)月" },
        money: { "\($0)" },
        interval: { interval in
            switch interval.unit {
            case .day: "\(interval.count) 天"
            case .month: "\(interval.count) 个月"
            case .year: "\(interval.count) 年"
            }
        },
        source: { source in
            switch source {
            case .balance: "余额"
            case .card(let lastFour?): "尾号 \(lastFour) 的银行卡"
            case .card(nil): "银行卡"
            case .payPal: "PayPal"
            case .method(let name): "支付方式 \(name)"
            }
        },
        state: { state in
            switch state {
            case .scheduled: "待生效"
            case .incomplete: "待付款"
            case .active: "有效"
            case .pastDue: "付款逾期"
            case .suspended: "已停用"
            case .paused: "已暂停"
            case .canceled: "已取消"
            case .expired: "已到期"
            }
        },
        autoRenew: { autoRenew in
            switch autoRenew {
            case .off: "已关闭"
            case .pendingConfirmation: "等待您确认"
            case .on: "已开启"
            }
        },
        label: { label in
            switch label {
            case .subscription: "订阅"
            case .plan: "套餐"
            case .line: "线路"
            case .state: "状态"
            case .paidUntil: "有效期至"
            case .autoRenew: "自动续费"
            case .amount: "金额"
            case .nextCharge: "下次扣款"
            case .source: "支付方式"
            case .howToStop: "取消方法"
            case .iccid: "ICCID"
            case .code: "激活码"
            case .confirmationCode: "确认码"
            }
        },
        colon: "：",
        nothingWillBeCharged: "不会扣款",
        toConfirm: { "确认之前不会续费，也不会扣款。确认：\($0)" },
        isOnNow: "套餐从现在起自动续费。",
        isOffNow: { until in until.map { "套餐不再续费。已付费的服务有效期至\($0)。" } ?? "套餐不再续费。" },
        explanation: .chinese,
        notice: { kind, words in
            switch kind {
            case .renewalUpcoming:
                NoticeText(
                    "您的套餐“\(words.plan)”即将续费",
                    [
                        "线路 \(words.line) 的套餐“\(words.plan)”已开启自动续费。",
                        "我们将于\(words.chargeAt ?? "到期日")从\(spaced(words.source ?? "您的支付方式"))扣款 \(words.amount ?? "套餐费用")。",
                        words.howToCancel.map { "如不需要，请在此之前取消自动续费：\($0)" },
                    ]
                )
            case .renewalSucceeded:
                NoticeText(
                    "您的套餐“\(words.plan)”已续费",
                    [
                        "线路 \(words.line) 的套餐“\(words.plan)”已续费。",
                        words.amount.map {
                            "我们已于\(words.chargeAt ?? "到期日")从\(spaced(words.source ?? "您的支付方式"))扣款 \($0)。"
                        },
                        words.howToCancel.map { "取消自动续费：\($0)" },
                    ]
                )
            case .renewalFailed:
                NoticeText(
                    "您的套餐“\(words.plan)”扣款失败",
                    [
                        "线路 \(words.line) 的套餐“\(words.plan)”未能扣款 \(words.amount ?? "套餐费用")：\(words.reason)。",
                        "请充值或更换支付方式，以免服务中断。",
                    ]
                )
            case .serviceSuspended:
                NoticeText(
                    "线路 \(words.line) 的服务已停用",
                    [
                        "套餐“\(words.plan)”的费用仍未付清，服务已停用。您的号码仍然保留。",
                        "付款成功后服务立即恢复：请充值或更换支付方式。",
                    ]
                )
            case .paymentMethodExpiring:
                NoticeText(
                    "您的银行卡即将到期",
                    [
                        "\(words.paymentMethod)有效期至\(words.expires)月底，您的套餐用它付款。",
                        "请及时添加新的支付方式，以免套餐中断。",
                    ]
                )
            case .autoRenewPending:
                NoticeText(
                    "请确认“\(words.plan)”的自动续费",
                    [
                        "您申请了线路 \(words.line) 的套餐“\(words.plan)”自动续费。",
                        "确认后，我们将从\(spaced(words.source ?? "您的支付方式"))扣款 \(words.amount ?? "套餐费用")，首次扣款为"
                            + "\(words.chargeAt ?? "到期日")。",
                        "确认之前不会扣款。如非本人操作，请忽略。",
                        words.howToConfirm.map { "确认：\($0)" },
                    ]
                )
            case .autoRenewOn:
                NoticeText(
                    "“\(words.plan)”的自动续费已开启",
                    [
                        "线路 \(words.line) 的套餐“\(words.plan)”从现在起自动续费。",
                        "下次将于\(words.chargeAt ?? "到期日")从\(spaced(words.source ?? "您的支付方式"))扣款 \(words.amount ?? "套餐费用")。",
                        words.howToCancel.map { "取消自动续费：\($0)" },
                    ]
                )
            case .autoRenewOff:
                NoticeText(
                    "“\(words.plan)”的自动续费已关闭",
                    ["线路 \(words.line) 的套餐“\(words.plan)”不再续费。已付费的服务到期前仍然有效。"]
                )
            case .autoRenewNotConfirmed:
                NoticeText(
                    "您的套餐“\(words.plan)”未续费",
                    ["您申请了线路 \(words.line) 的套餐“\(words.plan)”自动续费，但没有确认。未扣款，套餐已到期。"]
                )
            case .planChanged:
                NoticeText(
                    "您的套餐改为“\(words.plan)”",
                    [
                        words.chargeAt.map {
                            "线路 \(words.line) 的套餐“\(words.plan)”于\($0)生效，费用 \(words.amount ?? "按套餐")，从"
                                + "\(spaced(words.source ?? "您的支付方式"))扣款。"
                        } ?? "线路 \(words.line) 的套餐“\(words.plan)”已生效\(words.amount.map { "，费用 \($0)" } ?? "")。",
                        words.renews
                            ? "与原套餐一样自动续费。"
                                + (words.nextChargeAt.map { "下次扣款时间：\($0)，支付方式：\(words.source ?? "您的支付方式")。" } ?? "")
                            : "该套餐不会自动续费。",
                        words.renews ? words.howToCancel.map { "取消方法：\($0)" } : nil,
                        "原套餐不会与新套餐同时扣款，您不会重复付费。",
                    ]
                )
            case .planExpired:
                NoticeText(
                    "您的套餐“\(words.plan)”已到期",
                    ["线路 \(words.line) 的套餐“\(words.plan)”已到期。您的号码仍然保留。"]
                )
            case .lineReleaseWarning:
                NoticeText(
                    "您即将失去号码 \(words.line)",
                    ["线路 \(words.line) 长期没有充值。如果在\(words.date ?? "期限")之前仍未充值，号码将被收回。"]
                )
            case .stockLow:
                NoticeText(
                    "\(words.profileType) 类激活码库存不足",
                    ["\(words.profileType) 类激活码仅剩 \(words.left) 个，低于应有的 \(words.threshold) 个。请向运营商订购并导入。"]
                )
            }
        },
        declineReason: { reason in
            switch reason {
            case .notEnoughBalance: "余额不足"
            case .notEnoughFunds: "账户资金不足"
            case .cardExpired: "银行卡已过期"
            case .cardRefused: "银行卡已无法使用"
            case .confirmationNeeded: "需要您在银行确认"
            case .other: "付款被拒绝"
            }
        },
        closing: "此消息由系统自动发送，请勿回复。"
    )
}

extension RenewalStrings {
    static let chinese = RenewalStrings(
        title: { plan, line in "\(plan)，线路 \(line)" },
        state: { state in
            switch state {
            case .scheduled: "前一个套餐到期后生效。"
            case .incomplete: "已购买，尚未付款。"
            case .active: "套餐有效。"
            case .pastDue: "付款逾期，服务暂时继续。"
            case .suspended: "未付款，服务已停用。"
            case .paused: "已暂停，剩余的已付费时间会保留。"
            case .canceled: "已取消。"
            case .expired: "已到期。"
            }
        },
        when: "扣款时间",
        howMuch: "金额",
        from: "支付方式",
        whatNext: "接下来",
        ifUnpaid: "如果未能扣款",
        howToStop: "如何取消自动续费",
        nextCharge: { "下次扣款：\($0)。" },
        noCharge: { reason in
            switch reason {
            case .off: "不会扣款：自动续费已关闭。"
            case .notConfirmed: "不会扣款：自动续费尚未确认。"
            case .ended: "不会扣款：已经结束。"
            case .paused: "暂停期间不会扣款。"
            case .waitsForMethod: "更换支付方式之前不会扣款：上一个支付方式被拒绝。"
            case .waitsForCustomer: "您在银行确认付款之前不会扣款。"
            case .waitsForOperator: "上次扣款的结果尚不明确，需先由我们核实。"
            case .parked: "因多次出错已搁置，需先由我们处理。"
            case .underWay: "正在扣款，尚未收到结果。"
            case .unpaid: "充值或更换支付方式后会再次扣款。"
            }
        },
        counted: { interval, anchor, boundary in
            "周期为 \(interval)，从\(anchor)算起；上述日期即第 \(boundary) 个周期的结束日。"
        },
        lastDayOfMonth: { "该月没有 \($0) 日，因此取当月最后一天。" },
        anchorMoved: "不是从购买时算起：逾期付款、暂停或更换套餐改变了起点。",
        isRetry: "这是再次尝试：之前未能扣款。",
        charged: { "在到期前 \($0) 秒扣款。" },
        amount: { "\($0)，含税 \($1)（\($2.replacing(" ", with: ""))）。" },
        version: { "这是套餐第 \($0) 版的价格，自\($1)起销售。" },
        newPrice: { "您同意的是 \($0)；新价格已提前通知。" },
        skipped: { "已错过的 \($0) 个周期不扣款。" },
        paidFrom: { "从\(spaced($0))扣款。" },
        balance: { "现有 \($0)。" },
        missing: { "还差 \($0)：请在此之前充值。" },
        step: { step in
            switch step {
            case .recover: "查询扣款结果"
            case .collect: "扣款"
            case .suspend: "如未付款，服务停用"
            case .expire: "到期结束"
            case .cancel: "如未付款，取消购买"
            case .announce: "您会收到扣款提醒"
            }
        },
        nothingNext: "不会自动发生任何事。",
        grace: { $0 == 0 ? "服务立即停用。" : "服务继续 \($0) 天。" },
        retries: { list, isFromBalance in
            "到期后第 \(list.map { "\($0)" }.joined(separator: "、")) 天以及"
                + (isFromBalance ? "每次充值时会再次尝试扣款。" : "更换支付方式时会再次尝试扣款。")
        },
        stopCommand: { $0 }
    )
}
