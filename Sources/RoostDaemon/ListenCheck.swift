// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import SiteFiles

/// Looks before the start whether what roostd is to listen on is free: one sentence with the key, where
/// each server would fail in its own words and pull the others down.
enum ListenCheck {
    /// How long a port is waited for: the broker of a killed run ends a moment after it.
    static let patience = Duration.seconds(5)

    /// Checks every address of site.yaml in turn.
    ///
    /// - Throws: ``DaemonError/listen(key:address:reason:)`` for the first that cannot be had.
    static func check(
        _ shell: ShellConfiguration,
        patience: Duration = patience
    ) async throws(DaemonError) {
        var addresses = [
            ("http.listen", shell.http.listen), ("http.docks.listen", shell.http.docksListen),
        ]
        if case .embedded(let settings) = shell.broker {
            addresses.append(("broker.embedded.listen", settings.listen))
        }
        let end = SiteClock.monotonic() + patience
        for (key, address) in addresses where address.port != 0 {
            while let fault = BrokerPort.fault(of: address) {
                guard fault == .taken, SiteClock.monotonic() < end,
                    (try? await Task.sleep(for: .milliseconds(100))) != nil
                else {
                    let reason = fault.text(key)
                    throw .listen(key: key, address: address.description, reason: reason)
                }
            }
        }
    }
}
