/** Rules about pictures, names and personal details. */
@NullMarked
package org.invigilator.rule.consent;

import org.jspecify.annotations.NullMarked;
