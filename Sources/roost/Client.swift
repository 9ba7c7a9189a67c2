// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix
import RoostAPI

/// Where the daemon is and how answers are shown; the same options on every command.
struct Connection: ParsableArguments {
    @Option(help: "Address of the daemon, such as http://127.0.0.1:8470 (or ROOST_URL).")
    var server: String?

    @Option(
        help:
            "The operators' socket (or ROOST_SOCKET); by default var/roost.sock, else that of the unit."
    )
    var socket: String?

    @Option(help: "Bearer token for an address (or ROOST_TOKEN); the socket needs none.")
    var token: String?

    @Option(help: "Language of texts: en or zh (or by LANG).")
    var language: String?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    var isChinese: Bool {
        (language ?? environment["LANG"] ?? "en").lowercased().hasPrefix("zh")
    }

    func text(_ text: TextResource) -> String { isChinese ? text.zh : text.en }

    /// The person's of two wordings.
    func words(_ en: String, _ zh: String) -> String { isChinese ? zh : en }

    /// A word of the API, such as `airborne`, as a person reads it.
    func word(_ word: String) -> String { isChinese ? Wording.chinese[word] ?? word : word }

    /// The daemon's address; nil: it is asked over its socket.
    private var address: String? {
        (server ?? environment["ROOST_URL"]).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// That of a daemon run from here, else of the one that the unit runs.
    private static var defaultSocket: String {
        let (here, installed) = ("var/roost.sock", "/var/lib/roost/roost.sock")
        let files = FileManager.default
        return !files.fileExists(atPath: here) && files.fileExists(atPath: installed)
            ? installed : here
    }

    private var socketPath: String {
        let path = socket ?? environment["ROOST_SOCKET"] ?? Self.defaultSocket
        return URL(filePath: path).standardizedFileURL.path
    }

    /// The base of every address: a unix socket when no server is named.
    var base: String {
        if let address { return address }
        let path = socketPath
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? path
        return "http+unix://\(escaped)"
    }

    /// Where the daemon is asked, as a person wrote it.
    var place: String { address ?? socketPath }

    var bearer: String? { token ?? environment["ROOST_TOKEN"] }
}

/// One exchange with the daemon.
struct Client {
    /// One that does not connect again and again until its time is up: who asks is told at once.
    private static let http = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    let connection: Connection

    /// Asks and decodes the answer.
    func get<Answer: Decodable>(_ path: String, as type: Answer.Type) async throws -> Answer {
        try decode(await exchange(.GET, path, body: nil), as: type)
    }

    /// Asks and returns the answer's bytes.
    func bytes(_ path: String) async throws -> Data { try await exchange(.GET, path, body: nil) }

    /// Asks for something to be done; the key makes a repetition harmless.
    func post<Answer: Decodable>(
        _ path: String,
        _ body: some Encodable,
        key: String? = nil,
        as type: Answer.Type
    ) async throws -> Answer {
        let bytes: Data
        do {
            bytes = try RoostJSON.encoder().encode(body)
        } catch {
            throw ValidationError("a number of this request is none: nan and inf are not taken")
        }
        return try decode(await exchange(.POST, path, body: bytes, key: key), as: type)
    }

    /// Sends bytes as they are.
    func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: Data,
        contentType: String
    ) async throws -> Data {
        try await exchange(method, path, body: body, contentType: contentType)
    }

    /// Every row of a listing, page by page.
    func all<Item: Codable & Sendable>(_ path: String, of type: Item.Type) async throws -> [Item] {
        var items: [Item] = []
        var after: String?
        repeat {
            let joint = path.contains("?") ? "&" : "?"
            let page = try await get(
                path + (after.map { "\(joint)after=\($0)" } ?? ""),
                as: Page<Item>.self
            )
            items += page.items
            after = page.next
        } while after != nil
        return items
    }

    /// The place of the newest fact; 0: there is none.
    func newestSequence() async throws -> Int {
        let page = try await get("/v1/facts?newest=1&limit=1", as: Page<EventResource>.self)
        return page.items.first?.sequence ?? 0
    }

