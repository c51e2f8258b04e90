/** Short messages to channels of Teams and Slack. */
@org.jspecify.annotations.NullMarked
package org.invigilator.report.chat;
