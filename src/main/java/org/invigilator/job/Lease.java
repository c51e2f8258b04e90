package org.invigilator.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to run on a state folder, and so to recover what a dead run left there. The operating
 * system takes it back when the process dies, however it dies.
 */
public final class Lease implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private Lease(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Somebody else is running on the state folder. */
  public static final class Busy extends Exception {
    private static final long serialVersionUID = 1L;

    Busy(String what) {
      super(what);
    }
  }

  /** The state folder cannot be written. */
  public static final class Unwritable extends Exception {
    private static final long serialVersionUID = 1L;

    Unwritable(Path state, IOException cause) {
      super(
          "The state folder "
              + state
              + " cannot be written ("
              + reason(cause)
              + "). Make it writable, or give another one with --state.",
          cause);
    }

    private static String reason(IOException e) {
      return e instanceof java.nio.file.AccessDeniedException
          ? "access denied"
          : String.valueOf(e.getMessage());
    }
  }

  /** Takes the lease on a state folder, which is made when it is not there. */
  public static Lease take(Path state) throws Busy, Unwritable {
    return take(
        state,
        "Another run is using "
            + state
            + ". Wait until it has ended, or give another folder with --state.");
  }

  /**
   * Takes the lease on any folder.
   *
   * @param busy what to say when somebody else has it
   */
  static Lease take(Path state, String busy) throws Busy, Unwritable {
    try {
      Files.createDirectories(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new Busy(busy);
      }
      return new Lease(channel, lock);
    } catch (IOException e) {
      throw new Unwritable(state, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // The process is about to end and takes the lock with it.
    }
  }
}
