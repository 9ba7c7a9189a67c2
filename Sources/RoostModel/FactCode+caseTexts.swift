// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension FactCode {
    /// The rows of cases, notices and requests: code, English, Chinese.
    static let caseRows: [(FactCode, String, String)] = [
        (
            .caseOpened,
            "Case {case}: {rule} at {place}.",
            "案件 {case}：{rule}，{place}。"
        ),
        (
            .caseChanged,
            "Case {case} is {state}. {reason}",
            "案件 {case} 状态 {state}。{reason}"
        ),
        (
            .caseConfirmed,
            "Case {case} is confirmed after {dwell}.",
            "案件 {case} 经 {dwell} 确认。"
        ),
        (
            .caseInReview,
            "Case {case} waits for review.",
            "案件 {case} 等待审核。"
        ),
        (
            .caseReviewed,
            "Case {case} {verdict} by {person}.",
            "{person} 对案件 {case}：{verdict}。"
        ),
        (
            .caseDissuaded,
            "Case {case}: the place is free, closed without a notice.",
            "案件 {case}：现场已清空，不发通知结案。"
        ),
        (
            .caseExpired,
            "Case {case} expired: {reason}.",
            "案件 {case} 过期：{reason}。"
        ),
        (
            .caseReviewAgain,
            "Case {case}: a look that came late speaks against notice {notice}; look at it again.",
            "案件 {case}：迟到的画面与通报 {notice} 不符，请复核。"
        ),
        (
            .caseEvidenceSealed,
            "Case {case}: evidence {digest} sealed.",
            "案件 {case}：证据 {digest} 已封存。"
        ),
        (
            .caseEvidenceMissing,
            "Case {case}: evidence {digest} is missing: {reason}.",
            "案件 {case}：证据 {digest} 缺失：{reason}。"
        ),
        (
            .sourceSkewed,
            "The clock of source {source} is {skew} ahead; its times are corrected.",
            "来源 {source} 的时钟快 {skew}，已校正。"
        ),
        (
            .noticeIssued,
            "Notice {notice} of case {case} issued to {receivers}.",
            "案件 {case} 的通知 {notice} 已签发给 {receivers}。"
        ),
        (
            .noticeDelivered,
            "Notice {notice} delivered to {receiver} after {latency}.",
            "通知 {notice} 已送达 {receiver}，用时 {latency}。"
        ),
        (
            .noticeDeliveryFailed,
            "Notice {notice} could not be delivered to {receiver}: {reason}.",
            "通知 {notice} 无法送达 {receiver}：{reason}。"
        ),
        (
            .noticeDeliveryUnknown,
            "Notice {notice}: whether {receiver} has it is unknown; a person decides.",
            "通知 {notice}：{receiver} 是否收到未知，需人工决定。"
        ),
        (
            .noticeWithdrawn,
            "Notice {notice} withdrawn by {person}: {reason}.",
            "{person} 撤回通知 {notice}：{reason}。"
        ),
        (
            .noticeAcknowledged,
            "Notice {notice} acknowledged by {person} over {way}.",
            "{person} 通过{way}确认了通知 {notice}。"
        ),
        (
            .noticeEscalated,
            "Notice {notice} is not acknowledged after {age}: {receiver} is told, round {round}.",
            "通知 {notice} 在 {age} 后仍未确认：已通知 {receiver}，第 {round} 轮。"
        ),
        (
            .receiverDisabled,
            "Receiver {receiver} takes nothing any more: {reason}. Its notices wait for a person.",
            "接收方 {receiver} 不再接收：{reason}。其通知等待人工处理。"
        ),
        (
            .requestRefused,
            "{person} asked for {what}: refused. {reason}",
            "{person} 请求 {what}：被拒绝。{reason}"
        ),
    ]
}
