// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A private authority `ca`, another one `other`, and `server` and `client` signed by the first.
enum Certificates {
    static func make(in folder: URL) throws {
        for name in ["ca", "other"] {
            try openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                    + " -keyout \(name).key -out \(name).pem -subj /CN=\(name)"
            )
        }
        for name in ["server", "client"] {
            try openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                    + " -keyout \(name).key -out \(name).pem -subj /CN=\(name)"
                    + " -addext subjectAltName=IP:127.0.0.1 -CA ca.pem -CAkey ca.key"
            )
        }
    }

    private static func openssl(_ folder: URL, _ line: String) throws {
        let arguments = line.split(separator: " ").map { word in
            let text = String(word)
            let isFile = text.hasSuffix(".pem") || text.hasSuffix(".key")
            return isFile ? folder.appending(path: text).path : text
        }
        try Tool.run("/usr/bin/openssl", arguments)
    }
}
