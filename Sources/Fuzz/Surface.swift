// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One place where bytes from outside come in: how inputs for it are drawn, and what must hold for
/// each of them.
public struct Surface: Sendable {
    /// Its name, as `roost-fuzz --surface` takes it.
    public let name: String
    /// Documents that its inputs are made from.
    public let documents: Int
    /// An input that depends on the dice and on the documents alone.
    public let draw: @Sendable (inout SeededGenerator) -> [UInt8]
    /// Puts an input through the product's own code; throws when a promise does not hold.
    ///
    /// A refusal is a verdict, not an error: refusing is what most inputs deserve.
    public let pass: @Sendable ([UInt8]) throws(Breach) -> Verdict

    /// A surface from its parts.
    public init(
        name: String,
        documents: Int,
        draw: @escaping @Sendable (inout SeededGenerator) -> [UInt8],
        pass: @escaping @Sendable ([UInt8]) throws(Breach) -> Verdict
    ) {
        self.name = name
        self.documents = documents
        self.draw = draw
        self.pass = pass
    }

    /// The input of a seed and a number: the same on any machine with the same documents.
    public func input(_ number: Int, seed: UInt64) -> [UInt8] {
        // FNV-1a of the name, so that surfaces do not draw the same dice.
        let key = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        var start = SeededGenerator(seed ^ key)
        var dice = SeededGenerator(start.next() &+ UInt64(number))
        return draw(&dice)
    }
}
