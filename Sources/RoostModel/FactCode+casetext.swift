// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension FactCode {
    /// The rows about cases, notices and their receivers: code, English, Chinese.
    static let caseRows: [(FactCode, String, String)] = [
        (
            .caseOpened,
            "Case {case}: {rule} at {place}.",
            "案件 {case}：{rule}，{place}。"
        ),
        (
            .caseChanged,
            "Case {case}: {state}[, {reason}].",
            "案件 {case}：{state}[，{reason}]。"
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
            "Case {case} {verdict} by {person}[: {reason}]",
            "{person} 对案件 {case}：{verdict}[。{reason}]"
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
            .caseEdited,
            "Case {case} edited by {person}: {what}. {reason}",
            "{person} 修改了案件 {case}：{what}。{reason}"
        ),
        (
            .caseReopened,
            "Case {case} reopened by {person}: {reason}",
            "{person} 重新打开案件 {case}：{reason}"
        ),
        (
            .caseOverdue,
            "Case {case} waits for a decision for {age}; round {round}.",
            "案件 {case} 已待审 {age}，第 {round} 次催办。"
        ),
        (
            .caseExempted,
            "Case {case} is exempt by {exemption}, closed without a notice: {reason}",
            "案件 {case} 依 {exemption} 豁免，不发通知结案：{reason}"
        ),
        (
            .exemptionAdded,
            "Exemption {exemption} by {person} until {until}: {reason}",
            "{person} 设豁免 {exemption}，至 {until}：{reason}"
        ),
        (
            .exemptionEnded,
            "Exemption {exemption} is over, by {by}.",
            "豁免 {exemption} 已结束（{by}）。"
        ),
        (
            .silenceAdded,
            "Silence {silence} by {person} until {until}: {reason}",
            "{person} 设静默 {silence}，至 {until}：{reason}"
        ),
        (
            .silenceEnding,
            "Silence {silence} of {person} ends at {until}.",
            "{person} 的静默 {silence} 将于 {until} 结束。"
        ),
        (
            .silenceEnded,
            "Silence {silence} is over, by {by}: {count} notices were kept back.",
            "静默 {silence} 已结束（{by}），其间扣留通知 {count} 条。"
        ),
        (
            .noticeHeld,
            "Notice {notice} for {receiver} is held: {why}.",
            "发往 {receiver} 的通知 {notice} 暂缓：{why}。"
        ),
        (
            .noticeSilenced,
            "Notice {notice} is not told to {receiver}: silence {silence}.",
            "通知 {notice} 不发往 {receiver}：静默 {silence}。"
        ),
        (
            .noticeNotSent,
            "Notice {notice} was withdrawn before it left for {receiver}.",
            "通知 {notice} 在发往 {receiver} 前已撤回，未发送。"
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
            .noticeReminded,
            "Notice {notice} is not acknowledged after {age}: reminded {receivers}, round {round}.",
            "通知 {notice} 在 {age} 后仍未确认：已提醒 {receivers}，第 {round} 次。"
        ),
        (
            .pictureOpened,
            "{person} opened picture {digest} of case {case}: {reason}",
            "{person} 调阅了案件 {case} 的原图 {digest}：{reason}"
        ),
        (
            .caseDeleted,
            "Case {case} is deleted, {age} after its end, with {count} pictures: {digests}.",
            "案件 {case} 已在结案 {age} 后删除，含照片 {count} 张：{digests}。"
        ),
        (
            .caseNotDeleted,
            "Pictures of case {case}, whose time is over, could not be deleted: {reason}.",
            "案件 {case} 的照片已到期但未能删除：{reason}。"
        ),
        (
            .preservationAdded,
            "Case {case} is preserved by {preservation} of {person} until {until}: {reason}",
            "{person} 对案件 {case} 设保全 {preservation}，至 {until}：{reason}"
        ),
        (
            .preservationEnding,
            "Preservation {preservation} of case {case} by {person} ends at {until}.",
            "{person} 对案件 {case} 的保全 {preservation} 将于 {until} 结束。"
        ),
        (
            .preservationEnded,
            "Preservation {preservation} of case {case} is over, by {by}: {reason}",
            "案件 {case} 的保全 {preservation} 已结束（{by}）：{reason}"
        ),
        (
            .receiverDisabled,
            "Receiver {receiver} takes nothing any more: {reason}. Its notices wait for a person.",
            "接收方 {receiver} 不再接收：{reason}。其通知等待人工处理。"
        ),
    ]
}
