// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
import RoostModel

extension Store {
    /// Number of the form in which inputs, facts, effects and snapshots are written.
    ///
    /// It rises only when an older roost could no longer read what this one writes.
    public static let format = 1

    func migrate() throws(StoreError) {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: Self.firstSchema)
            let key = UInt64.random(in: .min ... .max)
            try database.setMeta("site_key", String(key))
            try database.setMeta("format", String(Self.format))
        }
        migrator.registerMigration("2") { try $0.execute(sql: Self.timesOfEffects) }
        migrator.registerMigration("3") { try $0.execute(sql: Self.wordsOfQuarantine) }
        migrator.registerMigration("4") { try $0.execute(sql: Self.troubleOfEffects) }
        do {
            if try queue.read(migrator.hasBeenSuperseded) {
                throw StoreError.newer(found: Self.format + 1, supported: Self.format)
            }
            try migrator.migrate(queue)
        } catch { throw StoreError(error) }
    }

    func checkFormat() throws(StoreError) {
        let found = try read { try $0.metaNumber("format") }
        guard found <= Self.format else { throw .newer(found: found, supported: Self.format) }
    }

    /// The key that was drawn with the store: part of every wire face.
    public func siteKey() throws(StoreError) -> UInt64 {
        let text = try read { try $0.meta("site_key") }
        guard let text, let key = UInt64(text) else { throw .corrupt("meta has no site key") }
        return key
    }

    /// Each turn asks for the next instant at which something becomes due or runs out; thousands may wait
    /// while a receiver is down.
    private static let timesOfEffects = """
        CREATE INDEX effect_expiry ON effect (expires_at) WHERE state = 'queued';
        CREATE INDEX effect_next ON effect (next_at) WHERE state = 'queued' AND next_at > 0;
        """

    /// What is wrong with a message and whose it is; older rows say neither.
    private static let wordsOfQuarantine = """
        ALTER TABLE quarantine ADD COLUMN detail TEXT;
        ALTER TABLE quarantine ADD COLUMN sender TEXT;
        """

    /// Why the last try of an effect failed, for who asks what it waits for.
    private static let troubleOfEffects = "ALTER TABLE effect ADD COLUMN trouble TEXT"

    /// One number counts inputs and facts, so that a fact's place in history is also a place in the
    /// journal.
    private static let firstSchema = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY, value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE turn (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL CHECK (last >= first),
            inputs BLOB NOT NULL CHECK (length(inputs) = 32),
            facts BLOB NOT NULL CHECK (length(facts) = 32),
            effects BLOB NOT NULL CHECK (length(effects) = 32),
            settlements BLOB NOT NULL CHECK (length(settlements) = 32),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX turn_last ON turn (last);
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, format INTEGER NOT NULL,
            input BLOB NOT NULL
        ) STRICT;
        CREATE TABLE fact (
            seq INTEGER PRIMARY KEY, journal INTEGER NOT NULL, at INTEGER NOT NULL,
            code TEXT NOT NULL, severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
            dock TEXT, mission INTEGER, sortie INTEGER, violation INTEGER, notice INTEGER,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX fact_dock ON fact (dock, seq) WHERE dock IS NOT NULL;
        CREATE INDEX fact_mission ON fact (mission, seq) WHERE mission IS NOT NULL;
        CREATE INDEX fact_sortie ON fact (sortie, seq) WHERE sortie IS NOT NULL;
        CREATE INDEX fact_violation ON fact (violation, seq) WHERE violation IS NOT NULL;
        CREATE INDEX fact_notice ON fact (notice, seq) WHERE notice IS NOT NULL;
        CREATE TABLE effect (
            id INTEGER PRIMARY KEY, wire TEXT NOT NULL UNIQUE, journal INTEGER NOT NULL,
            lane TEXT NOT NULL, line TEXT, dock TEXT,
            urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
            body BLOB NOT NULL, expires_at INTEGER NOT NULL,
            retry TEXT NOT NULL CHECK (retry IN ('untilExpiry', 'once')),
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'settled')),
            attempt INTEGER NOT NULL CHECK (attempt >= 0), next_at INTEGER NOT NULL,
            settlement BLOB, settled_by INTEGER,
            CHECK ((state = 'settled') = (settlement IS NOT NULL)),
            CHECK ((state = 'settled') = (settled_by IS NOT NULL))
        ) STRICT;
        CREATE INDEX effect_open ON effect (lane, line, id) WHERE state <> 'settled';
        CREATE INDEX effect_journal ON effect (journal);
        CREATE INDEX effect_settled_by ON effect (settled_by) WHERE settled_by IS NOT NULL;
        CREATE TABLE snapshot (
            seq INTEGER PRIMARY KEY, turn INTEGER NOT NULL, at INTEGER NOT NULL,
            format INTEGER NOT NULL, digest BLOB NOT NULL CHECK (length(digest) = 32),
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE frame_key (
            source TEXT NOT NULL, frame TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (source, frame)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX frame_key_at ON frame_key (at);
        CREATE TABLE idempotency (
            person TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
            answer BLOB NOT NULL, PRIMARY KEY (person, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_at ON idempotency (at);
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            transport TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL,
            sha256 TEXT NOT NULL, head BLOB NOT NULL CHECK (length(head) <= 4096),
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT;
        CREATE INDEX quarantine_sha256 ON quarantine (sha256, received_at);
        """
}

extension Database {
    func meta(_ key: String) throws -> String? {
        try String.fetchOne(
            cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"),
            arguments: [key]
        )
    }

    /// A number of the `meta` table; 0 when it is not there.
    func metaNumber(_ key: String) throws -> Int { try meta(key).flatMap { Int($0) } ?? 0 }

    func setMeta(_ key: String, _ value: String) throws {
        try cachedStatement(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
            .execute(arguments: [key, value])
    }
}
