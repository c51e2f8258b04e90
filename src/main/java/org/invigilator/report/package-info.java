/** The report model of a run and the files written from it. */
@NullMarked
package org.invigilator.report;

import org.jspecify.annotations.NullMarked;
