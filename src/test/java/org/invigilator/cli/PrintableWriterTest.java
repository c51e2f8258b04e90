package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintableWriterTest {

  private static String printed(String text) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(new PrintableWriter(out));
    writer.print(text);
    writer.flush();
    return out.toString();
  }

  @Test
  void charactersThatRewriteATerminalAreShownByTheirNames() {
    assertThat(printed("a\u001b[2Jb")).isEqualTo("a[escape][2Jb");
    assertThat(printed("a\u202eb")).isEqualTo("a[right-to-left override]b");
    assertThat(printed("a\u2066b")).isEqualTo("a[left-to-right isolate]b");
    assertThat(printed("a\u200fb")).isEqualTo("a[right-to-left mark]b");
    assertThat(printed("a\u0007b")).isEqualTo("a[bel]b");
    assertThat(printed("a\u009bb")).isEqualTo("a[control sequence introducer]b");
    assertThat(printed("a\u2028b")).isEqualTo("a[line separator]b");
    assertThat(printed("a\rb")).isEqualTo("a[carriage return (cr)]b");
    String usual = "Zo\u00eb \ud83d\udc69\u200d\ud83c\udfeb \u05d0";
    assertThat(printed(usual)).isEqualTo(usual);
  }

  @Test
  void linesAndTabsStay() {
    assertThat(printed("a\tb\nc\r\nd")).isEqualTo("a\tb\nc\r\nd");
  }

  @Test
  void everyCommandPrintsThatWay(@TempDir Path folder) {
    StringWriter out = new StringWriter();
    PrintWriter to = new PrintWriter(out);
    assertThat(CommandLineTool.run(to, to, "audit", folder.resolve("a\u001b[2J\u202eb").toString()))
        .isEqualTo(2);
    assertThat(CommandLineTool.run(to, to, "--\u001bx")).isEqualTo(2);
    assertThat(CommandLineTool.run(to, to, "audit", "--trust", "a\u0000b")).isEqualTo(2);
    assertThat(out.toString())
        .contains("[right-to-left override]", "[escape]", "cannot be the name of a file")
        .doesNotContain("\u001b", "\u202e", "Exception");
  }

  @Test
  void logOfTextHasNoneOfThemAndOneLineForEachEvent() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(
            "<configuration><include resource='log-text.xml'/><root><appender-ref ref='err'/></root></configuration>"
                .getBytes(StandardCharsets.UTF_8)));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender("err");
    byte[] line =
        appender
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "x",
                    root,
                    Level.INFO,
                    "a\u001b[2Jb\u202ec\n2026 INFO forged Zo\u00eb",
                    null,
                    null));
    assertThat(new String(line, StandardCharsets.UTF_8))
        .endsWith("a?[2Jb?c?2026 INFO forged Zo\u00eb" + System.lineSeparator());
  }
}