    /// Events from a sequence on, until the caller stops or the stream ends.
    func events(
        after sequence: Int?,
        _ take: (EventResource) async throws -> Bool
    ) async throws {
        var request = HTTPClientRequest(url: connection.base + "/v1/events")
        if let sequence { request.headers.add(name: "Last-Event-ID", value: "\(sequence)") }
        authorize(&request)
        let response: HTTPClientResponse
        do {
            response = try await Self.http.execute(request, timeout: .hours(24))
        } catch {
            throw unreachable(error)
        }
        guard response.status == .ok else {
            let body = try? await response.body.collect(upTo: 1 << 20)
            let data = body.map { Data(buffer: $0) } ?? Data()
            throw refusal(status: Int(response.status.code), data)
        }
        var blocks = EventBlocks()
        var parts = response.body.makeAsyncIterator()
        while let part = try await next(&parts) {
            for data in blocks.take(part.readableBytesView) {
                let event = try RoostJSON.decoder().decode(
                    EventResource.self,
                    from: Data(data.utf8)
                )
                guard try await take(event) else { return }
            }
        }
    }

    private func next(
        _ parts: inout HTTPClientResponse.Body.AsyncIterator
    ) async throws -> ByteBuffer? {
        do {
            return try await parts.next()
        } catch {
            throw unreachable(error)
        }
    }

    private func exchange(
        _ method: HTTPMethod,
        _ path: String,
        body: Data?,
        contentType: String = "application/json",
        key: String? = nil
    ) async throws -> Data {
        var request = HTTPClientRequest(url: connection.base + path)
        request.method = method
        authorize(&request)
        if let body {
            request.headers.add(name: "Content-Type", value: contentType)
            let key = key ?? UUID().uuidString.lowercased()
            request.headers.add(name: "Idempotency-Key", value: key)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response: HTTPClientResponse
        let answer: ByteBuffer
        do {
            response = try await Self.http.execute(request, timeout: .seconds(60))
            answer = try await response.body.collect(upTo: 64 << 20)
        } catch {
            throw unreachable(error)
        }
        let data = Data(buffer: answer)
        guard (200..<300).contains(response.status.code) else {
            throw refusal(status: Int(response.status.code), data)
        }
        return data
    }

    private func authorize(_ request: inout HTTPClientRequest) {
        guard let bearer = connection.bearer else { return }
        request.headers.add(name: "Authorization", value: "Bearer \(bearer)")
    }

    private func decode<Answer: Decodable>(_ data: Data, as type: Answer.Type) throws -> Answer {
        do {
            return try RoostJSON.decoder().decode(type, from: data)
        } catch {
            throw Program.Failure(
                code: .other,
                text: connection.words(
                    "The daemon's answer cannot be read (another version?): \(error)",
                    "无法读取 roostd 的应答（版本不同？）：\(error)"
                )
            )
        }
    }

    private func unreachable(_ error: any Error) -> Program.Failure {
        let (place, reason) = (connection.place, Self.reason(error))
        let text = TextResource(
            en: "roostd cannot be reached at \(place): \(reason). Is it running?",
            zh: "无法连接 roostd（\(place)）：\(reason)。请确认其正在运行。"
        )
        let problem = Problem(status: 503, code: "unreachable", text: text)
        return Program.Failure(
            code: .unreachable,
            text: connection.text(text),
            problem: connection.bytes(problem)
        )
    }

    /// What the system says of a connection that failed.
    private static func reason(_ error: any Error) -> String {
        let first = (error as? NIOConnectionError)?.connectionErrors.first?.error ?? error
        guard let error = first as? IOError else { return "\(first)" }
        return String(cString: strerror(error.errnoCode))
    }

    private func refusal(status: Int, _ data: Data) -> Program.Failure {
        guard let problem = try? RoostJSON.decoder().decode(Problem.self, from: data) else {
            let words = connection.words(
                "The daemon answered \(status).",
                "roostd 返回了 \(status)。"
            )
            return Program.Failure(code: .other, text: words)
        }
        return connection.refusal(problem)
    }
}

extension Connection {
    /// A refusal or error of the daemon, as the person reads it and a script takes it.
    func refusal(_ problem: Problem) -> Program.Failure {
        let reasons = problem.reasons.map { "  - " + text($0) }
        let words = ([text(problem.text) + " [\(problem.code)]"] + reasons).joined(separator: "\n")
        let code: Program.ExitCode =
            switch problem.status {
            // Frames that cannot be read are the file's fault, not that of the command's words.
            case 400: problem.code == "frames_refused" ? .refused : .usage
            case 401, 403, 404, 405, 409, 413, 415, 422: .refused
            default: .other
            }
        var failure = Program.Failure(code: code, text: words, problem: bytes(problem))
        failure.isHeld = ["interlocks_open", "job_barred"].contains(problem.code)
        return failure
    }

    /// The problem as JSON, for who asked for JSON.
    func bytes(_ problem: Problem) -> Data? {
        json ? try? RoostJSON.encoder(isPretty: true).encode(problem) : nil
    }
}
