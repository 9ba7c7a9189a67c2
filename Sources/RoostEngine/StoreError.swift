// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// What can go wrong between the engine and its disk.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No room on the disk.
    case full
    /// Another connection holds the database.
    case busy
    /// The file is damaged, or a digest or chain does not match.
    case corrupt(String)
    /// The disk failed during a commit and does not answer: committed or not, we cannot tell yet.
    case inDoubt
    /// Another process owns the store at this path.
    case locked(path: String)
    /// A newer roost wrote it.
    case newer(found: Int, supported: Int)
    /// There is no store, snapshot or file at this path, or it may not be opened.
    case missing(path: String)
    /// The file at this path is none that roost wrote.
    case foreign(path: String)
    /// A copy cannot be written to this path.
    case unwritable(path: String, reason: String)
    /// Reading or writing failed.
    case inputOutput(String)
    /// SQLite refused a statement or a value: a bug of ours.
    case refused(String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .full: "the disk of the store is full; free at least 200 MB, nothing is lost"
        case .busy: "the store is held by another connection; close it"
        case .corrupt(let what): "the store is damaged: \(what); restore a backup"
        case .inDoubt: "the disk failed during a commit; the store is read again before it goes on"
        case .locked(let path): "another process owns the store \(path); stop it first"
        case .newer(let found, let supported):
            "the store has format \(found), this roost reads up to \(supported); update roost"
        case .missing(let path): "there is no readable store at \(path)"
        case .foreign(let path): "\(path) is not a store of roost"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .inputOutput(let what): "the disk of the store failed: \(what)"
        case .refused(let what): "the store refused a value: \(what); please report it"
        }
    }

    /// Whether the same call may succeed later without anything being repaired by hand.
    public var isTransient: Bool {
        switch self {
        case .full, .busy, .inDoubt, .inputOutput: true
        case .corrupt, .locked, .newer, .missing, .foreign, .unwritable, .refused: false
        }
    }

    /// The error that stands for what a package or the system threw; texts of statements are left
    /// out, because they may carry values.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            // SQLite has one sentence for some thirty ways in which a disk fails.
            let code = "SQLite code \(error.extendedResultCode.rawValue)"
            let text = error.message.map { "\($0) (\(code))" } ?? code
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(text)
            case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_NOMEM: self = .inputOutput(text)
            case .SQLITE_CANTOPEN: self = .missing(path: text)
            default: self = .refused(text)
            }
        case is DecodingError:
            self = .corrupt("a row is not in the form that it was written in")
        default:
            self = .inputOutput(String(describing: type(of: error)))
        }
    }
}
