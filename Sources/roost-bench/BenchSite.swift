// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of the site that alerts are measured on: no docks, one zone of 2 km, two rules, one web hook.
enum BenchSite {
    /// 24 random bytes are not needed where nobody else listens.
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    static func write(to folder: URL, hardware: String, ports: [Int], catcher: Int) throws {
        let site = folder.appending(path: "site")
        let secrets = folder.appending(path: "d/secrets")
        for path in [site, secrets] {
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        }
        let files = [
            "site.yaml": siteText(hardware: hardware, ports: ports), "docks.yaml": "docks: []\n",
            "routes.geojson": #"{"type": "FeatureCollection", "features": []}"#,
            "areas.geojson": areas, "patrols.yaml": "patrols: []\n", "rules.yaml": rules,
            "receivers.yaml": receivers(catcher), "speech.yaml": "texts: []\n",
        ]
        for (name, text) in files {
            try text.write(to: site.appending(path: name), atomically: true, encoding: .utf8)
        }
        for path in [folder.appending(path: "d"), secrets] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700],
                ofItemAtPath: path.path
            )
        }
        let hook = secrets.appending(path: "hook")
        try secret.write(to: hook, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: hook.path)
    }

    private static func siteText(hardware: String, ports: [Int]) -> String {
        """
        site: bench
        name: {zh: 测量, en: Bench}
        time_zone: Asia/Shanghai
        origin: [22.5700, 114.1400]
        simulated: true
        hardware: \(hardware)
        service: {from: "06:00", to: "22:00"}
        safety: {highest_obstacle_m: 65, ceiling_m: 120, wind_mps: 8, rain_step: 0}
        reserve: {min_ready: 0}
        broker: {embedded: {listen: 127.0.0.1:0}}
        http:
          listen: 127.0.0.1:\(ports[0])
          docks: {listen: 127.0.0.1:\(ports[1]), url: "http://127.0.0.1:\(ports[1])"}
        dji: {app_id: "0", key_secret: k, license_secret: l, organization: o, binding_secret: b, ntp: n}

        """
    }

    private static let ring =
        "[[[114.12, 22.55], [114.16, 22.55], [114.16, 22.59], [114.12, 22.59], [114.12, 22.55]]]"

    private static let areas = """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "district", "kind": "district"},
         "geometry": {"type": "Polygon", "coordinates": \(ring)}},
        {"type": "Feature", "properties": {"id": "all", "kind": "zone"},
         "geometry": {"type": "Polygon", "coordinates": \(ring)}}]}
        """

    private static let rules = """
        rules:
          - {id: cars, domain: illegal_parking, zone: all, mode: revisit, labels: [car], n: 1, m: 1,
             grace_s: 1, evidence: [], review: auto, severity: critical, receivers: [hook]}
          - {id: vans, domain: illegal_parking, zone: all, mode: revisit, labels: [van], n: 50, m: 50,
             review: human, receivers: [hook]}

        """

    private static func receivers(_ port: Int) -> String {
        """
        receivers:
          - {id: hook, kind: webhook, url: "http://127.0.0.1:\(port)/hook", allow_private: true,
             secret: hook, language: en, plates: full, burst: 100000, per_minute: 6000000}

        """
    }
}
