/** The reports as self-contained web pages. */
@org.jspecify.annotations.NullMarked
package org.invigilator.report.page;
