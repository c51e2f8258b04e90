package org.invigilator.connector;

import org.invigilator.snapshot.Capture.Extent;

/** How much of a part was read in a run, and why not all of it. */
record PartOutcome(Extent extent, String reason) {}
