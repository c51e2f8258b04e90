package org.invigilator.job.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import org.invigilator.job.StateLocation;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;

/**
 * The right to run on a state folder, and so to recover what a dead run left there. The operating
 * system takes it back when the process dies, however it dies.
 */
public final class RunLock implements AutoCloseable {
  /** A lock where no one else can be. */
  static final RunLock NONE = new RunLock(() -> {});

  private final AutoCloseable held;

  private RunLock(AutoCloseable held) {
    this.held = held;
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

  /**
   * Takes the lock on the state of a trust. A folder is made when it is not there.
   *
   * @param lease how long a server waits for a process that holds it and is silent
   */
  static RunLock take(StateLocation place, Database database, Duration lease)
      throws Busy, Unwritable {
    String busy = "Another run is using " + place + ". Wait until it has ended.";
    return place instanceof StateLocation.Folder folder
        ? take(folder.path(), busy)
        : ofServer(database, "", lease, busy);
  }

  /**
   * Takes a lock that every process sees which uses the database.
   *
   * @param name what is locked; empty for the ledger
   */
  static RunLock ofServer(Database database, String name, Duration lease, String busy) throws Busy {
    try {
      return new RunLock(new ServerLock(database, name, lease));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (ServerLock.Taken e) {
      throw new Busy(busy);
    }
  }

  /**
   * Takes the lock on any folder.
   *
   * @param busy what to say when somebody else has it
   */
  public static RunLock take(Path state, String busy) throws Busy, Unwritable {
    try {
      OwnerOnly.folder(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean isTaken = false;
      try {
        if (tryLock(channel) == null) {
          throw new Busy(busy);
        }
        OwnerOnly.keep(state.resolve("run.lock"));
        isTaken = true;
      } finally {
        if (!isTaken) {
          channel.close();
        }
      }
      return new RunLock(channel);
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
      held.close();
    } catch (Exception e) {
      // The process is about to end and takes the lock with it.
    }
  }
}
