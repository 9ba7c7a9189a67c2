// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// roostd on a site of its own: places on a lattice, a critical rule of one look and one second of grace, so
/// that a second look at a place decides.
struct RoostSide: AlertSide {
    /// Metres from place to place: farther than any gate (PIPELINE 5.2).
    static let apart = 6.0
    /// Places along the lattice's side: 317 times 317 are 100,000.
    static let side = 317
    /// Degrees of 6 m at 22.56 north.
    private static let step = (latitude: apart / 110_742, longitude: apart / 102_835)
    private static let corner = (latitude: 22.56, longitude: 114.13)

    let name = "roost"
    let catcher: Catcher
    let child: ChildProcess
    let sender: FrameSender
    /// Formats times; one side is driven by one thread.
    let formatter: ISO8601DateFormatter

    init(roostd: String, hardware: String) throws {
        let catcher = try Catcher { body in
            Self.number(in: body).map { ["\($0)"] } ?? []
        }
        let folder = try ChildProcess.folder("rb")
        let ports = try (0..<2).map { _ in
            let (socket, port) = try Sockets.listen()
            close(socket)
            return port
        }
        try BenchSite.write(to: folder, hardware: hardware, ports: ports, catcher: catcher.port)
        let child = try ChildProcess(
            roostd,
            folder: folder,
            arguments: ["run", folder.appending(path: "site").path, "--data", folder.path + "/d"]
        )
        let socket = folder.path + "/d/roost.sock"
        let answer = try child.wait { () throws -> [UInt8] in
            let wire = try Wire(path: socket)
            let wish = Array(#"{"name":"bench","role":"integrator","replace":true}"#.utf8)
            let answer = try wire.ask("POST", "/v1/tokens", body: wish)
            guard answer.status == 201 else { throw BenchError.program("no token yet") }
            return answer.body
        }
        let made = try JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any]
        guard let token = made?["token"] as? String else {
            throw BenchError.program("roostd gave no token")
        }
        self.catcher = catcher
        self.child = child
        sender = FrameSender(port: ports[0], token: token)
        formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    }

    func connect() throws -> Wire { try sender.connect() }

    func name(of number: Int) -> String { "\(number)" }

    /// A first look at each place, and the second of grace behind it.
    func prepare(_ range: Range<Int>) throws {
        let wire = try connect()
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 50) {
            let numbers = start..<min(start + 50, range.upperBound)
            try post(numbers.map { frame("a\($0)", [thing($0, "car")]) }, over: wire)
        }
        usleep(1_500_000)
    }

    func message(of numbers: Range<Int>) -> [UInt8] {
        // Nine things more that no rule looks for: a frame of ten detections.
        let others = (0..<9).map { thing($0 * 7, "person") }
        return body(numbers.map { frame("b\($0)", [thing($0, "car")] + others) })
    }

    func post(_ message: [UInt8], over wire: Wire) throws { try sender.send(message, over: wire) }

    /// Frames of ten known cars each, as fast as they are taken; frames a second, and a core's share.
    func ingest(seconds: Double, batch: Int) throws -> (rate: Double, load: Double) {
        let wire = try connect()
        // Made beforehand: the client's work is not what is measured. Enough for 5,000 a second.
        let count = max(1, Int(seconds * 5000) / batch)
        let first = Date() - Double(count * batch) / 1000
        let batches = (0..<count).map { number in
            body(
                (0..<batch).map { index in
                    // One camera takes no two frames in one instant.
                    let place = number * batch + index
                    let instant = first + Double(place) / 1000
                    return frame("i\(place)", (0..<10).map { thing($0, "van") }, at: instant)
                }
            )
        }
        let before = child.figures.seconds
        let begin = Clock.seconds
        var taken = 0
        for bytes in batches where Clock.seconds - begin < seconds {
            try sender.send(bytes, over: wire)
            taken += batch
        }
        let took = Clock.seconds - begin
        return (Double(taken) / took, (child.figures.seconds - before) / took)
    }

    /// Resident megabytes before and with so many open places.
    func memory(places: Int) throws -> (before: Int, after: Int) {
        let wire = try connect()
        let before = child.figures.megabytes
        for start in stride(from: 0, to: places, by: 400) {
            let numbers = start..<min(start + 400, places)
            try post([frame("m\(start)", numbers.map { thing($0, "van") })], over: wire)
        }
        return (before, child.figures.megabytes)
    }

    private func post(_ frames: [String], over wire: Wire) throws {
        try sender.send(body(frames), over: wire)
    }

    func body(_ frames: [String]) -> [UInt8] {
        Array((frames.count == 1 ? frames[0] : "[" + frames.joined(separator: ",") + "]").utf8)
    }

    func frame(
        _ id: String,
        _ things: [String],
        at instant: Date = Date(),
        source: String = "bench"
    ) -> String {
        let now = formatter.string(from: instant)
        return #"{"schema":"roost.frame/1","source":"\#(source)","frame_id":"\#(id)","#
            + #""captured_at":"\#(now)","detections":["# + things.joined(separator: ",") + "]}"
    }

    func thing(_ number: Int, _ label: String) -> String {
        let (row, column) = (number / Self.side, number % Self.side)
        let latitude = Self.corner.latitude + Double(row) * Self.step.latitude
        let longitude = Self.corner.longitude + Double(column) * Self.step.longitude
        // Without a plate the tie to the first look would wait 20 s for one (PIPELINE 5.4).
        let plate = #"{"text":"测B\#(plate(number))","confidence":0.9}"#
        return #"{"label":"\#(label)","confidence":0.9,"plate":\#(plate),"#
            + #""geo":{"lat":\#(latitude),"lon":\#(longitude),"error_m":2}}"#
    }

    /// Five signs of which any two of 29,791 differ in three: plates that differ in fewer may be one car's
    /// (PIPELINE 5.3).
    ///
    /// A Reed-Solomon code: the number's three digits to base 31 are a polynomial, its values the signs.
    private func plate(_ number: Int) -> String {
        let digits = [number % 31, number / 31 % 31, number / 961 % 31]
        return String(
            (1...5).map { Self.signs[(digits[0] + $0 * digits[1] + $0 * $0 * digits[2]) % 31] }
        )
    }

    /// Without O and I, which plates do not have.
    private static let signs = Array("0123456789ABCDEFGHJKLMNPQRSTUVW")

    /// Which place a notice is of.
    private static func number(in body: [UInt8]) -> Int? {
        let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        let place = (object?["data"] as? [String: Any])?["place"] as? [String: Any]
        guard let latitude = place?["lat"] as? Double, let longitude = place?["lon"] as? Double
        else { return nil }
        let row = ((latitude - corner.latitude) / step.latitude).rounded()
        let column = ((longitude - corner.longitude) / step.longitude).rounded()
        return Int(row) * side + Int(column)
    }
}
