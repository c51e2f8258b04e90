package org.invigilator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The program of this build as a process of its own, for tests of what only a process can show:
 * signals, kills, exit codes. As with the launcher its classes are prepared once, by an audit of
 * the sample; without that each start takes three times as long.
 */
public final class Program {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path APP = Path.of("target/test-program").toAbsolutePath();
  private static final Path JAR = APP.resolve("invigilator.jar");
  private static final Path PREPARED = APP.resolve("classes.jsa");

  private Program() {}

  /**
   * What starts it.
   *
   * @param options for Java, beside those of the launcher
   * @param arguments for the program
   */
  public static ProcessBuilder with(List<String> options, String... arguments) {
    prepare();
    List<String> line = java("-XX:SharedArchiveFile=" + PREPARED, "-Xlog:disable");
    line.addAll(options);
    line.add(Main.class.getName());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectErrorStream(true);
  }

  private static List<String> java(String... options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx500m"));
    line.addAll(List.of(options));
    line.addAll(List.of("-cp", classPath()));
    return line;
  }

  /** Classes are prepared from jars only. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.concat(
            Stream.of(JAR.toString()),
            Stream.of(all.split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Once for each build, also where several processes run tests. */
  private static synchronized void prepare() {
    try {
      Files.createDirectories(APP);
      try (FileChannel channel =
              FileChannel.open(
                  APP.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assertThat(lock.isValid()).isTrue();
        if (!Files.exists(PREPARED) || isOutdated()) {
          pack();
          archive();
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the program could not be prepared", e);
    }
  }

  private static boolean isOutdated() throws IOException {
    FileTime made = Files.getLastModifiedTime(JAR);
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files.anyMatch(file -> file.toFile().lastModified() > made.toMillis());
    }
  }

  private static void pack() throws IOException {
    Files.deleteIfExists(PREPARED);
    try (OutputStream file = Files.newOutputStream(JAR);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> files = Files.walk(CLASSES)) {
      for (Path each : files.skip(1).sorted().toList()) {
        String name = CLASSES.relativize(each).toString().replace(File.separatorChar, '/');
        // Folders too: the ledger's migrations are looked for by theirs.
        jar.putNextEntry(new JarEntry(Files.isDirectory(each) ? name + "/" : name));
        if (Files.isRegularFile(each)) {
          Files.copy(each, jar);
        }
      }
    }
  }

  private static void archive() throws IOException, InterruptedException {
    Path sample = APP.resolve("sample");
    FileSystemUtils.deleteRecursively(sample);
    Path made = APP.resolve("classes.new");
    List<String> line = java("-XX:ArchiveClassesAtExit=" + made);
    line.addAll(
        List.of(
            Main.class.getName(),
            "audit",
            "--trust",
            Path.of("jobs/sample-trust").toAbsolutePath().toString(),
            "--as-of",
            "2026-11-20",
            "--out",
            sample.toString(),
            "--state",
            sample.resolve("state").toString(),
            "--quiet"));
    Path log = APP.resolve("log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(made).as(Files.readString(log)).exists();
    Files.move(made, PREPARED, StandardCopyOption.REPLACE_EXISTING);
    FileSystemUtils.deleteRecursively(sample);
  }
}
