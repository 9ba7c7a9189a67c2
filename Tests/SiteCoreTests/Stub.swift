// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0
