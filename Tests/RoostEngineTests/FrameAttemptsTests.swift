// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import RoostEngine

@Suite("Frames that end the process", .timeLimit(.minutes(1)))
struct FrameAttemptsTests {
    private static func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    }

    private static func entry(_ content: String) -> Mailbox.Entry {
        let frame = PostedFrame(Scene.frame("f-\(content)"), content: content)
        return Mailbox.Entry(postings: [frame.posting]) { _ in }
    }

    /// What the next process does with frames.
    private static func next(_ path: String, _ contents: [String]) -> [[String]] {
        let sorted = FrameAttempts(path: path).sorted(contents.map(entry))
        return [sorted.together, sorted.alone, sorted.poison].map { $0.flatMap(\.contents) }
    }

    @Test("a frame under way at a death goes alone the next time, and is not tried a third time")
    func twice() {
        let path = Self.path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        FrameAttempts(path: path).begin(["bad", "good"])
        #expect(Self.next(path, ["new", "bad", "good"]) == [["new"], ["bad", "good"], []])
        var second = FrameAttempts(path: path)
        second.begin(["good"])
        second.end(["good"])
        second.begin(["bad"])
        #expect(Self.next(path, ["good", "bad"]) == [["good"], [], ["bad"]])
        // It stays so, however often the process begins anew.
        #expect(Self.next(path, ["bad"]) == [[], [], ["bad"]])
    }

    @Test("what ended well leaves nothing behind, and a torn page costs no frame")
    func harmless() throws {
        let path = Self.path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var attempts = FrameAttempts(path: path)
        attempts.begin(["one", "two"])
        attempts.end(["one", "two"])
        #expect(Self.next(path, ["one", "two"]) == [["one", "two"], [], []])
        try "bad 2\nhalf".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(Self.next(path, ["bad", "half"]) == [["half"], [], ["bad"]])
        #expect(Self.next("/nowhere/at/all", ["one"]) == [["one"], [], []])
    }

    @Test("the loop answers poison for it, takes the others, and clears what went well")
    func loop() async throws {
        let path = Self.path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "aa 2\nbb 1\n".write(toFile: path, atomically: true, encoding: .utf8)
        var options = EngineLoop.Options()
        options.attemptsPath = path
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store), options: options) { loop in
            let verdicts = await loop.submitFrames(
                [("1", "aa"), ("2", "bb"), ("3", "cc")].map {
                    PostedFrame(Scene.frame($0.0), content: $0.1)
                }
            )
            guard case .accepted = verdicts[1], case .accepted = verdicts[2] else {
                Issue.record("\(verdicts)")
                return
            }
            #expect(verdicts[0] == .poison)
        }
        #expect(FrameAttempts(path: path).suspects == ["aa": 2])
    }
}
