// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Which frames are being applied, on a page that outlives the process: a frame that ends the process is known
/// again when its sender brings it back (PIPELINE 1.3).
///
/// Written before the attempt and never synced: it must survive our death, not the machine's. A file that
/// cannot be written costs this protection alone, never a frame.
struct FrameAttempts {
    /// Tries after which a frame is not tried again: once among others, once alone.
    static let limit = 2
    /// Most frames that are remembered; more than a turn has.
    static let sizeLimit = 1000

    /// Digest of a frame's content to how often it was under way when the process ended.
    private(set) var suspects: [String: Int] = [:]
    private let file: Int32?

    /// The attempts of a process before this one; nil: nothing is kept.
    init(path: String?) {
        guard let path else {
            file = nil
            return
        }
        let opened = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        file = opened >= 0 ? opened : nil
        let text = FileManager.default.contents(atPath: path) ?? Data()
        // What stands behind a zero byte is left from a longer page.
        let page = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        for line in page.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let tries = Int(words[1]), suspects.count < Self.sizeLimit
            else { continue }
            suspects[String(words[0])] = tries
        }
    }

    /// Notes what is about to be applied.
    func begin(_ contents: [String]) {
        guard !contents.isEmpty else { return }
        var tries = suspects
        for content in contents { tries[content, default: 0] += 1 }
        write(tries)
    }

    /// The attempt ended and the process lives: these frames are harmless.
    mutating func end(_ contents: [String]) {
        guard !contents.isEmpty else { return }
        for content in contents { suspects[content] = nil }
        write(suspects)
    }

    private func write(_ tries: [String: Int]) {
        guard let file else { return }
        // Twice a turn: a shorter page overwrites the beginning of a longer one and ends with a zero byte.
        let page = tries.map { "\($0.key) \($0.value)\n" }.joined() + "\0"
        _ = Array(page.utf8).withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    }
}

extension FrameAttempts {
    /// A batch by what is known of its frames: those that go together, those that go alone, those that are not
    /// tried again.
    func sorted(
        _ batch: [Mailbox.Entry]
    ) -> (together: [Mailbox.Entry], alone: [Mailbox.Entry], poison: [Mailbox.Entry]) {
        guard !suspects.isEmpty else { return (batch, [], []) }
        var sorted: (together: [Mailbox.Entry], alone: [Mailbox.Entry], poison: [Mailbox.Entry])
        sorted = ([], [], [])
        for entry in batch {
            switch entry.contents.compactMap({ suspects[$0] }).max() {
            case nil: sorted.together.append(entry)
            case let tries? where tries >= Self.limit: sorted.poison.append(entry)
            case .some: sorted.alone.append(entry)
            }
        }
        return sorted
    }
}

extension Mailbox.Entry {
    /// Digests of the frames in it.
    var contents: [String] {
        postings.compactMap { posting in
            guard case .frame(_, _, let content) = posting.key else { return nil }
            return content
        }
    }
}
