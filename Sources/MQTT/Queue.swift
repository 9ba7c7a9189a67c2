// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// First in, first out, in amortised constant time.
struct Queue<Element> {
    private var elements: [Element] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[head] }
    var all: ArraySlice<Element> { elements[head...] }

    init(_ elements: [Element] = []) {
        self.elements = elements
    }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard let first else { return nil }
        head += 1
        if isEmpty {
            elements.removeAll(keepingCapacity: elements.count <= 1_024)
            head = 0
        }
        // The consumed half goes when it is the larger one: each element is moved at most once.
        if head > 64, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }
}
