package org.invigilator.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.invigilator.job.Stop;

/**
 * On SIGTERM or Ctrl-C: lets the current step save its work, then ends the process with the exit
 * code for unfinished, or another one.
 */
final class StopHook implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 20;

  private final Stop stop = new Stop();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PrintWriter err;
  private final int code;
  private final Thread hook = new Thread(this::stopGracefully, "stop");

  StopHook(PrintWriter err) {
    this(err, CommandLineTool.UNFINISHED);
  }

  /**
   * @param code the exit code when the work was saved in time
   */
  StopHook(PrintWriter err, int code) {
    this.err = err;
    this.code = code;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Stop stop() {
    return stop;
  }

  private void stopGracefully() {
    stop.request();
    int end = CommandLineTool.UNFINISHED;
    try {
      if (ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        end = code;
      } else {
        err.println(
            "The current step did not stop in time. Run the same command again to continue.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    err.flush();
    Runtime.getRuntime().halt(end);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: it ends the process.
    }
  }
}
