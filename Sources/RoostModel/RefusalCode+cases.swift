// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// Texts of the refusals of reviewers' work: cases, exemptions, silences.
    static let caseTexts: [RefusalCode: Bilingual] = [
        .reasonMissing: Bilingual(
            en: "Say why: this needs a reason.",
            zh: "请说明理由：该操作必须有理由。"
        ),
        .selfReview: Bilingual(
            en: "{person} has a part in {what}: {part}. Somebody else must decide it.",
            zh: "{person} 与 {what} 有关（{part}），须由他人审核。"
        ),
        .secondPerson: Bilingual(
            en: "{person} approved {what} already; another person must approve it too.",
            zh: "{person} 已通过 {what}，须由另一人再次审核。"
        ),
        .neverConfirmed: Bilingual(
            en: "{what} was closed before it was confirmed: nothing is to decide.",
            zh: "{what} 在确认前已结案，无可审核。"
        ),
        .exempt: Bilingual(
            en: "{what} is exempt by {exemption}: {reason}.",
            zh: "{what} 依 {exemption} 豁免：{reason}。"
        ),
        .nothingChanged: Bilingual(
            en: "Nothing of {what} would change: name a plate, a text or pictures.",
            zh: "{what} 无任何改动：请给出车牌、文字或照片。"
        ),
        .plateMalformed: Bilingual(
            en: "That is no plate: it has 4 to 12 letters and digits.",
            zh: "车牌格式不对：须为 4 至 12 位字母数字。"
        ),
        .unknownPicture: Bilingual(
            en: "{what} has no picture {picture}; pictures are named by their SHA-256.",
            zh: "{what} 没有照片 {picture}；照片以 SHA-256 指明。"
        ),
        .pictureNotSealed: Bilingual(
            en: "Picture {picture} of {what} is not kept, so it proves nothing.",
            zh: "{what} 的照片 {picture} 未封存，不能作为证据。"
        ),
        .endPassed: Bilingual(
            en: "The end, {until}, is not after {from}.",
            zh: "结束时间 {until} 不晚于 {from}。"
        ),
        .windowTooLong: Bilingual(
            en: "At most {limit}, not {span}.",
            zh: "最长 {limit}，不可为 {span}。"
        ),
        .namesNothing: Bilingual(
            en: "It names nothing and would hold for everything: say {names}.",
            zh: "未指明对象，将对全部生效：请给出 {names}。"
        ),
        .alreadyEnded: Bilingual(
            en: "{what} is over since {ended}.",
            zh: "{what} 已于 {ended} 结束。"
        ),
    ]
}
