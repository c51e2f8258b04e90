/** Rules about contact between official accounts and pupils. */
@NullMarked
package org.invigilator.rule.pupil;

import org.jspecify.annotations.NullMarked;
