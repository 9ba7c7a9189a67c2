// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost look-at D03 --to 22.54,114.12`.
struct LookAt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn the camera of an aircraft in the air to a place on the ground.",
        discussion: "Example: roost look-at D03 --to 22.54,114.12"
    )

    @Argument(help: "The dock.") var dock: String
    @Option(help: "Where to: latitude,longitude, WGS84.") var to: String
    @OptionGroup var connection: Connection

    func run() async throws {
        guard let (lat, lon) = place(to) else {
            throw ValidationError("--to takes latitude,longitude, such as 22.54,114.12")
        }
        let order = PayloadOrder(lookAt: PlaceResource(lat: lat, lon: lon))
        try await connection.perform(order, at: "/v1/docks/\(dock)/payload")
    }
}

/// The command `roost zoom D03 5`.
struct Zoom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Zoom the camera of an aircraft in the air.",
        discussion: "Example: roost zoom D03 5"
    )

    @Argument(help: "The dock.") var dock: String
    @Argument(help: "2 to 200.") var factor: Double
    @OptionGroup var connection: Connection

    func run() async throws {
        try await connection.perform(
            PayloadOrder(zoom: factor),
            at: "/v1/docks/\(dock)/payload"
        )
    }
}

/// The command `roost photo D03`.
struct PhotoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photo",
        abstract: "Take a picture from an aircraft in the air.",
        discussion: """
            The dock uploads it after landing; --file waits for that and names the file.
            Example: roost photo D03
            """
    )

    @Argument(help: "The dock.") var dock: String
    @Flag(help: "Wait until the file is in the store, after landing.") var file = false
    @OptionGroup var connection: Connection

    func run() async throws {
        try await connection.perform(
            PayloadOrder(photo: true),
            at: "/v1/docks/\(dock)/payload",
            untilStored: file
        )
    }
}

/// The command `roost say D03 move-on`.
struct Say: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say an approved text of speech.yaml from an aircraft in the air.",
        discussion: """
            It ends well only when the loudspeaker says that it was played.
            Examples: roost say D03 move-on; roost say D03 move-on --lang en
            """
    )

    @Argument(help: "The dock.") var dock: String
    @Argument(help: "The text's name.") var text: String
    @Option(help: "zh or en; else the language of speech.yaml.") var lang: String?
    @OptionGroup var connection: Connection

    func run() async throws {
        var order = PayloadOrder(say: text)
        order.language = lang
        try await connection.perform(order, at: "/v1/docks/\(dock)/payload")
    }
}

extension Connection {
    /// Posts an order that becomes a task, and follows that to its end.
    func perform(
        _ order: some Encodable & Sendable,
        at path: String,
        untilStored: Bool = false
    ) async throws {
        let client = Client(connection: self)
        let receipt = try await client.post(path, order, as: Receipt.self)
        try show(receipt)
        let begun = receipt.facts.last { $0.code == "task.begun" }
        guard let begun, let task = begun.values["task"] else { return }
        var ended = receipt.facts.last { $0.code == "task.failed" }?.code
        var isStored = false
        if ended == nil {
            try await client.events(after: begun.sequence) { event in
                let name = event.values["task"]
                guard name == task || name?.hasPrefix(task + " ") == true else { return true }
                if !json { print(line(event)) }
                switch event.code {
                case "task.done", "task.failed": ended = event.code
                case "picture.stored": isStored = true
                default: break
                }
                return ended == nil || ended == "task.done" && untilStored && !isStored
            }
        }
        guard ended == "task.done" else {
            let text = words("\(task) was not done.", "\(task) 未完成。")
            throw Program.Failure(code: .refused, text: text)
        }
    }
}
