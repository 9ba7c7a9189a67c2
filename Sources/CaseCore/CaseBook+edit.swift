// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What a reviewer corrects before a case is decided: plate, text, which pictures (FEATURES E14, E16).
extension CaseBook {
    mutating func edit(
        _ id: CaseID,
        _ change: CaseChange,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let before = reviewable(id, &turn) else { return }
        guard before.edits.count < CaseEdit.limit else {
            let values = [FactValue("what", "edit"), FactValue("limit", CaseEdit.limit)]
            return turn.refuse(.tableFull, Subject(violation: id), values)
        }
        var after = before
        if let plate = change.plate {
            guard let reading = read(plate) else {
                return turn.refuse(.plateMalformed, before, person)
            }
            after.plate = reading.text.isEmpty ? nil : reading
        }
        if let text = change.text { after.text = text.isEmpty ? nil : text }
        if let pictures = change.pictures {
            guard choose(pictures, of: &after, person, &turn) else { return }
        }
        let named = after.differences(from: before)
        guard !named.isEmpty else { return turn.refuse(.nothingChanged, before, person) }
        after.approvals = []
        after.edits.append(
            CaseEdit(
                by: person.name,
                at: turn.now,
                reason: reason,
                change: change,
                plate: before.plate,
                text: before.text,
                pictures: before.chosen
            )
        )
        after.step(to: .inReview, at: turn.now, by: person.name, because: Bilingual(reason))
        store(after)
        let what = Bilingual(
            en: named.map(\.en).joined(separator: ", "),
            zh: named.map(\.zh).joined(separator: "、")
        )
        turn.tell(
            .caseEdited,
            Subject(violation: id, person: person.name),
            [FactValue("what", what), FactValue("reason", reason)]
        )
        conclude(id, &turn)
    }

    /// A plate as a person reads it; empty: there is none; nil: it cannot be a plate.
    private func read(_ word: String) -> PlateReading? {
        let text = Plate.normalised(word)
        let isSound = text.allSatisfy { $0.isLetter || $0.isNumber }
        guard text.isEmpty || isSound && (4...12).contains(text.count) else { return nil }
        return PlateReading(text: text, confidence: 1)
    }

    private func choose(
        _ words: [String],
        of violation: inout Case,
        _ person: Person,
        _ turn: inout Turn
    ) -> Bool {
        var chosen: [String] = []
        for word in words {
            guard let item = violation.picture(word) else {
                turn.refuse(.unknownPicture, violation, person, [FactValue("picture", word)])
                return false
            }
            guard let digest = item.digest else {
                turn.refuse(.pictureNotSealed, violation, person, [FactValue("picture", word)])
                return false
            }
            if !chosen.contains(digest) { chosen.append(digest) }
        }
        violation.chosen = chosen.isEmpty ? nil : chosen
        return true
    }
}

extension Case {
    /// What differs, by its name; never its value: facts are read by people who may not see plates.
    fileprivate func differences(from other: Case) -> [Bilingual] {
        var named: [Bilingual] = []
        if plate?.text != other.plate?.text { named.append(Bilingual(en: "plate", zh: "车牌")) }
        if text != other.text { named.append(Bilingual(en: "text", zh: "文字")) }
        if chosen != other.chosen { named.append(Bilingual(en: "pictures", zh: "照片")) }
        return named
    }
}
