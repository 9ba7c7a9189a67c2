// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Logging

extension Logger {
    /// A logger on standard error.
    ///
    /// - Parameter isQuiet: whether only warnings are written.
    /// - Returns: the logger.
    public static func forPeople(isQuiet: Bool) -> Logger {
        var logger = Logger(label: "docksim") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = isQuiet ? .warning : .info
        return logger
    }
}
