/** The data protection pack: an impact assessment, filled in from the settings of the audit. */
@NullMarked
package org.invigilator.privacy.dpia;

import org.jspecify.annotations.NullMarked;
