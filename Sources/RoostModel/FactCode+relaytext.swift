// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension FactCode {
    /// Texts of flights between two docks.
    static let relayRows: [(FactCode, String, String)] = [
        (
            .relayReserved,
            "Sortie {sortie}: dock {landing} is kept free for the aircraft of dock {dock}.",
            "架次 {sortie}：机场 {landing} 已为 {dock} 的飞机预留。"
        ),
        (
            .relayFellBack,
            "Sortie {sortie} cannot land at {landing} ({reason}) and is called back to {home}.",
            "架次 {sortie} 无法在 {landing} 降落（{reason}），已召回至 {home}。"
        ),
        (
            .relayAlternate,
            "Sortie {sortie} cannot land at {landing} ({reason}), nor reach another dock: somebody must go to the alternate landing point, {place}.",
            "架次 {sortie} 无法在 {landing} 降落（{reason}），也到不了其他机场：须派人前往备降点 {place}。"
        ),
        (
            .relayLanded,
            "Aircraft {aircraft} of dock {dock} is in dock {landing}: both fly nothing but its way home.",
            "{dock} 的飞机 {aircraft} 停在机场 {landing}：归位前两机场只执行其返回飞行。"
        ),
        (
            .relayHome,
            "Aircraft {aircraft} is back in its dock {dock}.",
            "飞机 {aircraft} 已回到所属机场 {dock}。"
        ),
    ]
}
