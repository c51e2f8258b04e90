package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.invigilator.connector.meta.MetaTokens;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.connector.youtube.YouTubeConnector;
import org.invigilator.demo.Access;
import org.invigilator.demo.Bill;
import org.invigilator.demo.DemoServer;
import org.invigilator.demo.Failure;
import org.invigilator.policy.Spending;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a demonstration server for all platforms that have an API until it is stopped. */
@Command(
    name = "demo-server",
    mixinStandardHelpOptions = true,
    description =
        "Imitates X, Bluesky, Mastodon, YouTube, Facebook and Instagram on this machine, to try live collection without an account. It shows the contents of a trust folder's snapshots.")
final class DemoServerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "The trust folder to show. Default: the bundled sample trust.")
  private @Nullable Path trust;

  @Option(names = "--port", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "8089")
  private int port;

  @Option(
      names = "--fail",
      paramLabel = "CALL:N:HOW[:TIMES]",
      description =
          "Fail at the Nth call of look-up, posts, mentions, followers, following, or * for any call; 0 times means always. HOW is rate-limit, overloaded, no-credits, usage-cap, cut, silent or another; '--fail help' lists all.")
  private List<String> failures = List.of();

  @Option(
      names = "--delay",
      paramLabel = "MILLISECONDS",
      description = "Delay of every reply. Default: none.")
  private int delay;

  @Option(
      names = "--limit",
      paramLabel = "CALL=N",
      description = "Allow N calls of a kind in 15 minutes.")
  private Map<String, Integer> limits = Map.of();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    if (failures.contains("help")) {
      out.println(String.join(", ", DemoServer.failures()));
      return 0;
    }
    Path folder = trust == null ? Home.folder().resolve("jobs/sample-trust") : trust;
    if (!Files.isDirectory(folder.resolve("registers"))) {
      throw invalid(
          "--trust " + folder,
          "This folder has no registers/.",
          "Give a trust folder, which contains registers/ and trust.yaml.");
    }
    List<Failure.Planned> planned = failures.stream().map(DemoServerCommand::planned).toList();
    try (DemoServer server = start(folder)) {
      planned.forEach(server::fail);
      limits.forEach(server::limit);
      server.delay(delay);
      out.println("X is at       " + server.x());
      out.println("Bluesky is at " + server.bluesky());
      out.println("YouTube is at " + server.youTube());
      out.println("Mastodon is at " + server.mastodon());
      out.println("Facebook and Instagram are at " + server.graph());
      out.println("Use this token, which is valid on this server only:");
      out.println("  export " + XCredentials.BEARER + "='" + Access.BEARER + "'");
      out.println("or these four keys:");
      out.println("  export " + XCredentials.CONSUMER_KEY + "='" + Access.CONSUMER_KEY + "'");
      out.println("  export " + XCredentials.CONSUMER_SECRET + "='" + Access.CONSUMER_SECRET + "'");
      out.println("  export " + XCredentials.ACCESS_TOKEN + "='" + Access.ACCESS_TOKEN + "'");
      out.println("  export " + XCredentials.ACCESS_SECRET + "='" + Access.ACCESS_SECRET + "'");
      out.println("and for the others:");
      out.println("  export " + YouTubeConnector.KEY + "='" + Access.KEY + "'");
      out.println("  export " + MetaTokens.TOKEN + "='" + Access.KEY + "'");
      out.println("Press Ctrl-C to stop the server.");
      out.flush();
      Thread bill = new Thread(() -> print(server.bill(), out), "bill");
      Runtime.getRuntime().addShutdownHook(bill);
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private DemoServer start(Path folder) {
    try {
      return DemoServer.start(folder, port, Clock.systemUTC());
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(
          "--port " + port,
          "The server cannot listen on this port: " + e.getMessage() + ".",
          "Choose another port.");
    }
  }

  private static Failure.Planned planned(String typed) {
    try {
      return Failure.Planned.parse(typed);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "--fail " + typed,
          "'" + typed + "' is not recognised as a failure.",
          "Write it like followers:2:overloaded; '--fail help' lists all.");
    }
  }

  private static InvalidInput invalid(String where, String what, String remedy) {
    return new InvalidInput(List.of(new Problem(where, 0, "", what, remedy)));
  }

  private static void print(Bill bill, PrintWriter out) {
    bill.lines()
        .forEach(
            (call, line) ->
                out.printf(
                    Locale.UK, "%-10s %,7d calls %,9d rows%n", call, line.calls(), line.rows()));
    out.println("X would have charged " + Spending.shown(bill.micro()) + ".");
    out.flush();
  }
}
