// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Every checker of a world; of two that see the same, the one that says more exactly what broke is first.
struct Checkers {
    /// What a checker found.
    struct Finding {
        var checker: String
        var sentence: String
    }

    private var oneWriter = OneWriter()
    private var commitFirst = CommitFirst()
    private var sameReplay = SameReplay()
    private var settledOnce = SettledOnce()
    private var deadline = Deadline()
    private var unknownStays = UnknownStays()
    private var oneSortie = OneSortie()
    private var gateClosed = GateClosed()
    private var recallAccepted = RecallAccepted()
    private var holdBars = HoldBars()
    private var oneTakeOff = OneTakeOff()
    private var oneOutcome = OneOutcome()

    mutating func see(_ sight: Sight, in scene: Scene) -> Finding? {
        if let found = Self.see(sight, scene, &oneWriter) { return found }
        if let found = Self.see(sight, scene, &holdBars) { return found }
        if let found = Self.see(sight, scene, &unknownStays) { return found }
        if let found = Self.see(sight, scene, &oneTakeOff) { return found }
        if let found = Self.see(sight, scene, &commitFirst) { return found }
        if let found = Self.see(sight, scene, &settledOnce) { return found }
        if let found = Self.see(sight, scene, &deadline) { return found }
        if let found = Self.see(sight, scene, &gateClosed) { return found }
        if let found = Self.see(sight, scene, &recallAccepted) { return found }
        if let found = Self.see(sight, scene, &oneSortie) { return found }
        if let found = Self.see(sight, scene, &oneOutcome) { return found }
        if let found = Self.see(sight, scene, &sameReplay) { return found }
        return nil
    }

    mutating func end(_ end: World.End) -> Finding? {
        if let found = Self.end(end, &oneWriter) { return found }
        if let found = Self.end(end, &holdBars) { return found }
        if let found = Self.end(end, &unknownStays) { return found }
        if let found = Self.end(end, &oneTakeOff) { return found }
        if let found = Self.end(end, &commitFirst) { return found }
        if let found = Self.end(end, &settledOnce) { return found }
        if let found = Self.end(end, &deadline) { return found }
        if let found = Self.end(end, &gateClosed) { return found }
        if let found = Self.end(end, &recallAccepted) { return found }
        if let found = Self.end(end, &oneSortie) { return found }
        if let found = Self.end(end, &oneOutcome) { return found }
        if let found = Self.end(end, &sameReplay) { return found }
        return nil
    }

    private static func see<One: Checker>(
        _ sight: Sight,
        _ scene: Scene,
        _ checker: inout One
    ) -> Finding? {
        checker.see(sight, in: scene).map { Finding(checker: One.name, sentence: $0) }
    }

    private static func end<One: Checker>(_ end: World.End, _ checker: inout One) -> Finding? {
        checker.end(end).map { Finding(checker: One.name, sentence: $0) }
    }
}
