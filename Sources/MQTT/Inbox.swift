// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Messages that were read and not yet handed over, in the order they came.
///
/// Bounded: when full, the oldest sheddable message goes; nothing else ever does. Without a
/// sheddable one it has no room, and the caller must stop reading.
struct Inbox {
    struct Entry: Equatable {
        /// Order of arrival, over all connections.
        let sequence: UInt64
        let message: MQTTMessage
        let isSheddable: Bool
        /// Whether the broker waits for an acknowledgement, and sends it again without one.
        var isOwed: Bool

        /// The same after the broker forgot it: nobody else will bring it again.
        var settledByUs: Entry {
            var entry = self
            entry.isOwed = false
            return entry
        }
    }

    private let limit: Int
    private let suffixes: [String.UTF8View]
    private var kept = Queue<Entry>()
    private var sheddable = Queue<Entry>()
    private var nextSequence: UInt64 = 0
    /// How many entries the broker waits for.
    private(set) var owedCount = 0

    init(limit: Int, sheddableSuffixes: [String]) {
        self.limit = limit
        self.suffixes = sheddableSuffixes.map(\.utf8)
    }

    var count: Int { kept.count + sheddable.count }
    var isEmpty: Bool { count == 0 }
    var hasRoom: Bool { count < limit || !sheddable.isEmpty }

    /// Takes a message in; returns how many had to go for it.
    mutating func append(_ message: MQTTMessage) -> Int {
        let entry = Entry(
            sequence: nextSequence,
            message: message,
            isSheddable: isSheddable(message.topic),
            isOwed: message.qos != .atMostOnce
        )
        nextSequence += 1
        insert(entry)
        var shed = 0
        while count > limit, let oldest = sheddable.popFirst() {
            if oldest.isOwed { owedCount -= 1 }
            shed += 1
        }
        return shed
    }

    /// The oldest messages, at most `limit`.
    mutating func take(_ limit: Int) -> [Entry] {
        var taken: [Entry] = []
        taken.reserveCapacity(min(limit, count))
        while taken.count < limit, let entry = popFirst() {
            if entry.isOwed { owedCount -= 1 }
            taken.append(entry)
        }
        return taken
    }

    /// Puts entries back to where they were by their sequence.
    mutating func restore(_ entries: [Entry]) {
        guard !entries.isEmpty else { return }
        rebuild((entries + kept.all + sheddable.all).sorted { $0.sequence < $1.sequence })
    }

    /// Removes what the broker waits for, and returns it.
    mutating func removeOwed() -> [Entry] {
        guard owedCount > 0 else { return [] }
        let all = (Array(kept.all) + sheddable.all).sorted { $0.sequence < $1.sequence }
        rebuild(all.filter { !$0.isOwed })
        return all.filter(\.isOwed)
    }

    private mutating func rebuild(_ entries: [Entry]) {
        kept = Queue()
        sheddable = Queue()
        owedCount = 0
        for entry in entries { insert(entry) }
    }

    private mutating func insert(_ entry: Entry) {
        if entry.isOwed { owedCount += 1 }
        if entry.isSheddable { sheddable.append(entry) } else { kept.append(entry) }
    }

    private mutating func popFirst() -> Entry? {
        guard let a = kept.first else { return sheddable.popFirst() }
        guard let b = sheddable.first else { return kept.popFirst() }
        return a.sequence < b.sequence ? kept.popFirst() : sheddable.popFirst()
    }

    private func isSheddable(_ topic: String) -> Bool {
        suffixes.contains { topic.utf8.reversed().starts(with: $0.reversed()) }
    }
}
