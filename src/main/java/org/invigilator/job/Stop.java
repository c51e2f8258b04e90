package org.invigilator.job;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.job.JobInterruptedException;

/** The wish to stop, asked for from any thread and looked at between items. */
public final class Stop {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Unwinds a stream that is to stop. */
  public static final class Requested extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Asks every worker to stop at its next look. */
  public void request() {
    requested.set(true);
  }

  public boolean isRequested() {
    return requested.get();
  }

  /** Stops a step; an interrupt of the thread is the same wish. */
  public void check() throws JobInterruptedException {
    if (requested.get() || Thread.interrupted()) {
      requested.set(true);
      throw new JobInterruptedException("stopped");
    }
  }

  public void throwIfRequested() {
    if (requested.get() || Thread.interrupted()) {
      requested.set(true);
      throw new Requested();
    }
  }
}
