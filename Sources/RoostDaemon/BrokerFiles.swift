// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// What the embedded broker is told: its configuration, who may log in, and what each may say and hear.
///
/// PROTOCOL § 2: a dock publishes on its own serial's topics and on its aircraft's telemetry, and hears its own
/// down topics only.
struct BrokerFiles: Sendable {
    /// Someone who may log in.
    struct Login: Sendable {
        var user: String
        var password: String
        /// Lines of the access list, such as `topic write a/b`.
        var access: [String]
    }

    var host: String
    var port: Int
    var tls: TLS?
    /// Path of the unix socket for roostd itself and docks that are simulated on this machine.
    var socket: String
    var logins: [Login]

    /// Files of the broker's certificate.
    struct TLS: Sendable {
        var certificate: String
        var key: String
    }

    /// The user name of a dock.
    static func user(of dock: DockID) -> String { "dock-\(dock)" }

    /// A dock's login with its rights.
    ///
    /// - Parameters:
    ///   - dock: the dock.
    ///   - password: its password.
    ///   - guest: serial number of another dock's aircraft that is linked to it now.
    /// - Returns: the login.
    static func login(of dock: DockSite, password: String, guest: String? = nil) -> Login {
        let own = "thing/product/\(dock.serial)"
        let aircraft = [dock.aircraft.serial, guest].compactMap(\.self)
            .map { "thing/product/\($0)" }
        let says = [
            "osd", "state", "events", "requests", "services_reply", "property/set_reply", "drc/up",
        ]
        let hears = [
            "services", "events_reply", "requests_reply", "state_reply", "property/set", "drc/down",
        ]
        return Login(
            user: user(of: dock.id),
            password: password,
            access: ["topic write sys/product/\(dock.serial)/status"]
                + says.map { "topic write \(own)/\($0)" }
                + aircraft.flatMap { bird in
                    ["osd", "state", "events"].map { "topic write \(bird)/\($0)" }
                }
                + ["topic read sys/product/\(dock.serial)/status_reply"]
                + hears.map { "topic read \(own)/\($0)" }
                + aircraft.map { "topic read \($0)/state_reply" }
        )
    }

    /// The daemon's own login; `topics` are filters of foreign frame formats.
    static func daemon(password: String, topics: [String] = []) -> Login {
        Login(
            user: "roost",
            password: password,
            access: [
                "topic readwrite sys/product/#", "topic readwrite thing/product/#",
                "topic readwrite roost/#",
            ] + topics.map { "topic read \($0)" }
        )
    }

    /// The login of a sender of frames; `topics` are filters of foreign frame formats.
    static func sender(_ name: String, password: String, topics: [String] = []) -> Login {
        Login(
            user: name,
            password: password,
            access: [
                "topic write roost/v1/frames/\(name)", "topic read roost/v1/taken/\(name)",
            ] + topics.map { "topic write \($0)" }
        )
    }

    /// The login of who hears notices on the broker and acknowledges them there.
    static func notices(password: String) -> Login {
        Login(
            user: "notices",
            password: password,
            access: ["topic read roost/v1/notices/#", "topic write roost/v1/notices/+/ack"]
        )
    }

    /// What to do without the program.
    static let missing =
        "mosquitto is not installed: apt-get install mosquitto, or set broker: {external: …}"

    /// Writes configuration, password file and access list into a folder.
    func write(to folder: URL) throws(DaemonError) {
        try writePasswords(to: folder)
        try writeAccess(to: folder)
        try writeConfiguration(to: folder)
    }

    /// Writes who may log in; takes a while, because each password is hashed.
    func writePasswords(to folder: URL) throws(DaemonError) {
        let bare = folder.appending(path: "passwords.plain")
        try put(logins.map { "\($0.user):\($0.password)\n" }.joined(), bare)
        try hash(bare, as: folder.appending(path: "passwords"))
    }

    /// Writes what each may say and hear.
    func writeAccess(to folder: URL) throws(DaemonError) {
        let rights = logins.map { login in
            "user \(login.user)\n" + login.access.joined(separator: "\n") + "\n"
        }
        try put(rights.joined(separator: "\n"), folder.appending(path: "access"))
    }

    /// Docks have a listener of their own, with TLS when they are not on this machine; roostd comes by the
    /// unix socket in a folder that nobody else may enter, so it needs no certificate of itself.
    ///
    /// Inflight and queue bounds: a batch of the gateway is 256 messages (BUILD-NOTES § 5), and telemetry
    /// that waited longer than the queue is worth nothing.
    private func writeConfiguration(to folder: URL) throws(DaemonError) {
        let passwords = folder.appending(path: "passwords").path
        let access = folder.appending(path: "access").path
        var lines = [
            "allow_anonymous false", "password_file \(passwords)", "acl_file \(access)",
            "persistence true", "persistence_location \(folder.path)/", "autosave_interval 30",
            "max_inflight_messages 256", "max_queued_messages 10000",
            "max_packet_size 2097152", "retain_available true", "set_tcp_nodelay true",
            "log_dest stderr", "log_type error", "log_type warning", "log_type notice",
            // That it runs.
            "log_type information",
            "connection_messages true", "listener \(port) \(host)",
        ]
        // These lines belong to the listener before them.
        if let tls {
            lines += ["certfile \(tls.certificate)", "keyfile \(tls.key)", "tls_version tlsv1.2"]
        }
        lines.append("listener 0 \(socket)")
        // Started as root, mosquitto would drop to its own user before it reads our private files.
        if getuid() == 0 { lines.append("user root") }
        try put(lines.joined(separator: "\n") + "\n", folder.appending(path: "mosquitto.conf"))
    }

    /// Whole or not at all: the broker may start again at any moment.
    private func put(_ text: String, _ file: URL) throws(DaemonError) {
        let draft = file.path + ".new"
        let isMade = FileManager.default.createFile(
            atPath: draft,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade, rename(draft, file.path) == 0 else {
            throw .folder(path: file.path, reason: "cannot be written")
        }
    }

    /// `mosquitto_passwd -U` hashes a plain file in place, so that no password stands on a command line.
    private func hash(_ plain: URL, as passwords: URL) throws(DaemonError) {
        let program = "/usr/bin/mosquitto_passwd"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw .broker(reason: Self.missing)
        }
        do {
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = ["-U", plain.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw DaemonError.broker(reason: "mosquitto_passwd failed")
            }
            guard rename(plain.path, passwords.path) == 0 else {
                throw DaemonError.folder(path: passwords.path, reason: "cannot be written")
            }
        } catch let error as DaemonError {
            throw error
        } catch {
            throw .broker(reason: "mosquitto_passwd: \(error.localizedDescription)")
        }
    }
}
