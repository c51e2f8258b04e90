/** The workbook that the IT leadership team reads. */
@NullMarked
package org.invigilator.report.workbook;

import org.jspecify.annotations.NullMarked;
