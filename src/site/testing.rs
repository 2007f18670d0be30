//! Sites in memory for the tests of this room.
