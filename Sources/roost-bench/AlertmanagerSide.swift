// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Prometheus Alertmanager with `group_wait: 0s` and a group for each alert: it keeps nothing on disk before
/// it tells.
struct AlertmanagerSide: AlertSide {
    let name = "alertmanager"
    let catcher: Catcher
    let child: ChildProcess
    private let port: Int

    init(program: String) throws {
        let catcher = try Catcher { body in
            let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
            let alerts = object?["alerts"] as? [[String: Any]] ?? []
            return alerts.compactMap { ($0["labels"] as? [String: Any])?["eid"] as? String }
        }
        let folder = try ChildProcess.folder("am")
        let (socket, port) = try Sockets.listen()
        close(socket)
        let file = folder.appending(path: "am.yml")
        let text = """
            route:
              receiver: hook
              group_by: [eid]
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
            - name: hook
              webhook_configs:
              - url: http://127.0.0.1:\(catcher.port)/hook
                send_resolved: false

            """
        try text.write(to: file, atomically: true, encoding: .utf8)
        child = try ChildProcess(
            program,
            folder: folder,
            arguments: [
                "--config.file=\(file.path)", "--storage.path=\(folder.path)/data",
                "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
                "--log.level=error",
            ]
        )
        _ = try child.wait { () throws -> Int in
            let answer = try Wire(port: port).ask("GET", "/-/ready")
            guard answer.status == 200 else { throw BenchError.program("not ready") }
            return answer.status
        }
        self.catcher = catcher
        self.port = port
    }

    func connect() throws -> Wire { try Wire(port: port) }

    func name(of number: Int) -> String { "e\(number)" }

    func prepare(_ range: Range<Int>) throws {}

    func message(of numbers: Range<Int>) -> [UInt8] {
        let now = Date().formatted(.iso8601)
        let alerts = numbers.map { number in
            #"{"labels":{"alertname":"violation","kind":"parking","dock":"D01","eid":"e\#(number)","#
                + #""severity":"critical"},"annotations":{"summary":"a vehicle stands","#
                + #""evidence":"sha256:\#(String(repeating: "0", count: 64))","lat":"22.54310","#
                + #""lon":"114.11530"},"startsAt":"\#(now)"}"#
        }
        return Array(("[" + alerts.joined(separator: ",") + "]").utf8)
    }

    func post(_ message: [UInt8], over wire: Wire) throws {
        let answer = try wire.ask("POST", "/api/v2/alerts", body: message)
        guard answer.status == 200 else {
            throw BenchError.program("alertmanager answered \(answer.status)")
        }
    }
}
