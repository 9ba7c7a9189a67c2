// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Which query parameters each path of the API reads; any other is refused, as a member of a body is.
enum KnownQuery {
    /// By path as the router names it; a path that is not here reads none.
    static let names: [String: [String]] = [
        "/v1/cases": ["after", "limit", "state"],
        "/v1/dispatch": ["dock", "height", "to"],
        "/v1/events": ["after"],
        "/v1/exemptions": ["after", "limit"],
        "/v1/facts": [
            "after", "case", "code", "dock", "limit", "mission", "newest", "notice", "severity",
            "sortie",
        ],
        "/v1/notices": ["after", "limit", "state"],
        "/v1/plan": ["date"],
        "/v1/preservations": ["after", "limit"],
        "/v1/report": ["from", "to"],
        "/v1/silences": ["after", "limit"],
    ]

    /// Nothing that stops or brings home is refused for a parameter.
    private static let lenient: Set = ["/v1/recall", "/v1/stop"]

    /// - Throws: ``Refused`` with 400 when a request to the API has a parameter that its path does not read.
    static func check(_ request: Request) throws {
        let (path, parameters) = (request.uri.path, request.uri.queryParameters)
        let isLenient = lenient.contains(path) || path.hasSuffix("/cancel")
        guard !parameters.isEmpty, path.hasPrefix("/v1/"), !isLenient else { return }
        let known = names[path] ?? []
        let unknown = parameters.map { String($0.key) }.filter { !known.contains($0) }.min()
        guard let unknown else { return }
        let (name, words) = (String(unknown.prefix(64)), known.joined(separator: ", "))
        throw Refused(
            400,
            "unknown_parameter",
            en: "This path does not know ?\(name)=; "
                + (known.isEmpty ? "it takes none." : "it knows \(words)."),
            zh: "此路径不认识参数 \(name)；" + (known.isEmpty ? "此处不接受参数。" : "可用：\(words)。")
        )
    }
}
