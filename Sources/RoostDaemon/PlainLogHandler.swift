// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Logging
import RoostAPI

/// A log in which text of people and devices cannot command a terminal or begin a line of its own.
public struct PlainLogHandler: LogHandler {
    private var inner: any LogHandler

    /// A log over another.
    public init(_ inner: any LogHandler) { self.inner = inner }

    /// What comes with each line.
    public var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue.mapValues(Self.plain) }
    }

    /// The least level that is logged.
    public var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    /// What comes with a line by its name.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue.map(Self.plain) }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        var event = event
        event.message = Logger.Message(stringLiteral: PlainText.shown(event.message.description))
        event.metadata = event.metadata?.mapValues(Self.plain)
        inner.log(event: event)
    }

    private static func plain(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        switch value {
        case .string(let text): .string(PlainText.shown(text))
        case .stringConvertible(let value): .string(PlainText.shown(value.description))
        case .array(let values): .array(values.map(plain))
        case .dictionary(let values): .dictionary(values.mapValues(plain))
        }
    }
}
