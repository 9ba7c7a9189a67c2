// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

extension Notice {
    /// The notice as one line of JSON (`notice.schema.json`).
    ///
    /// Throws ``DeliveryError`` when a number in it cannot be written.
    public func json(
        language: NoticeLanguage,
        plates: PlateView
    ) throws(DeliveryError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let body = NoticeBody(self, style: NoticeStyle(language: language, plates: plates))
            return String(decoding: try encoder.encode(body), as: UTF8.self)
        } catch {
            throw .permanent("the notice cannot be written as JSON")
        }
    }
}
