package org.invigilator.match;

import java.util.Set;
import org.invigilator.register.Pupil;

/**
 * A pupil who may be meant by a name, and what speaks for and against it.
 *
 * @param confidence between 0 and 1
 * @param written the name as it is written, folded and joined, by which it is compared with those
 *     of other people; never shown or stored
 */
public record Recognition(Pupil pupil, double confidence, Set<NameSign> signs, String written) {}
