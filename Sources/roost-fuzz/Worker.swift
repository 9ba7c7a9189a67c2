// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz

/// A child process: inputs of one surface, with the number of the one under way in a shared page, so
/// that the parent knows it however this process ends.
struct Worker {
    let options: FuzzOptions
    let surface: Surface

    /// Exit code of a broken promise, told apart from every signal.
    static let breach: Int32 = 3

    init(_ options: FuzzOptions, _ surfaces: [Surface]) {
        self.options = options
        surface = surfaces[0]
    }

    func run(_ first: Int, _ count: Int) -> Int32 {
        // Past this a runaway allocation ends the child, not the machine.
        var limit = rlimit(rlim_cur: 8 << 30, rlim_max: 8 << 30)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        let page = options.progress.flatMap { Self.page($0) }
        do throws(Round.Failure) {
            let round = Round(surface, seed: options.seed, isMeasured: true)
            let tally = try round.run(first..<first + count) { number in
                page?.storeBytes(of: number, as: Int.self)
            }
            print(String(decoding: (try? JSONEncoder().encode(tally)) ?? Data(), as: UTF8.self))
            return 0
        } catch {
            print(error.breach)
            return Self.breach
        }
    }

    func replay(_ file: String) throws(FuzzOptions.Fault) -> Int32 {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw FuzzOptions.Fault(description: "\(file) cannot be read")
        }
        do throws(Breach) {
            print("\(surface.name): \(try surface.pass(Array(bytes)).word)")
            return 0
        } catch {
            print("\(surface.name): \(error)")
            return 1
        }
    }

    private static func page(_ path: String) -> UnsafeMutableRawPointer? {
        let descriptor = open(path, O_RDWR)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let page = mmap(nil, 8, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        return page == MAP_FAILED ? nil : page
    }
}
