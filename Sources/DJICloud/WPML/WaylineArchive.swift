// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CZip

/// A small ZIP in memory, through libzip.
enum WaylineArchive {
    /// One file inside.
    struct Entry: Equatable {
        let name: String
        let bytes: [UInt8]
    }

    /// Largest file that is read: a wayline of 1000 points has under 2 MiB.
    static let sizeLimit = 8 << 20
    /// Most entries that are read; reference pictures may lie beside the two documents.
    private static let entryLimit = 256
    /// Greatest expansion that is read: above it lies what only a hostile archive has.
    private static let ratioLimit: UInt64 = 200

    /// Entries stored one after the other at a fixed time (1980-01-01 00:00), so that equal content
    /// gives equal bytes whatever the zone, the clock and the deflate library are.
    static func pack(_ entries: [Entry]) throws(DJICloudError) -> [UInt8] {
        var fault = zip_error_t()
        zip_error_init(&fault)
        defer { zip_error_fini(&fault) }
        guard let sink = zip_source_buffer_create(nil, 0, 0, &fault) else { throw unwritable }
        zip_source_keep(sink)
        defer { zip_source_free(sink) }
        guard let archive = zip_open_from_source(sink, ZIP_TRUNCATE, &fault) else {
            zip_source_free(sink)
            throw unwritable
        }
        // libzip reads an entry when the archive is closed: the bytes must live as long.
        let copies = entries.map { entry in
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: entry.bytes.count)
            _ = copy.initialize(from: entry.bytes)
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        for (entry, copy) in zip(entries, copies) {
            guard add(entry.name, copy, to: archive) else {
                zip_discard(archive)
                throw unwritable
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw unwritable
        }
        return try content(of: sink)
    }

    private static func add(
        _ name: String,
        _ copy: UnsafeMutableBufferPointer<UInt8>,
        to archive: OpaquePointer
    ) -> Bool {
        let source = zip_source_buffer(archive, copy.baseAddress, UInt64(copy.count), 0)
        guard let source else { return false }
        let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            return false
        }
        let at = UInt64(index)
        let firstDay: UInt16 = 1 << 5 | 1
        let unix = UInt8(ZIP_OPSYS_UNIX)
        return zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) == 0
            && zip_file_set_dostime(archive, at, 0, firstDay, 0) == 0
            && zip_file_set_external_attributes(archive, at, 0, unix, 0o100644 << 16) == 0
    }

    private static func content(of sink: OpaquePointer) throws(DJICloudError) -> [UInt8] {
        guard zip_source_open(sink) == 0 else { throw unwritable }
        defer { zip_source_close(sink) }
        guard zip_source_seek(sink, 0, SEEK_END) == 0 else { throw unwritable }
        let size = Int(zip_source_tell(sink))
        guard size > 0, zip_source_seek(sink, 0, SEEK_SET) == 0 else { throw unwritable }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, Int(zip_source_read(sink, buffer.baseAddress, UInt64(size))))
        }
        guard bytes.count == size else { throw unwritable }
        return bytes
    }

    private static var unwritable: DJICloudError { .unsupported("libzip cannot write the archive") }
}

// Reading: bounded in size, count and expansion; no path leaves the archive (pitfall 13).
extension WaylineArchive {
    /// The named entries in the order asked for.
    ///
    /// Throws `tooLarge`, `missing`, or `wrongType` for what is no sound archive.
    static func unpack(_ bytes: [UInt8], names: [String]) throws(DJICloudError) -> [Entry] {
        guard bytes.count <= sizeLimit else { throw .tooLarge(limit: sizeLimit) }
        let result = bytes.withUnsafeBytes { buffer -> Result<[Entry], DJICloudError> in
            do throws(DJICloudError) {
                return .success(try unpack(buffer, names: names))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func unpack(
        _ buffer: UnsafeRawBufferPointer,
        names: [String]
    ) throws(DJICloudError) -> [Entry] {
        var fault = zip_error_t()
        zip_error_init(&fault)
        defer { zip_error_fini(&fault) }
        let source = zip_source_buffer_create(
            buffer.baseAddress,
            UInt64(buffer.count),
            0,
            &fault
        )
        guard let source else { throw damaged("the file", "a ZIP archive") }
        let flags = ZIP_RDONLY | ZIP_CHECKCONS
        guard let archive = zip_open_from_source(source, flags, &fault) else {
            zip_source_free(source)
            throw damaged("the file", "a ZIP archive")
        }
        defer { zip_discard(archive) }
        try check(archive)
        var entries: [Entry] = []
        for name in names {
            let index = zip_name_locate(archive, name, 0)
            guard index >= 0 else { throw .missing(path: name) }
            entries.append(Entry(name: name, bytes: try content(archive, UInt64(index), name)))
        }
        return entries
    }

    private static func check(_ archive: OpaquePointer) throws(DJICloudError) {
        let count = zip_get_num_entries(archive, 0)
        guard (1...Int64(entryLimit)).contains(count) else {
            throw damaged("the archive", "of 1 to \(entryLimit) entries")
        }
        for index in 0..<UInt64(count) {
            guard let name = zip_get_name(archive, index, 0) else {
                throw damaged("the archive", "of named entries")
            }
            let path = String(cString: name)
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            guard !path.hasPrefix("/"), !parts.contains(".."), !path.contains("\\") else {
                throw damaged("the archive", "free of paths that leave it")
            }
        }
    }

    private static func content(
        _ archive: OpaquePointer,
        _ index: UInt64,
        _ name: String
    ) throws(DJICloudError) -> [UInt8] {
        var stat = zip_stat_t()
        zip_stat_init(&stat)
        guard zip_stat_index(archive, index, 0, &stat) == 0,
            stat.encryption_method == UInt16(ZIP_EM_NONE)
        else { throw damaged(name, "a plain entry") }
        guard stat.size <= UInt64(sizeLimit) else { throw .tooLarge(limit: sizeLimit) }
        guard stat.size <= (stat.comp_size + 1) * ratioLimit else {
            throw damaged(name, "packed less than \(ratioLimit) times")
        }
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw damaged(name, "a readable entry")
        }
        defer { zip_fclose(file) }
        let size = Int(stat.size)
        // One byte more than it claims: a longer entry shows, and at its end the checksum is
        // compared.
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count <= size, let base = buffer.baseAddress {
                let got = zip_fread(file, base + count, UInt64(size + 1 - count))
                guard got > 0 else {
                    if got < 0 { count = 0 }
                    return
                }
                count += Int(got)
            }
        }
        guard bytes.count == size, size > 0 else { throw damaged(name, "an undamaged entry") }
        return bytes
    }

    private static func damaged(_ path: String, _ expected: String) -> DJICloudError {
        .wrongType(path: path, expected: expected)
    }
}
