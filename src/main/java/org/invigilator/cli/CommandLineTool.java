package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.input.InputFile;
import org.invigilator.job.remote.QueueUnusable;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.DiskFull;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.ProblemGroup;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line. Exit codes: 0 complete, 1 not complete, 2 wrong usage or invalid input, 3
 * complete and {@code --fail-on} was met.
 */
@Command(
    name = "invigilator",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineTool.Version.class,
    description =
        "Audits the official social media accounts of an academy trust against its own policy, clause by clause.",
    subcommands = {
      AuditCommand.class,
      DemoCommand.class,
      ValidateCommand.class,
      InitCommand.class,
      ImportCommand.class,
      CollectCommand.class,
      EstimateCommand.class,
      ReportCommand.class,
      MailCommand.class,
      EvidenceCommand.class,
      FindingsCommand.class,
      RunsCommand.class,
      ScheduleCommand.class,
      WorkerCommand.class,
      GroupCommand.class,
      PurgeCommand.class,
      PupilCommand.class,
      LogCommand.class,
      PolicyCommand.class,
      DoctorCommand.class,
      DpiaCommand.class,
      DemoServerCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 complete; 1 not complete, or a problem was found; 2 wrong usage or invalid input; 3 complete, and --fail-on was met.",
      "Without arguments, 'invigilator audit' audits the bundled sample trust."
    })
public final class CommandLineTool implements Runnable {
  static final int UNFINISHED = 1;
  static final int INVALID = 2;
  static final int FAIL_ON_MET = 3;
  private static final int MAX_PROBLEMS = 200;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "On an unexpected error, print technical details.")
  private boolean stacktrace;

  private CommandLineTool() {}

  /** Prints the version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ReportModel.programName()};
    }
  }

  /** Runs a command line and returns the exit code. */
  public static int run(String... args) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
  }

  /** Runs a command line with the given outputs and returns the exit code. */
  public static int run(PrintWriter rawOut, PrintWriter rawErr, String... args) {
    PrintWriter out = new PrintWriter(new PrintableWriter(rawOut), true);
    PrintWriter err = new PrintWriter(new PrintableWriter(rawErr), true);
    try {
      return execute(out, err, args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int execute(PrintWriter out, PrintWriter err, String... args) {
    String log = System.getenv().getOrDefault("INVIGILATOR_LOG", "text");
    if (!log.equals("text") && !log.equals("json")) {
      err.println("INVIGILATOR_LOG: '" + log + "' is not recognised. Set it to text or json.");
      return INVALID;
    }
    CommandLineTool tool = new CommandLineTool();
    CommandLine line = new CommandLine(tool);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // Its colours are control characters.
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.registerConverter(Path.class, CommandLineTool::path);
    line.setExecutionExceptionHandler((e, command, parsed) -> tool.explain(e, err));
    return line.execute(args);
  }

  private static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(unreadable(e));
    }
  }

  private static String unreadable(InvalidPathException e) {
    return InputFile.isUtf8()
        ? "'" + e.getInput() + "' cannot be the name of a file."
        : "The name '"
            + e.getInput()
            + "' cannot be read, because this program was started without UTF-8. Start it with LC_ALL=C.UTF-8.";
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  private int explain(Exception e, PrintWriter err) {
    if (stacktrace) {
      e.printStackTrace(err);
    }
    if (e instanceof InvalidInput invalid) {
      print(invalid.problems(), err);
      return INVALID;
    }
    if (e instanceof InvalidPathException name) {
      err.println(unreadable(name));
      return INVALID;
    }
    if (e instanceof RunLock.Unwritable) {
      err.println(e.getMessage());
      return INVALID;
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof DiskFull) {
      err.println(root.getMessage());
      return UNFINISHED;
    }
    boolean isExplained =
        e instanceof RunLock.Busy || e instanceof StateStore.Damaged || e instanceof QueueUnusable;
    err.println(
        isExplained
            ? e.getMessage()
            : "The command failed: "
                + (root.getMessage() == null
                    ? root.getClass().getSimpleName()
                    : root.getMessage().replaceFirst("\\.$", ""))
                + ". Run it again with --stacktrace for details.");
    return UNFINISHED;
  }

  /** Prints each cause of problems once, then their number. */
  static void print(List<Problem> problems, PrintWriter to) {
    List<ProblemGroup> groups = ProblemGroup.of(problems);
    groups.stream().limit(MAX_PROBLEMS).forEach(to::println);
    if (groups.size() > MAX_PROBLEMS) {
      to.println("... and " + (groups.size() - MAX_PROBLEMS) + " more.");
    }
    if (groups.size() < problems.size()) {
      to.println("'validate --all' lists every row.");
    }
    printNumber(problems, to);
  }

  /** Prints how many problems there are. */
  static void printNumber(List<Problem> problems, PrintWriter to) {
    to.println(
        problems.size() == 1
            ? "1 problem. Nothing was changed."
            : problems.size() + " problems. Nothing was changed.");
  }
}
