// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The surfaces that need no file and no package.
public enum Surfaces {
    /// All of them, made from the documents of a checkout.
    public static func core(_ corpus: Corpus) -> [Surface] {
        [
            .json(corpus), .message(corpus), .command(), .archive(), .frame(corpus),
            .foreign(corpus), .request(),
        ]
    }
}
