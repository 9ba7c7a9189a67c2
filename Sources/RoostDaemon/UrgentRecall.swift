// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Logging
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore

/// A recall or stop reaches the docks also when the store is failing or slow (ARCHITECTURE § 4d).
struct UrgentRecall: Sendable {
    let loop: EngineLoop
    let commands: CommandLane
    let later: LateWords
    let logger: Logger
    /// How long a recall waits for its commit before it is published all the same.
    var patience = Duration.milliseconds(50)
    /// How long a recall that was published may wait for its commit before the person is told.
    var commitPatience = Duration.seconds(5)

    private enum Word: Sendable {
        case committed(PostingAnswer)
        case refused(EngineError)
        case late
        case tooLate
    }

    /// Journals a recall or stop; where that does not work within 50 ms, return-home is published first.
    ///
    /// - Throws: ``ReturnPublished`` when it went out and is not on disk: it is recorded as soon as the
    ///   store takes it.
    func post(_ posting: Posting, in scope: HoldScope) async throws -> PostingAnswer {
        let ids = docks(in: scope)
        commands.recalls.begin(ids)
        var isPublished = false
        if loop.isStoreFailing {
            await publish(in: scope)
            isPublished = true
        }
        let words = commit(posting) { [recalls = commands.recalls] in recalls.end(ids) }
        return try await withThrowingTaskGroup(of: Word.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                for await word in words { return word }
                return .tooLate
            }
            group.addTask {
                try await Task.sleep(for: patience)
                return .late
            }
            group.addTask {
                try await Task.sleep(for: commitPatience)
                return .tooLate
            }
            while let word = try await group.next() {
                switch word {
                case .committed(let answer): return answer
                case .refused(let error):
                    if !isPublished { await publish(in: scope) }
                    guard error != .stopped else { throw error }
                    throw ReturnPublished()
                case .late:
                    if !isPublished { await publish(in: scope) }
                    isPublished = true
                case .tooLate: throw ReturnPublished()
                }
            }
            throw EngineError.stopped
        }
    }

    /// Hands the words of people to the loop, and tells what became of them.
    ///
    /// A commit that does not return cannot be called off: nobody who stops waiting waits for it. What fails is
    /// said later, whoever still waits.
    private func commit(
        _ posting: Posting,
        atEnd end: @escaping @Sendable () -> Void
    ) -> AsyncStream<Word> {
        let (words, told) = AsyncStream.makeStream(of: Word.self)
        loop.post([posting]) { [later] result in
            end()
            switch result {
            case .success(let answers):
                told.yield(answers.first.map { .committed($0) } ?? .refused(.stopped))
            case .failure(let error):
                if error != .stopped { later.say(posting) }
                told.yield(.refused(error))
            }
        }
        return words
    }

    private func docks(in scope: HoldScope) -> [DockID] {
        let fleet = loop.site.fleet
        return switch scope {
        case .fleet: fleet.docks.ids
        case .dock(let id): [id]
        case .zone: fleet.mayBeInTheAir(in: scope)
        }
    }

    /// Sends return-home to all docks of a scope at once; it may safely come twice.
    private func publish(in scope: HoldScope) async {
        let ids = loop.site.fleet.mayBeInTheAir(in: scope)
        await withDiscardingTaskGroup { group in
            for id in ids { group.addTask { await publish(to: id) } }
        }
    }

    private func publish(to id: DockID) async {
        let now = loop.clock.now()
        let seed = UInt64.random(in: 0...UInt64.max)
        let tid = WireID(at: now, siteKey: seed, kind: 9, counter: 1)
        do {
            let outgoing = try commands.encoded(
                DockCommand(dock: id, order: .returnHome),
                tid: tid,
                at: now
            )
            _ = await commands.publisher(outgoing, expirySeconds: 60)
            logger.notice("return home published before its commit", metadata: ["dock": "\(id)"])
        } catch {
            logger.error("return home", metadata: ["dock": "\(id)", "error": "\(error)"])
        }
    }
}
