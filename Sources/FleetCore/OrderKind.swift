// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What kind of order a command was, for its settlement.
enum OrderKind: String, Codable, CaseIterable, Sendable {
    case prepare, launch, undo, returnHome, pause, resume, cancelReturn, flyTo, areas, receive,
        stopHalf

    /// Its name for people.
    var word: Bilingual {
        switch self {
        case .prepare: Bilingual(en: "prepare", zh: "准备")
        case .launch: Bilingual(en: "launch", zh: "起飞")
        case .undo: Bilingual(en: "undo", zh: "撤销")
        case .returnHome: Bilingual(en: "return home", zh: "返航")
        case .pause: Bilingual(en: "pause", zh: "暂停")
        case .resume: Bilingual(en: "resume", zh: "继续")
        case .cancelReturn: Bilingual(en: "cancel the return", zh: "取消返航")
        case .flyTo: Bilingual(en: "fly to a point", zh: "飞往目标点")
        case .receive: Bilingual(en: "take an aircraft", zh: "接收飞机")
        case .stopHalf: Bilingual(en: "end its half of the flight", zh: "结束接力任务")
        case .areas: Bilingual(en: "fetch the flight areas", zh: "同步飞行区")
        }
    }
}
