// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI

/// Prints a line; every print of this program comes here, so that no control character of a reason or a device
/// reaches the terminal.
func print(_ text: String, terminator: String = "\n") {
    Swift.print(PlainText.shown(text, keepsLines: true), terminator: terminator)
}

/// Prints JSON with such characters as escapes: the value is the same.
func printJSON(_ data: Data) {
    Swift.print(PlainText.json(String(decoding: data, as: UTF8.self)))
}

/// Writes a line for people beside the output.
func complain(_ text: String) {
    let line = PlainText.shown(text, keepsLines: true) + "\n"
    FileHandle.standardError.write(Data(line.utf8))
}
