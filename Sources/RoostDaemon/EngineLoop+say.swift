// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine

extension EngineLoop {
    /// Says how effects ended until it is on disk, once a second while the store fails.
    ///
    /// The engine logs the failed commits. A loop that stops takes nothing more: the next process recovers
    /// what was being performed. What has `patience` shares the turn of others meanwhile.
    func say(_ postings: [Posting], patience: Duration = .zero) async {
        while !postings.isEmpty {
            do throws(EngineError) {
                _ = try await post(postings, patience: patience)
                return
            } catch {
                if error == .stopped { return }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
    }
}
