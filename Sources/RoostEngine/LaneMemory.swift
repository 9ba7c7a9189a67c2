// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a performer knows of its lane when it looks at the store.
public struct LaneMemory: Sendable {
    /// Effects that it has seen, which need not be decoded again.
    public var known: [EffectID: PendingEffect]
    /// What is being performed, with its tries: it is not due.
    public var underWay: [EffectID: Int]

    /// A memory; of nothing, unless told otherwise.
    public init(known: [EffectID: PendingEffect] = [:], underWay: [EffectID: Int] = [:]) {
        self.known = known
        self.underWay = underWay
    }
}
