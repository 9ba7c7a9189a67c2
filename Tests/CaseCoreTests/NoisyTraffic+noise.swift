// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension NoisyTraffic {
    /// How much is wrong with what is seen.
    ///
    /// Where a knob of a parked street has the same meaning (``NoisyStreet/Noise``), `hard` turns it as far as
    /// there; what only a thing on the move suffers names its own reason.
    struct Noise {
        /// Of each look at a thing: it is not found.
        var missRate = 0.25
        /// Of each frame: a thing that is not there, as sure as a vehicle, a rider without a helmet.
        var falseRate = 0.05
        /// Of each character of a plate.
        var misread = 0.02
        /// Of each character, once a vehicle: it is misread in a third of its readings.
        ///
        /// Half as often as a parked car's, for there is one pass and no close picture that could tell better.
        var stickyRate = 0.0
        /// One standard deviation, metres: of each detection, and of all detections of a hover.
        ///
        /// Without a zone's soft edge (PIPELINE § 4: strictly inside) a bias of half a lane makes every look
        /// one outside: the hover's is RTK's (0.84 m with the detection's own at 60 m, PIPELINE 3.6) in both.
        var deviations = (look: 0.5, bias: 0.5)
        /// Metres that the bias wanders over the world, one standard deviation.
        var drift = 0.0
        /// Mean and deviation of a detection's confidence.
        var confidence = (mean: 0.8, deviation: 0.1)
        /// Of each look: the analyser's id is another from now on; there is none; of two that drive one
        /// behind the other, each has the other's from now on.
        ///
        /// Hard: two of three things change theirs, one of seven looks has none, one of four pairs exchange theirs.
        var ids = (changed: 0.02, absent: 0.1, swapped: 0.0)
        /// Of each look at a helmet: it is read, and read wrongly.
        var helmet = (read: 0.95, wrong: 0.1)
        /// Of each detection: a vehicle is called a van; it is called what the rule does not know.
        var flickers = (van: 0.0, unknown: 0.0)
        /// Of each detection: there are two, a length apart, the other with an id of its own or none.
        var splitRate = 0.0
        /// Of each thing: it is hidden for 2 to 3 s, as a tree or a footbridge 8 to 12 m wide hides what drives
        /// 4 m/s.
        var hiddenRate = 0.0
        /// Of each thing: another drives 10 to 16 m ahead, two to three seconds in a slow lane.
        var convoyRate = 0.0
        /// Of each frame: it and all for 1 to 3 s are lost, as when a modem changes cells.
        var burstRate = 0.0
        /// Of each frame: it comes up to two minutes late.
        var lateRate = 0.0
        /// Seconds that a frame's time is off, one standard deviation: a frame of 25 a second is 40 ms.
        var clockJitter = 0.0
        /// How far the clock of the source runs ahead, seconds, in every fourth world.
        var skew = 0.0

        /// How much longer a thing stays, seconds: of what is found seldom, half of the looks (PIPELINE § 4) is a
        /// matter of luck in ten.
        var longer = 0.0

        /// What the analysis says of its own error: of one detection, bias included.
        var sigma: Metres {
            let (look, bias) = deviations
            return Metres((look * look + bias * bias).squareRoot())
        }

        /// As the recorded scenarios have it, a little more.
        static func soft(_ kind: Kind) -> Noise {
            var noise = Noise()
            if kind == .riders { noise.missRate = 0.15 }
            return noise
        }

        /// Everything at once, and each harder than the recorded scenarios have it.
        static func hard(_ kind: Kind) -> Noise {
            Noise(
                missRate: kind == .lane ? 0.35 : 0.25,
                falseRate: 0.08,
                misread: 0.04,
                stickyRate: 0.01,
                deviations: (0.8, 0.5),
                drift: 0.4,
                confidence: (0.76, 0.11),
                ids: (0.04, 0.15, 0.01),
                helmet: (0.9, 0.15),
                flickers: (0.08, 0.04),
                splitRate: 0.04,
                hiddenRate: 0.3,
                convoyRate: 0.3,
                burstRate: 0.01,
                lateRate: 0.08,
                clockJitter: 0.04,
                skew: 90,
                longer: 6
            )
        }
    }
}
