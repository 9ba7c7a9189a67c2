// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// Texts of what a dock does not do now.
    static let dockTexts: [RefusalCode: Bilingual] = [
        .jobBarred: Bilingual(
            en: "Dock {dock} may not do {job} now.",
            zh: "机场 {dock} 现在不能执行 {job}。"
        ),
        .dockLost: Bilingual(
            en: "Dock {dock} does not talk to roost: {state}. Nothing was sent.",
            zh: "机场 {dock} 失联：{state}。未发送任何指令。"
        ),
        .dockBusy: Bilingual(
            en: "Dock {dock} flies {mission} for {person}.",
            zh: "机场 {dock} 正在为 {person} 执行 {mission}。"
        ),
        .alreadyGoing: Bilingual(
            en: "{mission} from dock {dock} goes there already, sent by {person}.",
            zh: "{person} 已从机场 {dock} 派出 {mission} 前往该处。"
        ),
        .orderPending: Bilingual(
            en: "Dock {dock} has not answered {order} of {person} yet; nothing was sent.",
            zh: "机场 {dock} 尚未应答 {person} 的{order}；未发送任何指令。"
        ),
    ]
}
