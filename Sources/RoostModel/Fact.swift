// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What an operator may want to know: told live, kept as history, read by the audit.
///
/// Code and severity are in ``FactCode``; the text in both languages is made from the code's template and
/// these values.
public struct Fact: Codable, Equatable, Sendable {
    /// Which fact.
    public var code: FactCode
    /// Who or what it is about.
    public var subject: Subject
    /// The values that the template names, in order.
    public var values: [FactValue]

    /// A fact from its parts.
    public init(_ code: FactCode, _ subject: Subject = Subject(), _ values: [FactValue] = []) {
        self.code = code
        self.subject = subject
        self.values = values
    }

    /// Its severity.
    public var severity: Severity { code.severity }

    /// Its text in both languages.
    public var text: Bilingual {
        code.text.filled(subject.named + values)
    }
}

/// A named value of a fact or refusal, as text for people.
public struct FactValue: Codable, Equatable, Sendable {
    /// The name that templates use in braces.
    public var name: String
    /// The value, with its unit, in English.
    public var value: String
    /// The value in Simplified Chinese; nil: the same.
    public var zh: String?

    /// A named value that reads the same in both languages.
    public init(_ name: String, _ value: some CustomStringConvertible) {
        self.name = name
        self.value = value.description
    }

    /// A named value in both languages.
    public init(_ name: String, _ text: Bilingual) {
        self.name = name
        value = text.en
        zh = text.zh == text.en ? nil : text.zh
    }
}

/// Who or what a fact, refusal or request is about; absent parts do not matter to it.
public struct Subject: Codable, Equatable, Sendable {
    /// The dock.
    public var dock: DockID?
    /// The route.
    public var route: RouteID?
    /// The mission.
    public var mission: MissionID?
    /// The sortie.
    public var sortie: SortieID?
    /// The case.
    public var violation: CaseID?
    /// The notice.
    public var notice: NoticeID?
    /// The receiver of a notice.
    public var receiver: ReceiverID?
    /// The hold.
    public var hold: HoldID?
    /// The person by whose word it happened.
    public var person: String?

    private enum CodingKeys: String, CodingKey {
        case dock, route, mission, sortie
        case violation = "case"
        case notice, receiver, hold, person
    }

    /// A subject from the parts that matter.
    public init(
        dock: DockID? = nil,
        route: RouteID? = nil,
        mission: MissionID? = nil,
        sortie: SortieID? = nil,
        violation: CaseID? = nil,
        notice: NoticeID? = nil,
        receiver: ReceiverID? = nil,
        hold: HoldID? = nil,
        person: String? = nil
    ) {
        self.dock = dock
        self.route = route
        self.mission = mission
        self.sortie = sortie
        self.violation = violation
        self.notice = notice
        self.receiver = receiver
        self.hold = hold
        self.person = person
    }

    /// The parts that are there, by the names that templates use.
    public var named: [FactValue] {
        var parts: [FactValue] = []
        if let dock { parts.append(FactValue("dock", dock)) }
        if let route { parts.append(FactValue("route", route)) }
        if let mission { parts.append(FactValue("mission", mission)) }
        if let sortie { parts.append(FactValue("sortie", sortie)) }
        if let violation { parts.append(FactValue("case", violation)) }
        if let notice { parts.append(FactValue("notice", notice)) }
        if let receiver { parts.append(FactValue("receiver", receiver)) }
        if let hold { parts.append(FactValue("hold", hold)) }
        if let person { parts.append(FactValue("person", person)) }
        return parts
    }
}

extension Bilingual {
    /// The template with each `{name}` replaced; a name without a value is dropped with its braces, and a part
    /// in brackets, `[ for {sortie}]`, with all that is in it.
    func filled(_ values: [FactValue]) -> Bilingual {
        Bilingual(
            en: en.filled(values) { $0.value },
            zh: zh.filled(values, isChinese: true) { $0.zh ?? $0.value }
        )
    }
}

extension String {
    fileprivate func filled(
        _ values: [FactValue],
        isChinese: Bool = false,
        _ word: (FactValue) -> String
    ) -> String {
        var text = ""
        var rest = withoutEmptyParts(values)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            let value = values.last { $0.name == name }.map(word) ?? ""
            rest = rest[rest.index(after: close)...]
            // A space parts a name in Latin letters from Chinese text, never Chinese from Chinese.
            if isChinese, text.last == " ", text.dropLast().last?.isChinese == true,
                value.first?.isChinese == true
            {
                text.removeLast()
            }
            text += value
            if isChinese, value.last?.isChinese == true, rest.first == " ",
                rest.dropFirst().first?.isChinese == true
            {
                rest = rest.dropFirst()
            }
        }
        return text + rest
    }

    /// The template without brackets, and without what stands in them where a name of it has no value.
    private func withoutEmptyParts(_ values: [FactValue]) -> String {
        var text = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            text += rest[..<open]
            let part = rest[rest.index(after: open)..<close]
            let names = part.split(separator: "{").dropFirst().map { $0.prefix { $0 != "}" } }
            let isWhole = names.allSatisfy { name in values.contains { $0.name == name } }
            if isWhole { text += part }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

extension Character {
    /// Whether it is a Chinese character, or punctuation of Chinese text.
    fileprivate var isChinese: Bool {
        unicodeScalars.first.map { scalar in
            (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
        } ?? false
    }
}
