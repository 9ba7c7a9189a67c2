// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Something to do in the world, after the turn that asked for it is committed.
public struct Effect<Action: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// Position in the site's count of effects.
    public let id: EffectID
    /// Its face outside the site: the `tid` on a dock's wire.
    public let wire: WireID
    /// Later it is not performed, but settled as expired.
    public let expiresAt: Timestamp
    /// Whether a try of unknown outcome may be repeated.
    public let retry: Retry
    /// What to do.
    public let action: Action

    /// An effect from its parts.
    public init(
        id: EffectID,
        wire: WireID,
        expiresAt: Timestamp,
        retry: Retry,
        action: Action
    ) {
        self.id = id
        self.wire = wire
        self.expiresAt = expiresAt
        self.retry = retry
        self.action = action
    }

    /// The same effect with its action said in a wider vocabulary.
    public func map<Wider: Codable & Equatable & Sendable>(
        _ widen: (Action) -> Wider
    ) -> Effect<Wider> {
        Effect<Wider>(
            id: id,
            wire: wire,
            expiresAt: expiresAt,
            retry: retry,
            action: widen(action)
        )
    }
}

/// Whether an effect whose outcome is unknown may be tried again.
public enum Retry: String, Codable, Sendable {
    /// Again with the same id until it is settled or expires.
    case untilExpiry
    /// Never twice: an unknown outcome stays unknown.
    case once
}

extension Issuer {
    /// A numbered effect that expires `lifetime` after `now`.
    public mutating func effect<Action: Codable & Equatable & Sendable>(
        _ action: Action,
        at now: Timestamp,
        lifetime: TimeSpan,
        retry: Retry
    ) -> Effect<Action> {
        let (id, wire) = effect(at: now)
        return Effect(
            id: id,
            wire: wire,
            expiresAt: now + lifetime,
            retry: retry,
            action: action
        )
    }
}

/// Why an effect failed.
public struct FailureReason: Codable, Equatable, Sendable, CustomStringConvertible {
    /// The code of a command that was taken back before it left: it surely did nothing.
    public static let withdrawn = "withdrawn"

    /// A stable word: `dock_error`, `refused`, `unreachable`, `rejected`, `encoding`, `missing`.
    public var code: String
    /// The other side's own number, when it gave one.
    public var number: Int?
    /// For people: what was wrong and what to do, in English.
    public var text: String
    /// The same in Simplified Chinese; nil: there is only the English.
    public var zh: String?

    /// A reason from its parts.
    public init(code: String, number: Int? = nil, text: String) {
        self.code = code
        self.number = number
        self.text = text
    }

    /// A reason in both languages.
    public init(code: String, _ text: Bilingual) {
        self.code = code
        self.text = text.en
        zh = text.zh
    }

    /// The text in both languages.
    public var bilingual: Bilingual { Bilingual(en: text, zh: zh ?? text) }

    /// Code, number and text in one line.
    public var description: String {
        "\(code)\(number.map { " \($0)" } ?? ""): \(text)"
    }
}
