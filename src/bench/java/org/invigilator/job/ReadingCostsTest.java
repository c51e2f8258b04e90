package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.invigilator.match.TextBenchmark;
import org.invigilator.snapshot.PostReaderBenchmark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How many bytes a second are read and searched, beside the JSON parser alone, with the compiler
 * that the launcher chooses. No figure fails the build.
 */
@Tag("bench")
class ReadingCostsTest {
  @Test
  void bytesASecond() throws Exception {
    PostReaderBenchmark posts = new PostReaderBenchmark();
    posts.read();
    TextBenchmark texts = new TextBenchmark();
    texts.invent();
    Map<String, Long> bytes =
        Map.of("PostReaderBenchmark", posts.bytes(), "TextBenchmark", texts.bytes());
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("org\\.invigilator\\..*Benchmark")
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    .jvmArgs("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g")
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(2))
                    .build())
            .run();
    assertThat(results).hasSize(4);
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String of = name.substring(name.indexOf("org.invigilator.") + 16);
      String type = of.split("\\.")[1];
      System.out.printf(
          Locale.UK,
          "%-40s %7.1f MB a second%n",
          of,
          bytes.get(type) * 1e3 / result.getPrimaryResult().getScore());
    }
  }
}
