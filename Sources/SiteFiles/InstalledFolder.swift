// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where `make install` puts what every site needs: `share/roost` beside the `bin` of the program.
enum InstalledFolder {
    /// The folder; it need not exist.
    ///
    /// Nil: the system does not tell where the program is.
    static var share: String? {
        let link = "/proc/self/exe"
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
            return nil
        }
        return share(ofProgram: program)
    }

    /// `/usr/bin/roostd` has `/usr/share/roost`.
    static func share(ofProgram path: String) -> String {
        URL(filePath: path).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "share/roost").path
    }
}
