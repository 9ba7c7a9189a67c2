// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One side of the comparison of alerts: a running program that takes things in by HTTP and tells the catcher.
protocol AlertSide {
    /// Its name in the table.
    var name: String { get }
    /// What it was told by.
    var catcher: Catcher { get }
    /// The program that is measured.
    var child: ChildProcess { get }
    /// A connection to it.
    func connect() throws -> Wire
    /// Makes things `range` ready to be decided; what that takes is not measured.
    func prepare(_ range: Range<Int>) throws
    /// A message of things, each of which must be told to the catcher; made beforehand, because the client's work
    /// is not what is measured.
    func message(of numbers: Range<Int>) -> [UInt8]
    /// Posts a message, and returns when it is taken.
    func post(_ message: [UInt8], over wire: Wire) throws
    /// What the catcher calls a thing.
    func name(of number: Int) -> String
}
