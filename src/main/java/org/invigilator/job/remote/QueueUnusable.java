package org.invigilator.job.remote;

import java.io.IOException;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Database;

/** The queue of a database cannot be opened; the message says why and what is needed. */
public final class QueueUnusable extends IOException {
  private static final long serialVersionUID = 1L;

  QueueUnusable(StateLocation.Server server, Throwable cause) {
    super(
        "The queue in "
            + server.inSchema("")
            + " cannot be opened ("
            + Database.reason(cause)
            + "). The database needs a user who may make a schema, named by "
            + Database.USER
            + " and "
            + Database.PASSWORD
            + ".",
        cause);
  }
}
