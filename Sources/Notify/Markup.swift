// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a receiver's texts are written in, and how a value is kept from being read as markup
/// (RECEIVERS § 10).
///
/// A plate or a zone's name is text of others: it must not draw, link or mention anybody.
enum Markup: Sendable {
    /// No markup at all: ntfy, Feishu's text tags, plain mail.
    case plain
    /// Markdown of WeCom and DingTalk.
    case markdown
    /// Slack's own, which has no escape for its marks.
    case slack
    /// Mail for people.
    case html

    /// A value that reads the same and means nothing else.
    func escaped(_ value: String) -> String {
        let line = Self.defused(value)
        return switch self {
        case .plain: line
        case .markdown: line.reduce(into: "") { $0 += Self.markdown($1) }
        case .slack: line.reduce(into: "") { $0 += Self.slack($1) }
        case .html: line.reduce(into: "") { $0 += Self.html($1) }
        }
    }

    /// One line; an `@` is parted from the word behind it by a space of no width.
    private static func defused(_ value: String) -> String {
        var line = ""
        for character in value {
            if character.isNewline || character == "\t" {
                line.append(" ")
            } else if character.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
            {
                line.append(character)
                if character == "@" { line.append("\u{200B}") }
            }
        }
        return line
    }

    private static func markdown(_ character: Character) -> String {
        switch character {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "*", "_", "~", "[", "]", "(", ")", "#", "|", "`", "\\": "\\\(character)"
        default: String(character)
        }
    }

    private static func slack(_ character: Character) -> String {
        switch character {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        // Slack reads these as marks and knows no escape: their wide forms look alike and mean nothing.
        case "*": "＊"
        case "_": "＿"
        case "~": "～"
        case "`": "｀"
        default: String(character)
        }
    }

    private static func html(_ character: Character) -> String {
        switch character {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: String(character)
        }
    }
}
