package org.invigilator.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.invigilator.job.Progress;
import org.jspecify.annotations.Nullable;

/** Shows progress as a bar in a terminal, and as one line for each step elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private final boolean silent;
  private final boolean bar;
  private @Nullable ProgressBar shown;
  private int accounts;
  private int done;

  ConsoleProgress(PrintWriter out, boolean quiet, boolean noBar) {
    this.out = out;
    this.silent = quiet;
    this.bar = !quiet && !noBar && System.console() != null;
  }

  @Override
  public synchronized void begins(int count) {
    accounts = count;
    if (bar) {
      shown =
          new ProgressBarBuilder()
              .setTaskName("Accounts")
              .setInitialMax(count)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }
  }

  @Override
  public synchronized void accountDone(String account) {
    done++;
    if (shown != null) {
      shown.step();
    }
    if (done == accounts && !bar) {
      step(accounts == 1 ? "the account was checked" : "the accounts were checked");
    }
  }

  @Override
  public synchronized void collecting(int parts) {
    close();
    if (bar && parts > 0) {
      shown =
          new ProgressBarBuilder()
              .setTaskName("Collecting")
              .setInitialMax(parts)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }
  }

  @Override
  public synchronized void partDone() {
    if (shown != null) {
      shown.step();
    }
  }

  @Override
  public synchronized void step(String what) {
    close();
    if (!silent) {
      out.println("- " + what);
    }
  }

  @Override
  public synchronized void close() {
    if (shown != null) {
      shown.close();
      shown = null;
    }
  }
}
