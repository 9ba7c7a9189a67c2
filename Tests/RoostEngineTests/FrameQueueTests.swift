// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing
@testable import RoostEngine

@Suite("The queue of frames")
struct FrameQueueTests {
    private func entry(
        _ id: String,
        source: String,
        second: Int = 0,
        kind: FrameSightings.Kind = .video,
        isEmpty: Bool = false
    ) -> FrameQueue.Entry {
        let at = Timestamp.noon + .seconds(second)
        let frame = Scene.frame(id, source: source, at: at, kind: kind, isEmpty: isEmpty)
        return FrameQueue.Entry(frame: PostedFrame(frame, content: id)) { _ in }
    }

    private func ids(_ queue: FrameQueue) -> [String] {
        queue.entries.map(\.frame.sightings.frame)
    }

    private func verdicts(_ answers: [(FrameQueue.Entry, FrameVerdict)]) -> [String] {
        answers.map { "\($0.0.frame.sightings.frame) \($0.1)" }
    }

    @Test("full, it sheds the oldest video without candidates first, then thins a source")
    func shedding() {
        var queue = FrameQueue(frameLimit: 4)
        for (id, source) in [("1", "a"), ("2", "b"), ("3", "a")] {
            #expect(queue.admit(entry(id, source: source)).isEmpty)
        }
        #expect(queue.admit(entry("4", source: "b", isEmpty: true)).isEmpty)
        #expect(verdicts(queue.admit(entry("5", source: "c", second: 1))) == ["4 shed"])
        #expect(verdicts(queue.admit(entry("6", source: "c", second: 2))) == ["1 shed"])
        #expect(ids(queue) == ["2", "3", "5", "6"])
        #expect(queue.shedBySource == ["a": 1, "b": 1])
        #expect(verdicts(queue.admit(entry("7", source: "d"))) == ["7 shed"])
    }

    @Test("photos are never shed: over the bound the sender is told to wait")
    func photos() {
        var queue = FrameQueue(frameLimit: 2)
        #expect(queue.admit(entry("1", source: "a", kind: .photo)).isEmpty)
        #expect(queue.admit(entry("2", source: "b", kind: .photo)).isEmpty)
        let answers = queue.admit(entry("3", source: "c", kind: .photo))
        #expect(verdicts(answers) == ["3 refused(\(EngineError.busy))"])
        #expect(ids(queue) == ["1", "2"])
    }

    @Test("one source holds at most half of it")
    func share() {
        var queue = FrameQueue(frameLimit: 10)
        for number in 1...20 {
            _ = queue.admit(entry("\(number)", source: "a", second: number, isEmpty: true))
        }
        #expect(queue.entries.count == 5)
        #expect(ids(queue) == ["16", "17", "18", "19", "20"])
        #expect(queue.admit(entry("b", source: "b")).isEmpty)
    }

    @Test("it holds 2,000 frames or 64 MiB, and says so over 80 % (PIPELINE § 1)")
    func bounds() {
        var queue = FrameQueue()
        func fill(_ numbers: ClosedRange<Int>) -> Int {
            numbers.count { queue.admit(entry("\($0)", source: "s\($0)", kind: .photo)).isEmpty }
        }
        #expect(fill(1...1600) == 1600 && !queue.isCongested)
        #expect(fill(1601...1601) == 1 && queue.isCongested)
        #expect(fill(1602...2100) == 399)
        var large = FrameQueue()
        for number in 1...65 {
            var next = entry("\(number)", source: "s\(number)", kind: .photo)
            next.frame.bytes = 1 << 20
            #expect(large.admit(next).isEmpty == (number <= 64))
            #expect(large.isCongested == (number >= 52))
        }
    }

    @Test("bytes count too, and over 80 % senders are warned")
    func bytes() {
        var queue = FrameQueue(frameLimit: 100, byteLimit: 10_000)
        for number in 1...8 {
            var next = entry("\(number)", source: "s\(number)", kind: .photo)
            next.frame.bytes = 1000
            #expect(queue.admit(next).isEmpty)
        }
        #expect(!queue.isCongested)
        var large = entry("9", source: "s9", kind: .photo)
        large.frame.bytes = 2001
        #expect(verdicts(queue.admit(large)).count == 1)
        large.frame.bytes = 2000
        #expect(queue.admit(large).isEmpty)
        #expect(queue.isCongested)
        #expect(queue.take(2).count == 2)
        #expect(queue.bytes == 8000)
    }
}
