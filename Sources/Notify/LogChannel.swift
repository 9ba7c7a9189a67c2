// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A receiver that is a line in the daemon's log: for trials and for sites without a receiver yet.
public struct LogChannel: NoticeChannel {
    private let language: NoticeLanguage
    private let write: @Sendable (String) -> Void

    /// A receiver that writes lines; plates are always masked in logs.
    public init(language: NoticeLanguage, write: @escaping @Sendable (String) -> Void) {
        self.language = language
        self.write = write
    }

    /// A repeated line carries the same id.
    public var isIdempotent: Bool { true }

    /// A line a notice.
    public var gathers: Bool { false }

    /// Writes one line.
    public func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError) {
        let text = NoticeText(notice, language: language, plates: .masked)
        let mark = NoticeWords.status(notice.status).map { word in
            (language == .zh ? word.zh : word.en) + " "
        }
        write("\(id) \(mark ?? "")\(text.title) \(text.text)")
    }
}
