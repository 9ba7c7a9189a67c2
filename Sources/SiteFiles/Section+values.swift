// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Yams

extension Section {
    /// A text of one line that is not empty.
    func text(_ key: String, limit: Int = 200) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.text, !text.isEmpty else {
            fault(key, "is \(node.shown), must be a text")
            return nil
        }
        guard text.count <= limit, !text.contains(where: \.isNewline) else {
            fault(key, "must be one line of at most \(limit) characters")
            return nil
        }
        return text
    }

    /// A text of one or more lines that is not empty.
    func lines(_ key: String, limit: Int) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.text, !text.isEmpty, text.count <= limit else {
            fault(key, "must be a text of at most \(limit) characters")
            return nil
        }
        return text
    }

    /// A number with unit in a range.
    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = value(key) else { return nil }
        guard let text = node.text, let number = Double(text), number.isFinite else {
            fault(key, "is \(node.shown), must be a number")
            return nil
        }
        guard range.contains(number) else {
            let low = range.lowerBound.plain
            let high = range.upperBound.plain
            fault(key, "is \(text), must be \(low) to \(high)\(unit(of: key))")
            return nil
        }
        return number
    }

    /// A whole number in a range.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        let bounds = Double(range.lowerBound)...Double(range.upperBound)
        guard let number = number(key, in: bounds) else { return nil }
        guard number == number.rounded() else {
            fault(key, "is \(number.plain), must be a whole number")
            return nil
        }
        return Int(number)
    }

    /// `true` or `false`.
    func truth(_ key: String) -> Bool? {
        guard let node = value(key) else { return nil }
        switch node.text {
        case "true": return true
        case "false": return false
        default:
            fault(key, "is \(node.shown), must be true or false")
            return nil
        }
    }

    /// One of the words of an enumeration.
    func choice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: CaseIterable & RawRepresentable<String> {
        guard let text = text(key) else { return nil }
        return choose(text, key, type)
    }

    /// Some words of an enumeration.
    func choices<Choice>(_ key: String, _ type: Choice.Type) -> [Choice]
    where Choice: CaseIterable & RawRepresentable<String> {
        texts(key).compactMap { choose($0, key, type) }
    }

    private func choose<Choice>(_ text: String, _ key: String, _ type: Choice.Type) -> Choice?
    where Choice: CaseIterable & RawRepresentable<String> {
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        fault(key, "is \(text), must be one of \(words.joined(separator: ", "))")
        return nil
    }

    /// A list of texts; one text alone is a list too.
    func texts(_ key: String) -> [String] {
        guard let node = value(key) else { return [] }
        if let text = node.text { return [text] }
        guard let sequence = node.sequence else {
            fault(key, "is \(node.shown), must be a list of texts")
            return []
        }
        return sequence.compactMap { item in
            if let text = item.text, !text.isEmpty { return text }
            file.fault(item.mark?.line ?? line, field(key), "has \(item.shown), must be texts")
            return nil
        }
    }

    /// A word of the operator's own: an id, or the name of a secret.
    func name<Tag>(_ key: String) -> Name<Tag>? {
        guard let text = text(key) else { return nil }
        let name = Name<Tag>(text)
        guard name.isWellFormed else {
            fault(key, "is \(text), must be letters, digits and -, at most 32")
            return nil
        }
        return name
    }

    /// Words of the operator's own.
    func names<Tag>(_ key: String) -> [Name<Tag>] { texts(key).map { Name<Tag>($0) } }

    /// The name of a secret; what is written is never shown, it may be the secret itself.
    func secret(_ key: String) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.text, Name<AreaTag>(text).isWellFormed else {
            fault(
                key,
                "must be the name of a file in DATA/secrets (letters, digits and -, at most 32), "
                    + "never the secret itself"
            )
            return nil
        }
        return text
    }

    /// A text in both languages; what is missing is taken from the other, or from `id`.
    func bilingual(_ key: String, id: String) -> Bilingual? {
        guard let node = value(key) else { return Bilingual(en: id, zh: id) }
        if let text = node.text { return Bilingual(en: text, zh: text) }
        guard let section = section(key, "name") else { return nil }
        let zh = section.text("zh")
        let en = section.text("en")
        return Bilingual(en: en ?? zh ?? id, zh: zh ?? en ?? id)
    }

    /// The mapping under a key, or the one of its default.
    func section(_ key: String, _ kind: String) -> Section? {
        value(key).flatMap { Section($0, path: field(key), kind: kind, file: file) }
    }

    /// The mappings of a list; each is named in faults by its id, or by its place from 1.
    func sections(_ key: String, _ kind: String) -> [Section] {
        guard let node = value(key) else { return [] }
        guard let sequence = node.sequence else {
            fault(key, "is \(node.shown), must be a list")
            return []
        }
        return sequence.enumerated().compactMap { index, item in
            let id = item.mapping?["id"]?.text ?? String(index + 1)
            return Section(item, path: "\(field(key))[\(id)]", kind: kind, file: file)
        }
    }

    private func unit(of key: String) -> String {
        let unit = KeyTable.sections[kind]?.first { $0.key == key }?.unit ?? ""
        return unit.isEmpty ? "" : " \(unit)"
    }
}

extension Double {
    /// Without a fraction where there is none.
    var plain: String {
        self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
    }
}
