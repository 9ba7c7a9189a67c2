// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What will happen, in the order of time; of one instant what was put in first.
struct Agenda<Happening> {
    private struct Entry {
        var at: Timestamp
        var order: Int
        var what: Happening

        func isBefore(_ other: Entry) -> Bool { (at, order) < (other.at, other.order) }
    }

    private var heap: [Entry] = []
    private var count = 0

    /// When the next is due; nil: nothing is.
    var next: Timestamp? { heap.first?.at }

    mutating func add(_ what: Happening, at: Timestamp) {
        count += 1
        heap.append(Entry(at: at, order: count, what: what))
        var child = heap.count - 1
        while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the next out when it is due.
    mutating func take(at now: Timestamp) -> Happening? {
        guard let first = heap.first, first.at <= now else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.what }
        heap[0] = last
        var parent = 0
        while true {
            var least = 2 * parent + 1
            guard least < heap.count else { return first.what }
            if least + 1 < heap.count, heap[least + 1].isBefore(heap[least]) { least += 1 }
            guard heap[least].isBefore(heap[parent]) else { return first.what }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
