/** Where the state of a trust lies: its database and migrations, the run lock, recovery. */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.store;
