// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension RefusalCode {
    /// Texts of the refusals of flights between two docks.
    static let relayTexts: [RefusalCode: Bilingual] = [
        .relaySameDock: Bilingual(
            en: "A relay leads to another dock, not from {dock} back to it. Nothing was sent.",
            zh: "接力飞行须降落在另一机场，不能由 {dock} 返回自身。未发送任何指令。"
        ),
        .relayUnable: Bilingual(
            en: "No relay from {dock} to {landing}: {what}. Nothing was sent.",
            zh: "{dock} 不能接力飞往 {landing}：{what}。未发送任何指令。"
        ),
        .relayTooFar: Bilingual(
            en: "{landing} is {distance} from {dock}, at most {limit}. Nothing was sent.",
            zh: "{landing} 距 {dock} {distance}，最远 {limit}。未发送任何指令。"
        ),
        .relayTaken: Bilingual(
            en: "{what} is taken: {state}. Nothing was sent.",
            zh: "{what} 已被占用：{state}。未发送任何指令。"
        ),
        .relayHomeFirst: Bilingual(
            en: "{what}: {state}. Until it is home, only its way back is flown. Nothing was sent.",
            zh: "{what}：{state}。飞机归位前只能执行返回飞行。未发送任何指令。"
        ),
        .relayOccupied: Bilingual(
            en: "{landing} is not known to be empty: {state}. Nothing was sent.",
            zh: "{landing} 未确认舱内无机：{state}。未发送任何指令。"
        ),
        .relayNoAlternate: Bilingual(
            en: "{landing} has no alternate landing point, or did not say so. Nothing was sent.",
            zh: "{landing} 未设置备降点，或未上报。未发送任何指令。"
        ),
        .relayNotReceiving: Bilingual(
            en: "{landing} cannot take an aircraft now. Nothing was sent.",
            zh: "{landing} 现在不能接收飞机。未发送任何指令。"
        ),
        .relayUnlinked: Bilingual(
            en: "The two docks cannot be told of each other: {what}. Nothing was sent.",
            zh: "无法向两个机场下发对方信息：{what}。未发送任何指令。"
        ),
        .relayBattery: Bilingual(
            en: "Battery of {dock}: {state}, for the way to {landing} or back. Nothing was sent.",
            zh: "{dock} 电量：{state}，用于飞往 {landing} 或返回。未发送任何指令。"
        ),
    ]
}
