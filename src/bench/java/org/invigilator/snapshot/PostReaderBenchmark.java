package org.invigilator.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The posts of the sample trust, read into records, beside the JSON parser alone. */
@State(Scope.Benchmark)
public class PostReaderBenchmark {
  private final List<byte[]> lines = new ArrayList<>();

  /** Reads the saved posts of the sample trust. */
  @Setup
  public void read() {
    try (Stream<Path> files = Files.walk(Path.of("jobs/sample-trust/snapshots"))) {
      for (Path file : files.filter(f -> f.endsWith("posts.ndjson")).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> lines.add(line.getBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes one call reads. */
  public long bytes() {
    return lines.stream().mapToLong(line -> line.length).sum();
  }

  /** Reads every post. */
  @Benchmark
  public void posts(Blackhole out) {
    for (byte[] line : lines) {
      try (JsonParser parser = Json.parser(line, 0, line.length)) {
        out.consume(PostReader.read(parser));
      }
    }
  }

  /** Passes over every token of them. */
  @Benchmark
  public void parserAlone(Blackhole out) {
    for (byte[] line : lines) {
      try (JsonParser parser = Json.parser(line, 0, line.length)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          out.consume(token);
        }
      }
    }
  }
}
